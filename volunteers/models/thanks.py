"""The thanks that a volunteer has had: for what, and in whose words. Never twice for the same thing."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networking.models.private import PrivateModel, PrivateQuerySet

from .volunteers import COORDINATE, Volunteer

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from networking.models import User


class ThanksQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own; those of the volunteers one coordinates."""
        if not user.is_authenticated:
            return self.none().scoped()
        coordinated = user.scope(*COORDINATE).following("volunteer__person__")
        return self.scoped().filter(Q(volunteer__person__account=user) | coordinated)

    def own(self, user: User) -> Self:
        """Those that `user` has had."""
        return self.scoped().filter(volunteer__person__account=user)


class Thanks(PrivateModel):
    """A thank-you. What the portal says by itself is in the words of the occasion; who coordinates writes their own."""

    class Occasion(models.TextChoices):
        FIRST_TURN = "first_turn", _("il primo turno")
        HOURS = "hours", _("le ore donate")
        DAY = "day", _("la Giornata del volontariato")
        PERSONAL = "personal", _("di persona")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="thanks", verbose_name=_("a chi"))
    occasion = models.CharField(_("per che cosa"), max_length=10, choices=Occasion)
    # Which one: the hours, the year, the letter of who coordinates; once each.
    mark = models.CharField(max_length=40, blank=True, editable=False)
    words = models.TextField(_("parole"), max_length=1000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("da chi"),
    )
    thanked_at = models.DateTimeField(_("il"))

    objects = ThanksQuerySet.as_manager()

    class Meta:
        ordering = ["-thanked_at", "id"]
        verbose_name = _("ringraziamento")
        verbose_name_plural = _("ringraziamenti")
        constraints = [
            models.UniqueConstraint(name="thanked_once", fields=["volunteer", "occasion", "mark"]),
            models.CheckConstraint(
                name="personal_thanks_have_words",
                condition=~Q(occasion="personal") | ~Q(words=""),
                violation_error_message=_("Scrivi due parole."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer}: {self.get_occasion_display()}"

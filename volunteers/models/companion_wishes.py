"""Who has asked for company, from the public page or by telephone."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networking.models import Comune, Person
from networking.models.private import PrivateModel, PrivateQuerySet

from .volunteers import COORDINATE

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from networking.models import User


class CompanionshipWishQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the territory in which one follows volunteers."""
        if not user.is_authenticated:
            return self.none().scoped()
        return self.scoped().filter(user.scope(*COORDINATE).within("comune"))

    def waiting(self) -> Self:
        """Those nobody has answered yet, the oldest first."""
        return self.filter(state=CompanionshipWish.State.WAITING).order_by("asked_at", "id")


class CompanionshipWish(PrivateModel):
    """That somebody would like company, for themselves or for who has told them so."""

    class State(models.TextChoices):
        WAITING = "waiting", _("da chiamare")
        CALLED = "called", _("sentita o sentito, cerchiamo chi può")
        PAIRED = "paired", _("ha trovato compagnia")
        CLOSED = "closed", _("non serve più")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("nome e cognome di chi vorrebbe compagnia"), max_length=120)
    phone = models.CharField(_("telefono"), max_length=30)
    comune = models.ForeignKey(Comune, models.PROTECT, related_name="+", verbose_name=_("comune"))
    asked_by = models.CharField(
        _("chi lo chiede, se è un'altra persona"),
        max_length=120,
        blank=True,
        help_text=_("Per esempio «Marta, la figlia»."),
    )
    words = models.CharField(
        _("che cosa ci vuoi dire"), max_length=500, blank=True, help_text=_("Niente notizie sulla salute.")
    )
    asked_at = models.DateTimeField(_("chiesto il"))
    state = models.CharField(_("a che punto è"), max_length=8, choices=State, default=State.WAITING)
    answered_at = models.DateTimeField(_("sentita il"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sentita da"),
    )
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("scheda")
    )

    objects = CompanionshipWishQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        verbose_name = _("richiesta di compagnia")
        verbose_name_plural = _("richieste di compagnia")
        indexes = [models.Index(name="wishes_that_wait", fields=["asked_at"], condition=Q(state="waiting"))]
        constraints = [
            models.CheckConstraint(
                name="a_wish_that_does_not_wait_says_since_when",
                condition=Q(state="waiting") | Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.comune})"

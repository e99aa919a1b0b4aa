"""Letters printed together: one file per comune and night, ready for the printer and the post."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .files import random_name
from .persons import FOLLOW_PEOPLE
from .private import PrivateModel, PrivateQuerySet
from .territory import Comune, Zone

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .people import User


class LetterBatchQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the territory in which `user` works at the desk."""
        if not user.is_authenticated:
            return self.none().scoped()
        return self.scoped().filter(user.scope(*FOLLOW_PEOPLE).following())


class LetterBatch(PrivateModel):
    """The letters of one night for one comune (or for those of a zone who live outside): one PDF with addresses."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    comune = models.ForeignKey(
        Comune, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("comune")
    )
    zone = models.ForeignKey(
        Zone, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("zona")
    )
    made_at = models.DateTimeField(_("preparata il"))
    letters = models.PositiveIntegerField(_("lettere"))
    pages = models.PositiveIntegerField(_("pagine"))
    file = models.FileField(_("file"), upload_to=random_name, blank=True)
    posted_at = models.DateTimeField(_("imbucata il"), null=True, blank=True)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("imbucata da"),
    )

    objects = LetterBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("stampa di lettere")
        verbose_name_plural = _("stampe di lettere")
        constraints = [
            models.CheckConstraint(
                name="letters_of_a_comune_or_of_a_zone", condition=Q(comune=None) | Q(zone=None)
            ),
        ]

    def __str__(self) -> str:
        made_at = timezone.localtime(self.made_at)
        return f"{self.comune or self.zone or _('Fuori dal territorio')} · {made_at:%d/%m/%Y, %H:%M}"

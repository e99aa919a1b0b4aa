"""How the meetings of a pair went: light notes, never changed."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networking.models.private import PrivateModel, PrivateQuerySet

from .companionships import Companionship

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from networking.models import User


class CompanionshipNoteQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the pairs that one sees."""
        if not user.is_authenticated:
            return self.none().scoped()
        pairs = Companionship.objects.visible_to(user)
        return self.scoped().filter(companionship__in=pairs.values("pk"))

    def contacts(self) -> Self:
        """Those of a contact that happened: they met, or spoke."""
        return self.filter(how__in=CompanionshipNote.HAPPENED)


class CompanionshipNote(PrivateModel):
    """How it went, in two taps and a line. It is never changed: another one is written."""

    class How(models.TextChoices):
        VISIT = "visit", _("ci siamo visti a casa")
        TELEPHONE = "telephone", _("ci siamo sentiti al telefono")
        ACCOMPANIMENT = "accompaniment", _("siamo usciti insieme")
        DID_NOT_ANSWER = "did_not_answer", _("non ha risposto")
        DID_NOT_HAPPEN = "did_not_happen", _("l'incontro non c'è stato")

    class Going(models.TextChoices):
        WELL = "well", _("bene")
        SO_SO = "so_so", _("così così")
        WORRYING = "worrying", _("mi preoccupa")

    HAPPENED = (How.VISIT, How.TELEPHONE, How.ACCOMPANIMENT)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    companionship = models.ForeignKey(
        Companionship, models.CASCADE, related_name="notes", verbose_name=_("compagnia")
    )
    turn = models.ForeignKey(
        "volunteers.HelpRequest",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("incontro"),
    )
    day = models.DateField(_("giorno"))
    how = models.CharField(_("com'è stato"), max_length=14, choices=How)
    going = models.CharField(_("com'è andata"), max_length=8, choices=Going, blank=True)
    note = models.CharField(
        _("due righe"),
        max_length=500,
        blank=True,
        help_text=_("Solo quello che serve: niente diagnosi."),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("scritta da"),
    )
    written_at = models.DateTimeField(_("scritta il"))

    objects = CompanionshipNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-written_at", "id"]
        verbose_name = _("nota di una compagnia")
        verbose_name_plural = _("note delle compagnie")
        indexes = [models.Index(name="notes_of_a_pair", fields=["companionship", "day"])]
        constraints = [
            models.CheckConstraint(
                name="a_meeting_that_was_says_how_it_went",
                condition=Q(how__in=["did_not_answer", "did_not_happen"]) | ~Q(going=""),
                violation_error_message=_("Scegli com'è andata."),
            ),
            models.UniqueConstraint(
                name="a_meeting_is_told_once",
                fields=["companionship", "turn", "by"],
                condition=Q(turn__isnull=False),
                violation_error_message=_("Di questo incontro hai già scritto."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}: {self.get_how_display()}"

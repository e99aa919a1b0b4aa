"""The book of members (art. 15 D.Lgs. 117/2017): it only grows, and shows any tampering.

Number, moment and digests are written by the database (migration `0006_members`), whoever writes; so is `Member`.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networking.models import Person
from networking.models.private import PrivateModel, PrivateQuerySet
from services.models import Organization

from .decisions import Decision
from .members import Member, keeps_members

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from networking.models import User

CONSULTING = "di quali associazioni si è tra gli associati, per poterne esaminare i libri"


class MemberBook(models.Model):
    """The book of one association: where there is one, people may ask to join it here."""

    organization = models.OneToOneField(
        Organization, models.PROTECT, related_name="member_book", verbose_name=_("associazione")
    )
    opened_on = models.DateField(_("aperto il"))
    purpose = models.TextField(
        _("che cosa vuol dire associarsi"),
        max_length=2000,
        blank=True,
        help_text=_("In parole semplici: che cosa si fa insieme, diritti e doveri. Lo legge chiunque."),
    )
    # Written by the database alone.
    last_number = models.PositiveIntegerField(default=0, editable=False)
    last_hash = models.BinaryField(max_length=32, default=b"", editable=False)

    class Meta:
        ordering = ["organization__name"]
        verbose_name = _("libro degli associati")
        verbose_name_plural = _("libri degli associati")

    def __str__(self) -> str:
        return str(self.organization)


class MemberEntryQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The whole book for who keeps it and for who is a member today (art. 15, comma 3)."""
        if not user.is_authenticated:
            return self.none().scoped()
        if keeps_members(user):
            return self.scoped()
        mine = Member.objects.for_everyone(reason=CONSULTING).of_user(user).values("organization")
        return self.scoped().filter(book__organization__in=mine)


class MemberEntry(PrivateModel):
    """One line: who they were that day, and what happened. It is never changed: a correction is another line."""

    class Event(models.TextChoices):
        ADMISSION = "admission", _("ammissione")
        WITHDRAWAL = "withdrawal", _("recesso")
        EXCLUSION = "exclusion", _("esclusione")
        DEATH = "death", _("decesso")
        CORRECTION = "correction", _("rettifica")

    LEAVING = (Event.WITHDRAWAL, Event.EXCLUSION, Event.DEATH)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    book = models.ForeignKey(MemberBook, models.PROTECT, related_name="entries", verbose_name=_("libro"))
    number = models.PositiveIntegerField(_("numero"), editable=False)
    event = models.CharField(_("che cosa"), max_length=10, choices=Event)
    about = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="later",
        verbose_name=_("riguarda la riga"),
    )
    # The law keeps the line when the person's own data are erased: the id then leads nowhere, and nothing changes.
    # Ten years after whom it was about is forgotten (`salt` is then empty), and the chain still holds.
    person = models.ForeignKey(
        Person, models.DO_NOTHING, null=True, db_constraint=False, related_name="+", verbose_name=_("chi")
    )
    name = models.CharField(_("nome e cognome"), max_length=170)
    birth_date = models.DateField(_("data di nascita"), null=True, blank=True)
    residence = models.CharField(_("residenza"), max_length=300, blank=True)
    effective_on = models.DateField(_("dal giorno"))
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decisione")
    )
    words = models.CharField(_("perché, o che cosa si rettifica"), max_length=400, blank=True)
    recorded_at = models.DateTimeField(_("scritta il"), editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        verbose_name=_("da"),
    )
    salt = models.BinaryField(max_length=16, null=True, editable=False)
    words_hash = models.BinaryField(max_length=32, editable=False)
    previous_hash = models.BinaryField(max_length=32, editable=False)
    hash = models.BinaryField(max_length=32, editable=False)

    objects = MemberEntryQuerySet.as_manager()

    class Meta:
        ordering = ["book", "number"]
        verbose_name = _("riga del libro degli associati")
        verbose_name_plural = _("righe del libro degli associati")
        indexes = [models.Index(name="member_book_of_a_person", fields=["person", "event"])]
        constraints = [
            models.UniqueConstraint(name="a_number_of_the_book_once", fields=["book", "number"]),
            models.CheckConstraint(
                name="only_an_admission_stands_alone",
                condition=Q(event="admission", about=None) | (~Q(event="admission") & Q(about__isnull=False)),
            ),
            models.CheckConstraint(
                name="who_is_admitted_was_decided",
                condition=Q(salt=None) | ~Q(event="admission") | Q(decision__isnull=False) | ~Q(words=""),
                violation_error_message=_(
                    "Con quale decisione? Per chi ha fondato l'associazione scrivi l'atto."
                ),
            ),
            models.CheckConstraint(
                name="who_is_excluded_was_decided",
                condition=~Q(event="exclusion") | Q(decision__isnull=False),
            ),
            models.CheckConstraint(
                name="a_book_correction_says_what",
                condition=Q(salt=None) | ~Q(event="correction") | ~Q(words=""),
                violation_error_message=_("Scrivi che cosa si rettifica."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

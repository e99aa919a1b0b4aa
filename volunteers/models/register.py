"""The register of volunteers (art. 17 D.Lgs. 117/2017, D.M. 6 October 2021): it only grows, and shows any tampering.

Number, date of recording and digests are written by the database (migration `0002_register`), whoever writes.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from networking.models import Person, RoleKind
from networking.models.private import PrivateModel, PrivateQuerySet
from networking.models.sealed import EncryptedTextField
from services.models import Organization, Place

from .volunteers import COORDINATE

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from networking.models import User

# Who opens the pages of the register, each reading of which is written in the access log. It is one book: who holds
# one of these roles everywhere has it whole (`has_whole_register`), draws it, hands it in signed, and gives the list
# to who insures. Who coordinates a territory reads the lines of its people; everybody reads their own.
READ_REGISTER = (*COORDINATE, RoleKind.SECRETARY)
COORDINATED = "le persone seguite da chi legge"


def has_whole_register(user: User) -> bool:
    """Whether `user` has the whole book in hand, and not only some of its lines."""
    return user.scope(*READ_REGISTER).everywhere


class Register(models.Model):
    """The register of one ente."""

    organization = models.OneToOneField(
        Organization, models.PROTECT, related_name="volunteer_register", verbose_name=_("ente")
    )
    opened_on = models.DateField(_("aperto il"))

    class Meta:
        ordering = ["organization__name"]
        verbose_name = _("registro dei volontari")
        verbose_name_plural = _("registri dei volontari")

    def __str__(self) -> str:
        return str(self.organization)


class RegisterSection(models.Model):
    """A part of a register, with numbers of its own (note 809 of 20 January 2025 for those of a seat)."""

    class Kind(models.TextChoices):
        NON_OCCASIONAL = "non_occasional", _("volontari non occasionali")
        OCCASIONAL = "occasional", _("volontari occasionali")

    register = models.ForeignKey(
        Register, models.PROTECT, related_name="sections", verbose_name=_("registro")
    )
    kind = models.CharField(_("di chi"), max_length=16, choices=Kind)
    seat = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sede")
    )
    decision = models.CharField(
        _("decisione che la istituisce"),
        max_length=200,
        blank=True,
        help_text=_("Per una sede: organo, data e numero, e chi tiene la sezione."),
    )
    # Written by the database alone.
    last_number = models.PositiveIntegerField(default=0, editable=False)
    last_hash = models.BinaryField(max_length=32, default=b"", editable=False)

    class Meta:
        ordering = ["register", "kind", "id"]
        verbose_name = _("sezione del registro")
        verbose_name_plural = _("sezioni del registro")
        constraints = [
            models.UniqueConstraint(
                name="one_section_of_a_kind_per_seat",
                fields=["register", "kind", "seat"],
                nulls_distinct=False,
                violation_error_message=_("Questa sezione c'è già."),
            ),
            models.CheckConstraint(
                name="a_seat_has_its_decision",
                condition=Q(seat=None) | ~Q(decision=""),
                violation_error_message=_("Per la sezione di una sede serve la decisione che la istituisce."),
            ),
        ]

    def __str__(self) -> str:
        where = f", {self.seat}" if self.seat else ""
        return f"{self.get_kind_display()}{where}"


class RegisterEntryQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own entries; the whole register, which is one book, for who keeps or reads it everywhere."""
        if not user.is_authenticated:
            return self.none().scoped()
        if has_whole_register(user):
            return self.scoped()
        scope = user.scope(*COORDINATE)
        coordinated = Person.objects.for_everyone(reason=COORDINATED).filter(scope.following())
        return self.scoped().filter(Q(person__account=user) | Q(person__in=coordinated.values("pk")))

    def open_on(self, day: date) -> Self:
        """The enrolments in force on `day`: from it who enrols is a volunteer, until the day they cease."""
        ceased = RegisterEntry.objects.for_everyone(reason="se chi è iscritto ha cessato").filter(
            about=OuterRef("pk"), event=RegisterEntry.Event.CESSATION, effective_on__lte=day
        )
        return self.filter(~Exists(ceased), event=RegisterEntry.Event.ENROLMENT, effective_on__lte=day)


class RegisterEntry(PrivateModel):
    """One line: who they were that day, and what happened. It is never changed: a correction is another line."""

    class Event(models.TextChoices):
        ENROLMENT = "enrolment", _("iscrizione")
        CESSATION = "cessation", _("cessazione")
        CORRECTION = "correction", _("rettifica")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    section = models.ForeignKey(
        RegisterSection, models.PROTECT, related_name="entries", verbose_name=_("sezione")
    )
    number = models.PositiveIntegerField(_("numero"), editable=False)
    event = models.CharField(_("che cosa"), max_length=12, choices=Event)
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
    given_name = models.CharField(_("nome"), max_length=80)
    family_name = models.CharField(_("cognome"), max_length=80)
    codice_fiscale = EncryptedTextField(_("codice fiscale"), null=True, blank=True, max_length=16)
    birth_date = models.DateField(_("data di nascita"), null=True, blank=True)
    birth_place = models.CharField(_("luogo di nascita"), max_length=120, blank=True)
    residence = models.CharField(_("residenza"), max_length=300)
    domicile = models.CharField(_("domicilio, se è un altro"), max_length=300, blank=True)
    effective_on = models.DateField(_("dal giorno"))
    words = models.CharField(_("che cosa si rettifica"), max_length=400, blank=True)
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

    objects = RegisterEntryQuerySet.as_manager()

    class Meta:
        ordering = ["section", "number"]
        verbose_name = _("riga del registro")
        verbose_name_plural = _("righe del registro")
        indexes = [models.Index(name="register_of_a_person", fields=["person", "event"])]
        constraints = [
            models.UniqueConstraint(name="a_number_of_the_register_once", fields=["section", "number"]),
            models.CheckConstraint(
                name="who_is_enrolled_is_known",
                condition=Q(salt=None)
                | Q(codice_fiscale__isnull=False)
                | (Q(birth_date__isnull=False) & ~Q(birth_place="")),
                violation_error_message=_("Serve il codice fiscale, oppure luogo e data di nascita."),
            ),
            models.CheckConstraint(
                name="only_an_enrolment_stands_alone",
                condition=Q(event="enrolment", about=None) | (~Q(event="enrolment") & Q(about__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_correction_says_what",
                condition=Q(salt=None) | ~Q(event="correction") | ~Q(words=""),
                violation_error_message=_("Scrivi che cosa si rettifica."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.given_name} {self.family_name}"

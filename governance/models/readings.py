"""What was read on a day: a number, its cells, the rows behind it; and what of it was published.

A reading is never changed. Late data make another, which says which one it takes the place of.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from networking.models import Comune, Person, RoleKind, Sex, Zone
from networking.models.private import PrivateModel, PrivateQuerySet

from .indicators import IndicatorDefinition

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from networking.models import User

# Who may look behind a number, each in their territory.
READ_NUMBERS = (RoleKind.MONITORING_OFFICER, RoleKind.ADMINISTRATOR)


class Status(models.TextChoices):
    """Whether there is a number, and why not."""

    OK = "ok", _("dato")
    NO_DATA = "no_data", _("nessun dato")
    UNDEFINED = "undefined", _("non definito")
    SUPPRESSED = "suppressed", _("nascosto per riservatezza")


class AgeBand(models.TextChoices):
    """How old people were on the day."""

    UNTIL_5 = "0-5", _("da 0 a 5 anni")
    UNTIL_10 = "6-10", _("da 6 a 10 anni")
    UNTIL_13 = "11-13", _("da 11 a 13 anni")
    UNTIL_17 = "14-17", _("da 14 a 17 anni")
    UNTIL_29 = "18-29", _("da 18 a 29 anni")
    UNTIL_64 = "30-64", _("da 30 a 64 anni")
    UNTIL_74 = "65-74", _("da 65 a 74 anni")
    FROM_75 = "75+", _("75 anni e più")


class ReadingQuerySet(models.QuerySet["Reading"]):
    def latest(self) -> Self:
        """Those that no other took the place of."""
        later = Reading.objects.filter(supersedes=OuterRef("pk"))
        return self.filter(~Exists(later))

    def of_period(self, code: str, first_day: object, last_day: object) -> Self:
        return self.filter(definition__code=code, first_day=first_day, last_day=last_day)


class Reading(models.Model):
    """An indicator of a period, as its rows were at one moment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    definition = models.ForeignKey(
        IndicatorDefinition, models.PROTECT, related_name="readings", verbose_name=_("indicatore")
    )
    span = models.CharField(_("quanto dura"), max_length=12)
    first_day = models.DateField(_("dal"))
    last_day = models.DateField(_("al"))
    read_at = models.DateTimeField(_("letto il"))
    code_version = models.CharField(_("versione del calcolo"), max_length=16)
    digest = models.CharField(_("impronta delle righe"), max_length=64)
    rows = models.PositiveIntegerField(_("righe"))
    rows_gone = models.PositiveIntegerField(_("righe che non ci sono più"), default=0, db_default=0)
    supersedes = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name=_("prende il posto di"),
    )
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("letto da"),
    )

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["definition", "-first_day", "-read_at"]
        verbose_name = _("lettura di un indicatore")
        verbose_name_plural = _("letture degli indicatori")
        indexes = [models.Index(name="readings_of_a_period", fields=["definition", "first_day", "last_day"])]
        constraints = [
            models.CheckConstraint(
                name="a_reading_is_of_some_days", condition=Q(first_day__lte=F("last_day"))
            ),
            models.UniqueConstraint(
                name="one_first_reading_of_a_period",
                fields=["definition", "first_day", "last_day"],
                condition=Q(supersedes=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.definition}, {self.first_day} – {self.last_day}"


class Cell(models.Model):
    """One number of a table: of everybody, or of a place, an age, a sex, a group.

    `by` says by what the table divides («», «zone», «zone comune», «sex» …); where it divides, an empty part is «not known».
    """

    by = models.CharField(_("diviso per"), max_length=20, blank=True)
    zone = models.ForeignKey(
        Zone, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("zona")
    )
    comune = models.ForeignKey(
        Comune, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("comune")
    )
    sex = models.CharField(_("sesso"), max_length=1, choices=Sex, blank=True)
    age_band = models.CharField(_("età"), max_length=6, choices=AgeBand, blank=True)
    group = models.CharField(_("gruppo"), max_length=80, blank=True)
    status = models.CharField(_("stato"), max_length=12, choices=Status)
    numerator = models.DecimalField(_("sopra"), max_digits=20, decimal_places=6, null=True, blank=True)
    denominator = models.DecimalField(_("sotto"), max_digits=20, decimal_places=6, null=True, blank=True)
    value = models.DecimalField(_("valore"), max_digits=20, decimal_places=6, null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["by", "zone", "comune", "sex", "age_band", "group"]

    def __str__(self) -> str:
        return f"{self.by}: {self.value}"


KEY = ["by", "zone", "comune", "sex", "age_band", "group"]


class ReadingCell(Cell):
    """A number as it is, for who works on it; `people` says how many are in it."""

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="cells", verbose_name=_("lettura"))
    people = models.PositiveIntegerField(_("persone"), default=0)

    class Meta(Cell.Meta):
        verbose_name = _("casella di una lettura")
        verbose_name_plural = _("caselle di una lettura")
        constraints = [
            models.UniqueConstraint(name="one_cell_a_place", fields=["reading", *KEY], nulls_distinct=False)
        ]


class EvidenceQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The rows of the territory in which one answers for numbers."""
        if not user.is_authenticated:
            return self.none().scoped()
        scope = user.scope(*READ_NUMBERS)
        return self.scoped() if scope.everywhere else self.scoped().filter(scope.within("comune"))


class Evidence(PrivateModel):
    """One row behind a number, as it counted: which, of whom, where and how old they were that day."""

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="evidence", verbose_name=_("lettura"))
    row = models.CharField(_("riga"), max_length=40)
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("chi")
    )
    subject = models.CharField(_("contato una volta"), max_length=80)
    at = models.DateTimeField(_("quando"))
    zone = models.ForeignKey(
        Zone, models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=_("zona")
    )
    comune = models.ForeignKey(
        Comune, models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=_("comune")
    )
    sex = models.CharField(_("sesso"), max_length=1, choices=Sex, blank=True)
    age_band = models.CharField(_("età"), max_length=6, choices=AgeBand, blank=True)
    group = models.CharField(_("gruppo"), max_length=80, blank=True)
    numerator = models.DecimalField(_("sopra"), max_digits=20, decimal_places=6)
    denominator = models.DecimalField(_("sotto"), max_digits=20, decimal_places=6, null=True)
    times = models.PositiveIntegerField(_("quante righe come questa"), default=1)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["reading", "at", "id"]
        verbose_name = _("riga dietro un numero")
        verbose_name_plural = _("righe dietro i numeri")

    def __str__(self) -> str:
        return f"{self.reading_id} · {self.row}"


class PublicationQuerySet(models.QuerySet["Publication"]):
    def public(self) -> Self:
        """Those that were given to everybody, of readings that no other given one took the place of."""
        later = Publication.objects.filter(
            reading__supersedes=OuterRef("reading"), published_at__isnull=False
        )
        return self.filter(~Exists(later), published_at__isnull=False)


class Publication(models.Model):
    """The cells of a reading as everybody may see them, some hidden. Prepared first, then given to everybody; both stay."""

    reading = models.OneToOneField(
        Reading, models.PROTECT, related_name="publication", verbose_name=_("lettura")
    )
    threshold = models.PositiveSmallIntegerField(_("sotto quante persone si nasconde"))
    prepared_at = models.DateTimeField(_("preparata il"), db_default=Now())
    published_at = models.DateTimeField(_("pubblicata il"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("pubblicata da"),
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-prepared_at"]
        verbose_name = _("pubblicazione")
        verbose_name_plural = _("pubblicazioni")

    def __str__(self) -> str:
        return str(self.reading)


class PublishedCell(Cell):
    """A number that everybody may read: page, chart, table, sheet, API and PDF read this and nothing else."""

    publication = models.ForeignKey(
        Publication, models.CASCADE, related_name="cells", verbose_name=_("pubblicazione")
    )

    class Meta(Cell.Meta):
        verbose_name = _("casella pubblicata")
        verbose_name_plural = _("caselle pubblicate")
        constraints = [
            models.UniqueConstraint(
                name="one_published_cell_a_place", fields=["publication", *KEY], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="what_is_hidden_says_nothing",
                condition=Q(status="ok", value__isnull=False)
                | (~Q(status="ok") & Q(value=None, numerator=None, denominator=None)),
            ),
        ]

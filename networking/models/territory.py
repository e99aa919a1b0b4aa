"""Zones, comuni and who lives there. They are data: a further comune can join in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Collate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from networking.rules import is_outline

if TYPE_CHECKING:
    from datetime import date


class Zone(models.Model):
    """A social zone: the comuni that run their social services together."""

    number = models.PositiveSmallIntegerField(_("numero"), unique=True)
    name = models.CharField(_("nome"), max_length=120)
    slug = models.SlugField(_("indirizzo della pagina"), unique=True)
    contact_phone = models.CharField(_("telefono"), max_length=30, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    controller = models.CharField(
        _("titolare dei dati"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "L'ente che risponde dei dati delle persone di questa zona: si legge nella pagina Privacy."
        ),
    )
    controller_contact = models.CharField(
        _("recapito del titolare"), max_length=200, blank=True, default="", db_default=""
    )
    protection_officer = models.CharField(
        _("responsabile della protezione dei dati"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text=_("Nome e recapito: si leggono nella pagina Privacy."),
    )

    class Meta:
        ordering = ["number"]
        verbose_name = _("zona sociale")
        verbose_name_plural = _("zone sociali")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("networking:zone_detail", args=[self.slug])


class ComuneQuerySet(models.QuerySet["Comune"]):
    def in_order(self) -> Self:
        """By name, as an Italian dictionary sorts them."""
        return self.order_by(Collate("name", "it-x-icu"))

    def with_residents(self) -> Self:
        """Each with `residents`: everybody who lives there, None where not known."""
        return self.annotate(residents=Sum(F("population__female") + F("population__male")))


class Comune(models.Model):
    """A municipality of the territory."""

    zone = models.ForeignKey(Zone, models.PROTECT, related_name="comuni", verbose_name=_("zona sociale"))
    codice_istat = models.CharField(
        _("codice ISTAT"),
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^\d{6}$", _("Il codice ISTAT ha sei cifre."))],
    )
    codice_catastale = models.CharField(_("codice catastale"), max_length=4, unique=True)
    name = models.CharField(_("nome"), max_length=80, unique=True)
    slug = models.SlugField(_("indirizzo della pagina"), unique=True)
    is_zone_lead = models.BooleanField(_("capofila della zona"), default=False)
    postcode = models.CharField(_("CAP"), max_length=5)
    latitude = models.FloatField(
        _("latitudine del centro"), validators=[MinValueValidator(35), MaxValueValidator(48)]
    )
    longitude = models.FloatField(
        _("longitudine del centro"), validators=[MinValueValidator(6), MaxValueValidator(19)]
    )
    area_km2 = models.FloatField(_("superficie (km²)"), null=True, blank=True)
    is_in_seismic_crater = models.BooleanField(_("nel cratere del sisma 2016"), default=False)
    patron_name = models.CharField(_("santo patrono"), max_length=80, blank=True)
    patron_month = models.PositiveSmallIntegerField(
        _("mese del patrono"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    patron_day = models.PositiveSmallIntegerField(
        _("giorno del patrono"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
    )
    phone = models.CharField(_("centralino"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    pec = models.EmailField(_("PEC"), blank=True)
    boundary = models.JSONField(
        _("confine"),
        null=True,
        blank=True,
        help_text=_("Geometria GeoJSON (WGS 84); senza, la mappa è schematica."),
    )
    source = models.TextField(_("fonte"), blank=True)
    source_date = models.CharField(_("data della fonte"), max_length=10, blank=True)

    objects = ComuneQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("comune")
        verbose_name_plural = _("comuni")
        constraints = [
            models.CheckConstraint(
                name="patron_day_is_whole_or_absent",
                condition=Q(patron_month=None, patron_day=None)
                # Without «is not null» a month without its day would be neither true nor false: let in.
                | Q(
                    patron_month__isnull=False,
                    patron_day__isnull=False,
                    patron_month__range=(1, 12),
                    patron_day__range=(1, 31),
                ),
                violation_error_message=_("Scrivi sia il mese sia il giorno del patrono, o nessuno dei due."),
            ),
            models.CheckConstraint(
                name="patron_day_is_in_the_calendar",
                condition=~Q(patron_month=2, patron_day__gt=29)
                & ~Q(patron_month__in=(4, 6, 9, 11), patron_day=31),
                violation_error_message=_("Il giorno del patrono non esiste: quel mese è più corto."),
            ),
            models.UniqueConstraint(
                name="one_lead_comune_per_zone",
                fields=["zone"],
                condition=Q(is_zone_lead=True),
                violation_error_message=_("La zona ha già un comune capofila."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("networking:comune_detail", args=[self.slug])

    def clean(self) -> None:
        """A boundary that cannot be drawn would take the map away from everybody."""
        if self.boundary is not None and not is_outline(self.boundary):
            raise ValidationError({"boundary": _("Serve una geometria GeoJSON: Polygon o MultiPolygon.")})

    def is_patron_day(self, day: date) -> bool:
        """Whether on `day` the town keeps its patron saint's feast."""
        return (day.month, day.day) == (self.patron_month, self.patron_day)


class PopulationBand(models.Model):
    """Residents of a comune in an age band, by sex (ISTAT)."""

    comune = models.ForeignKey(Comune, models.CASCADE, related_name="population", verbose_name=_("comune"))
    age_from = models.PositiveSmallIntegerField(_("età da"))
    age_to = models.PositiveSmallIntegerField(
        _("età a"), null=True, blank=True, help_text=_("Compresa; vuota vuol dire «e oltre».")
    )
    female = models.PositiveIntegerField(_("femmine"))
    male = models.PositiveIntegerField(_("maschi"))
    reference_date = models.DateField(_("al giorno"))

    class Meta:
        ordering = ["comune", "age_from"]
        verbose_name = _("fascia di popolazione")
        verbose_name_plural = _("popolazione")
        constraints = [
            models.UniqueConstraint(
                name="one_row_per_comune_age_and_day", fields=["comune", "age_from", "reference_date"]
            ),
            models.CheckConstraint(
                name="age_band_is_not_upside_down",
                condition=Q(age_to=None) | Q(age_to__gte=F("age_from")),
                violation_error_message=_("L'età finale viene prima di quella iniziale."),
            ),
        ]

    def __str__(self) -> str:
        upper = _("e oltre") if self.age_to is None else f"–{self.age_to}"
        return f"{self.comune}, {self.age_from}{upper}"

    @property
    def total(self) -> int:
        """Everybody of this band."""
        return self.female + self.male


class Holiday(models.Model):
    """A national holiday: offices that close on holidays are closed on this day."""

    date = models.DateField(_("giorno"), unique=True)
    name = models.CharField(_("festività"), max_length=80)

    class Meta:
        ordering = ["date"]
        verbose_name = _("giorno festivo")
        verbose_name_plural = _("giorni festivi")

    def __str__(self) -> str:
        return f"{self.name} {self.date:%d/%m/%Y}"

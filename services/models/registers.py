"""Public registers as others keep them: read from their files, never written by hand."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from networking.models import Comune, WebAddressField


class School(models.Model):
    """A school of the Ministry's register, by its codice meccanografico."""

    class Level(models.TextChoices):
        NURSERY = "infanzia", _("Scuola dell’infanzia")
        PRIMARY = "primaria", _("Scuola primaria")
        LOWER_SECONDARY = "secondaria_primo_grado", _("Scuola secondaria di primo grado")
        UPPER_SECONDARY = "secondaria_secondo_grado", _("Scuola secondaria di secondo grado")
        INSTITUTE = "istituto_comprensivo", _("Istituto comprensivo")
        ADULTS = "istruzione_adulti", _("Istruzione degli adulti")
        BOARDING = "convitto", _("Convitto")

    code = models.CharField(
        _("codice meccanografico"),
        max_length=10,
        unique=True,
        validators=[
            RegexValidator(r"^[A-Z]{2}[A-Z0-9]{8}$", _("Il codice meccanografico ha dieci caratteri."))
        ],
    )
    name = models.CharField(_("nome"), max_length=200)
    level = models.CharField(_("grado"), max_length=30, choices=Level)
    kind = models.CharField(_("tipo, come lo scrive il Ministero"), max_length=100)
    is_state = models.BooleanField(_("statale"), default=True)
    institute_code = models.CharField(_("codice dell’istituto"), max_length=10, blank=True)
    comune = models.ForeignKey(Comune, models.PROTECT, related_name="schools", verbose_name=_("comune"))
    address = models.CharField(_("indirizzo"), max_length=200, blank=True)
    postcode = models.CharField(_("CAP"), max_length=5, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    pec = models.EmailField(_("PEC"), blank=True)
    website = WebAddressField(_("sito"), blank=True, max_length=300)
    school_year = models.CharField(_("anno scolastico dell’anagrafe"), max_length=7, blank=True)

    class Meta:
        ordering = ["comune", "level", "name"]
        verbose_name = _("scuola")
        verbose_name_plural = _("scuole")

    def __str__(self) -> str:
        return f"{self.name}, {self.comune} ({self.code})"


class Library(models.Model):
    """A library of the ICCU's register, by its ISIL code."""

    isil = models.CharField(
        _("codice ISIL"),
        max_length=9,
        unique=True,
        validators=[RegexValidator(r"^IT-[A-Z]{2}\d{4}$", _("Il codice ISIL è fatto così: IT-PG0070."))],
    )
    name = models.CharField(_("nome"), max_length=200)
    comune = models.ForeignKey(Comune, models.PROTECT, related_name="libraries", verbose_name=_("comune"))
    locality = models.CharField(_("frazione"), max_length=80, blank=True)
    address = models.CharField(_("indirizzo"), max_length=200, blank=True)
    postcode = models.CharField(_("CAP"), max_length=5, blank=True)
    latitude = models.FloatField(
        _("latitudine"), null=True, blank=True, validators=[MinValueValidator(35), MaxValueValidator(48)]
    )
    longitude = models.FloatField(
        _("longitudine"), null=True, blank=True, validators=[MinValueValidator(6), MaxValueValidator(19)]
    )
    phones = models.CharField(_("telefoni"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = WebAddressField(_("sito"), blank=True, max_length=300)
    status = models.CharField(_("stato nell’anagrafe"), max_length=120, blank=True)

    class Meta:
        ordering = ["comune", "name"]
        verbose_name = _("biblioteca")
        verbose_name_plural = _("biblioteche")

    def __str__(self) -> str:
        return f"{self.name}, {self.comune} ({self.isil})"

"""Where help is found."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networking.models import Comune


class Place(models.Model):
    """A place one can go to. The address of a protected place is never shown anywhere."""

    class Access(models.TextChoices):
        UNKNOWN = "", _("non ancora rilevato")
        YES = "yes", _("sì")
        PARTLY = "partly", _("in parte")
        NO = "no", _("no")

    name = models.CharField(_("nome"), max_length=160)
    comune = models.ForeignKey(Comune, models.PROTECT, related_name="places", verbose_name=_("comune"))
    locality = models.CharField(_("frazione o località"), max_length=80, blank=True)
    address = models.CharField(_("indirizzo"), max_length=200, blank=True)
    postcode = models.CharField(_("CAP"), max_length=5, blank=True)
    latitude = models.FloatField(
        _("latitudine"), null=True, blank=True, validators=[MinValueValidator(35), MaxValueValidator(48)]
    )
    longitude = models.FloatField(
        _("longitudine"), null=True, blank=True, validators=[MinValueValidator(6), MaxValueValidator(19)]
    )
    is_protected = models.BooleanField(
        _("indirizzo protetto"),
        default=False,
        help_text=_("Spunta per i luoghi che devono restare nascosti, come le case rifugio."),
    )
    step_free = models.CharField(_("si entra senza gradini"), max_length=6, choices=Access, blank=True)
    accessible_toilet = models.CharField(_("bagno accessibile"), max_length=6, choices=Access, blank=True)
    reserved_parking = models.CharField(_("parcheggio riservato"), max_length=6, choices=Access, blank=True)
    access_notes = models.TextField(_("come si arriva e si entra"), blank=True)

    class Meta:
        ordering = ["comune", "name"]
        verbose_name = _("luogo")
        verbose_name_plural = _("luoghi")
        constraints = [
            models.CheckConstraint(
                name="place_has_both_coordinates_or_none",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message=_(
                    "Scrivi sia la latitudine sia la longitudine, o nessuna delle due."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.comune}"

    def clean(self) -> None:
        """A locality that repeats the comune tells nothing."""
        if self.locality and self.locality == self.comune.name:
            raise ValidationError({"locality": _("La frazione è uguale al comune: lasciala vuota.")})

    @property
    def public_address(self) -> str:
        """The address in one line, or empty for a protected or unknown one."""
        if self.is_protected:
            return ""
        town = " ".join(filter(None, [self.postcode or self.comune.postcode, self.comune.name]))
        street = ", ".join(filter(None, [self.address, self.locality]))
        return f"{street}, {town}" if street else ""

    @property
    def public_point(self) -> tuple[float, float] | None:
        """Latitude and longitude that may be shown, or None."""
        if self.is_protected or self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude

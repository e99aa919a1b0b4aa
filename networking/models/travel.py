"""How long it takes from one comune to another, by car."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .territory import Comune

# Farther than this nobody goes to give a hand of an afternoon: a longer figure is a slip of the finger.
LONGEST = 300


class TravelTime(models.Model):
    """The minutes from one comune to another; within one comune, from a house to the place. Often an estimate.

    The promises of the database read this table by the names of its columns.
    """

    origin = models.ForeignKey(Comune, models.CASCADE, related_name="ways_out", verbose_name=_("da"))
    destination = models.ForeignKey(Comune, models.CASCADE, related_name="ways_in", verbose_name=_("a"))
    minutes = models.PositiveSmallIntegerField(
        _("minuti"), validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )
    winter_minutes = models.PositiveSmallIntegerField(
        _("minuti d'inverno"),
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST)],
        help_text=_("Dal 1° dicembre al 31 marzo."),
    )
    is_estimate = models.BooleanField(
        _("è una stima"), default=True, help_text=_("Togli il segno quando qualcuno l'ha controllato.")
    )
    source = models.CharField(_("fonte"), max_length=200, blank=True)

    class Meta:
        ordering = ["origin__name", "destination__name"]
        verbose_name = _("tempo di viaggio")
        verbose_name_plural = _("tempi di viaggio")
        constraints = [
            models.UniqueConstraint(
                name="one_travel_time_per_way",
                fields=["origin", "destination"],
                violation_error_message=_("Per questo viaggio ci sono già i minuti."),
            ),
            models.CheckConstraint(
                name="no_travel_in_no_time",
                condition=Q(minutes__gt=0),
                violation_error_message=_("Un viaggio dura almeno un minuto."),
            ),
            models.CheckConstraint(
                name="winter_is_never_quicker",
                condition=Q(winter_minutes__gte=F("minutes")),
                violation_error_message=_("D'inverno non ci vuole meno tempo."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.origin} – {self.destination}"

"""Where activities are held: the «piattaforme territoriali» and other venues, their rooms and hours."""

from __future__ import annotations

from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from services.models import Organization, Place


class Weekday(models.IntegerChoices):
    """As Python counts them."""

    MONDAY = 0, _("lunedì")
    TUESDAY = 1, _("martedì")
    WEDNESDAY = 2, _("mercoledì")
    THURSDAY = 3, _("giovedì")
    FRIDAY = 4, _("venerdì")
    SATURDAY = 5, _("sabato")
    SUNDAY = 6, _("domenica")


class VenueQuerySet(models.QuerySet["Venue"]):
    def published(self) -> Self:
        """Those people can read about."""
        return self.filter(published_at__isnull=False)

    def with_page(self) -> Self:
        """Those with a page of their own: published, and not in a place that must stay hidden."""
        return self.published().filter(place__is_protected=False).select_related("place__comune__zone")


class Venue(models.Model):
    """A place with rooms in which activities are held; its address and accessibility are the place's."""

    place = models.OneToOneField(Place, models.PROTECT, related_name="venue", verbose_name=_("luogo"))
    slug = models.SlugField(_("indirizzo della pagina"), max_length=80, unique=True)
    is_platform = models.BooleanField(
        _("è una piattaforma territoriale"),
        default=False,
        help_text=_("Gli spazi del progetto, con qualcuno che accoglie. Gli altri sono luoghi ospiti."),
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="venues",
        verbose_name=_("chi la gestisce"),
    )
    summary = models.CharField(_("che cosa ci si trova"), max_length=300, blank=True)
    phone = models.CharField(_("telefono"), max_length=30, blank=True)
    published_at = models.DateTimeField(_("pubblicato il"), null=True, blank=True)

    objects = VenueQuerySet.as_manager()

    class Meta:
        ordering = ["place__comune__name", "place__name"]
        verbose_name = _("spazio")
        verbose_name_plural = _("spazi")

    def __str__(self) -> str:
        return str(self.place)

    def get_absolute_url(self) -> str:
        return reverse("laboratories:venue_detail", args=[self.slug])


class VenueHours(models.Model):
    """A weekly hour of a venue: when it is open, or when somebody is there to welcome and advise."""

    class Kind(models.TextChoices):
        OPEN = "open", _("apertura")
        DESK = "desk", _("presidio: c'è qualcuno che accoglie")

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="hours", verbose_name=_("spazio"))
    kind = models.CharField(_("che cosa"), max_length=10, choices=Kind, default=Kind.OPEN)
    weekday = models.PositiveSmallIntegerField(_("giorno"), choices=Weekday)
    opens = models.TimeField(_("dalle"))
    closes = models.TimeField(_("alle"))

    class Meta:
        ordering = ["weekday", "opens"]
        verbose_name = _("orario dello spazio")
        verbose_name_plural = _("orari dello spazio")
        constraints = [
            models.CheckConstraint(
                name="venue_closes_after_it_opens",
                condition=Q(closes__gt=F("opens")),
                violation_error_message=_("Chiuderebbe prima di aprire."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class RoomPart(models.Model):
    """The smallest piece of a venue that can be taken by itself: a room is one, a divisible hall several."""

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="parts", verbose_name=_("spazio"))
    name = models.CharField(_("nome"), max_length=80)

    class Meta:
        ordering = ["name"]
        verbose_name = _("parte di sala")
        verbose_name_plural = _("parti di sala")
        constraints = [
            models.UniqueConstraint(
                name="one_room_part_per_name",
                fields=["venue", "name"],
                violation_error_message=_("C'è già una parte con questo nome."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Room(models.Model):
    """A room of a venue. A hall that a wall divides has the parts of both halves: taken whole, both are taken."""

    venue = models.ForeignKey(Venue, models.PROTECT, related_name="rooms", verbose_name=_("spazio"))
    name = models.CharField(_("nome"), max_length=80)
    parts = models.ManyToManyField(RoomPart, related_name="rooms", verbose_name=_("di quali parti è fatta"))
    most_people = models.PositiveSmallIntegerField(
        _("quante persone al massimo"), validators=[MinValueValidator(1)]
    )
    setup_minutes = models.PositiveSmallIntegerField(
        _("minuti per preparare e riordinare"),
        default=0,
        help_text=_("Tra un incontro e l'altro la sala resta libera per questi minuti."),
    )
    equipment = models.TextField(_("attrezzature, una per riga"), blank=True)
    access_notes = models.CharField(_("come ci si entra"), max_length=200, blank=True)
    is_step_free = models.BooleanField(_("si entra senza gradini"), default=False)
    retired_on = models.DateField(_("non si usa più dal"), null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("sala")
        verbose_name_plural = _("sale")
        constraints = [
            models.UniqueConstraint(
                name="one_room_per_name",
                fields=["venue", "name"],
                violation_error_message=_("C'è già una sala con questo nome."),
            ),
            models.CheckConstraint(name="room_holds_somebody", condition=Q(most_people__gte=1)),
        ]

    def __str__(self) -> str:
        return self.name

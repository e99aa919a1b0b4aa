"""When and where an activity is held: a cycle of sessions, its weekly rules, who leads it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from networking.models import Person, RoleKind

from .activities import Activity
from .venues import Room, Venue, Weekday

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.contrib.auth.models import AnonymousUser

    from networking.models import User

# Who plans the activities of their territory and enrols people in them.
PLAN_ACTIVITIES = (RoleKind.DESK_OPERATOR, RoleKind.ADMINISTRATOR)
A_DAY = timedelta(days=1)


class CycleQuerySet(models.QuerySet["Cycle"]):
    def published(self) -> Self:
        """Those people can read about."""
        return self.filter(published_at__isnull=False, activity__published_at__isnull=False)

    def run_by(self, user: User | AnonymousUser) -> Self:
        """Those of the territory in which `user` plans activities, and those in which they lead a session."""
        if not user.is_authenticated:
            return self.none()
        scope = user.scope(*PLAN_ACTIVITIES)
        if scope.everywhere:
            return self.all()
        led = Q(pk__in=Cycle.objects.filter(sessions__staff__person__account=user).values("pk"))
        return self.filter(scope.within("venue__place__comune") | led)

    def not_over(self, today: date) -> Self:
        """Those with days still to come on `today`, the first one first."""
        return self.filter(last_day__gte=today).order_by("first_day", "id")

    def with_seats(self) -> Self:
        """Each with `free_seats` and `in_queue` of the whole cycle; None where one books single sessions."""
        whole = FilteredRelation("pools", condition=Q(pools__session=None))
        return self.annotate(whole=whole).annotate(
            free_seats=F("whole__seats__capacity") - F("whole__seats__taken"),
            in_queue=F("whole__seats__waiting"),
        )

    def with_everything(self) -> Self:
        """Each with its activity, venue, place and comune, in one question."""
        return self.select_related("activity", "venue__place__comune__zone", "room")


class Cycle(models.Model):
    """A round of an activity: from a first to a last day, in a venue, with places to book.

    It is booked either whole or one session at a time: the database lets nobody change that once places exist.
    """

    class Unit(models.TextChoices):
        CYCLE = "cycle", _("tutto il ciclo")
        SESSION = "session", _("un incontro alla volta")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="cycles", verbose_name=_("attività"))
    name = models.CharField(
        _("come si distingue"), max_length=120, blank=True, help_text=_("Per esempio «gruppo del martedì».")
    )
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="cycles", verbose_name=_("spazio"))
    room = models.ForeignKey(
        Room,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cycles",
        verbose_name=_("sala"),
        help_text=_("Vuota per ciò che si fa all'aperto."),
    )
    unit = models.CharField(_("che cosa si prenota"), max_length=10, choices=Unit, default=Unit.CYCLE)
    places = models.PositiveSmallIntegerField(
        _("posti"), validators=[MinValueValidator(1), MaxValueValidator(1000)]
    )
    first_day = models.DateField(_("primo giorno"))
    last_day = models.DateField(_("ultimo giorno"))
    follows_school = models.BooleanField(
        _("segue il calendario della scuola"),
        default=False,
        help_text=_("Gli incontri saltano le vacanze scolastiche."),
    )
    enrol_opens_at = models.DateTimeField(_("le prenotazioni aprono"))
    enrol_closes_at = models.DateTimeField(_("le prenotazioni chiudono"))
    cancel_before = models.DurationField(
        _("si disdice fino a quanto prima"), default=A_DAY, help_text=_("Dall'inizio dell'incontro.")
    )
    published_at = models.DateTimeField(_("pubblicato il"), null=True, blank=True)
    called_off_at = models.DateTimeField(_("annullato il"), null=True, blank=True)
    called_off_because = models.CharField(_("perché"), max_length=200, blank=True)

    objects = CycleQuerySet.as_manager()

    class Meta:
        ordering = ["first_day", "id"]
        verbose_name = _("ciclo")
        verbose_name_plural = _("cicli")
        indexes = [models.Index(name="cycles_by_days", fields=["last_day", "first_day"])]
        constraints = [
            models.CheckConstraint(
                name="cycle_ends_after_it_begins",
                condition=Q(last_day__gte=F("first_day")),
                violation_error_message=_("Il ciclo finirebbe prima di cominciare."),
            ),
            models.CheckConstraint(
                name="enrolment_closes_after_it_opens",
                condition=Q(enrol_closes_at__gt=F("enrol_opens_at")),
                violation_error_message=_("Le prenotazioni chiuderebbero prima di aprire."),
            ),
            models.CheckConstraint(
                name="cycle_has_places",
                condition=Q(places__gte=1),
                violation_error_message=_("Serve almeno un posto."),
            ),
        ]

    def __str__(self) -> str:
        return " – ".join(filter(None, [str(self.activity), self.name]))

    def get_absolute_url(self) -> str:
        return f"{self.activity.get_absolute_url()}#ciclo-{self.pk}"

    def get_booking_url(self) -> str:
        """Where one asks for its places."""
        return reverse("laboratories:cycle_book", args=[self.pk])

    def is_open_at(self, now: datetime) -> bool:
        """Whether places can be asked for at `now`."""
        return self.enrol_opens_at <= now < self.enrol_closes_at and self.called_off_at is None


class WeeklyRule(models.Model):
    """An hour of the week at which a cycle meets, at the wall clock of Rome."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="rules", verbose_name=_("ciclo"))
    weekday = models.PositiveSmallIntegerField(_("giorno"), choices=Weekday)
    local_start = models.TimeField(_("dalle"))
    local_end = models.TimeField(_("alle"))
    every_weeks = models.PositiveSmallIntegerField(
        _("ogni quante settimane"), default=1, validators=[MinValueValidator(1), MaxValueValidator(8)]
    )

    class Meta:
        ordering = ["weekday", "local_start"]
        verbose_name = _("orario del ciclo")
        verbose_name_plural = _("orari del ciclo")
        constraints = [
            models.CheckConstraint(
                name="weekly_rule_ends_after_it_begins",
                condition=Q(local_end__gt=F("local_start")),
                violation_error_message=_("L'incontro finirebbe prima di cominciare."),
            ),
            models.CheckConstraint(name="weekly_rule_comes_back", condition=Q(every_weeks__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.local_start:%H:%M}–{self.local_end:%H:%M}"


class StaffRole(models.TextChoices):
    LEADER = "leader", _("conduce")
    HELPER = "helper", _("affianca")


class CycleStaff(models.Model):
    """Who leads the sessions of a cycle, unless a session says otherwise."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="staff", verbose_name=_("ciclo"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("chi"))
    role = models.CharField(_("come"), max_length=10, choices=StaffRole, default=StaffRole.LEADER)

    class Meta:
        ordering = ["cycle", "-role", "id"]
        verbose_name = _("chi conduce il ciclo")
        verbose_name_plural = _("chi conduce il ciclo")
        constraints = [
            models.UniqueConstraint(
                name="once_in_the_staff_of_a_cycle",
                fields=["cycle", "person"],
                violation_error_message=_("Questa persona c'è già."),
            )
        ]

    def __str__(self) -> str:
        return str(self.person)

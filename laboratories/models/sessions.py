"""The meetings of a cycle: at the wall clock of Rome, in a room that nobody else has, with people who are only there."""

from __future__ import annotations

import uuid
from datetime import datetime, time
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, FilteredRelation, Func, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from networking.models import Person
from networking.rules import ITALY

from .cycles import A_DAY, PLAN_ACTIVITIES, Cycle, StaffRole
from .venues import Room, RoomPart

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from networking.models import User


def rome_moment(day: str, hour: str) -> Func:
    """The moment at which, in Rome, the calendar shows the column `day` and the clock the column `hour`."""
    return Func(
        day,
        hour,
        template="((%(expressions)s) AT TIME ZONE 'Europe/Rome')",
        arg_joiner=" + ",
        output_field=models.DateTimeField(),
    )


def rome_midnight(day: date) -> datetime:
    """The moment at which `day` begins in Rome."""
    return datetime.combine(day, time.min, tzinfo=ITALY)


class SessionQuerySet(models.QuerySet["Session"]):
    def published(self) -> Self:
        """Those of cycles people can read about."""
        return self.filter(cycle__published_at__isnull=False, cycle__activity__published_at__isnull=False)

    def taking_place(self) -> Self:
        """Those that have not been cancelled."""
        return self.filter(cancelled_at=None)

    def upcoming(self, now: datetime) -> Self:
        """Those that have not begun at `now`, the first one first."""
        return self.filter(starts_at__gt=now).order_by("starts_at", "id")

    def between(self, first: date, last: date) -> Self:
        """Those of the days from `first` to `last`, both included, in order."""
        return self.filter(local_date__range=(first, last)).order_by("starts_at", "id")

    def in_days(self, first: date, last: date) -> Self:
        """Those of the days from `first` to `last` of Rome, both included, in order, found by the index of starts."""
        begin, end = rome_midnight(first), rome_midnight(last + A_DAY)
        return self.filter(starts_at__gte=begin, starts_at__lt=end).order_by("starts_at", "id")

    def for_age(self, age: int) -> Self:
        """Those to which somebody of `age` years may come."""
        least, most = "cycle__activity__min_age", "cycle__activity__max_age"
        return self.filter(
            Q(**{least: None}) | Q(**{f"{least}__lte": age}), Q(**{most: None}) | Q(**{f"{most}__gte": age})
        )

    def with_seats(self) -> Self:
        """Each with `free_seats` and `in_queue`: its own where it is booked by itself, else those of its cycle."""
        whole = FilteredRelation("cycle__pools", condition=Q(cycle__pools__session=None))
        free = {
            name: F(f"{name}__seats__capacity") - F(f"{name}__seats__taken") for name in ("pool", "whole")
        }
        return self.annotate(whole=whole).annotate(
            free_seats=Coalesce(free["pool"], free["whole"]),
            in_queue=Coalesce(F("pool__seats__waiting"), F("whole__seats__waiting")),
        )

    def with_free_seats(self, now: datetime) -> Self:
        """Of rows `with_seats()`, those with a place that can be booked at `now` and that nobody waits for."""
        return (
            self.taking_place()
            .filter(starts_at__gt=now, free_seats__gt=0, in_queue=0, cycle__called_off_at=None)
            .filter(cycle__enrol_opens_at__lte=now, cycle__enrol_closes_at__gt=now)
        )

    def for_lines(self) -> Self:
        """Each with what a line of a list says of it, in one question."""
        return self.with_seats().select_related("cycle__activity", "cycle__venue__place__comune")

    def run_by(self, user: User | AnonymousUser) -> Self:
        """Those of the territory in which `user` plans activities, and those which they lead."""
        if not user.is_authenticated:
            return self.none()
        scope = user.scope(*PLAN_ACTIVITIES)
        if scope.everywhere:
            return self.all()
        led = SessionStaff.objects.filter(person__account=user).values("session")
        return self.filter(scope.within("cycle__venue__place__comune") | Q(pk__in=led))


class Session(models.Model):
    """One meeting. When it is in the world's time the database works out by itself from Rome's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="sessions", verbose_name=_("ciclo"))
    room = models.ForeignKey(
        Room, models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name=_("sala")
    )
    local_date = models.DateField(_("giorno"))
    local_start = models.TimeField(_("dalle"))
    local_end = models.TimeField(_("alle"))
    starts_at = models.GeneratedField(
        expression=rome_moment("local_date", "local_start"),
        output_field=models.DateTimeField(_("comincia")),
        db_persist=True,
    )
    ends_at = models.GeneratedField(
        expression=rome_moment("local_date", "local_end"),
        output_field=models.DateTimeField(_("finisce")),
        db_persist=True,
    )
    topic = models.CharField(_("che cosa si fa questa volta"), max_length=200, blank=True)
    # Counted by the database: grows whenever day, hours, room or whether it is held changes.
    sequence = models.PositiveIntegerField(_("numero di cambiamenti"), default=0, editable=False)
    cancelled_at = models.DateTimeField(_("annullato il"), null=True, blank=True)
    cancelled_because = models.CharField(_("perché"), max_length=200, blank=True)
    recovers = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="recovered_by",
        verbose_name=_("recupera"),
    )
    opened_at = models.DateTimeField(_("registro aperto il"), null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("registro chiuso il"), null=True, blank=True)
    changed_at = models.DateTimeField(_("cambiato il"), auto_now=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["local_date", "local_start", "id"]
        verbose_name = _("incontro")
        verbose_name_plural = _("incontri")
        indexes = [models.Index(name="sessions_by_start", fields=["starts_at"])]
        constraints = [
            models.CheckConstraint(
                name="session_ends_after_it_begins",
                condition=Q(local_end__gt=F("local_start")),
                violation_error_message=_("L'incontro finirebbe prima di cominciare."),
            ),
            models.UniqueConstraint(
                name="one_session_of_a_cycle_at_a_time",
                fields=["cycle", "local_date", "local_start"],
                violation_error_message=_("In questo ciclo c'è già un incontro a quell'ora."),
            ),
            models.CheckConstraint(
                name="a_register_closes_after_it_opens",
                condition=Q(closed_at=None) | Q(opened_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle}, {self.local_date:%d/%m/%Y} {self.local_start:%H:%M}"


class RoomUse(models.Model):
    """That a session has a piece of a venue, with the minutes to prepare it. The database writes it, nobody else."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="room_uses")
    part = models.ForeignKey(RoomPart, models.PROTECT, related_name="uses")
    during = DateTimeRangeField()
    is_active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("uso di una sala")
        verbose_name_plural = _("usi delle sale")
        constraints = [
            ExclusionConstraint(
                name="room_never_double_booked",
                expressions=[("part", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=Q(is_active=True),
                violation_error_message=_("La sala è già occupata in quell'orario."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.session}"


class SessionStaff(models.Model):
    """Who leads or helps in a session. When it is, the database copies from the session."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="staff", verbose_name=_("incontro"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("chi"))
    role = models.CharField(_("come"), max_length=10, choices=StaffRole, default=StaffRole.LEADER)
    during = DateTimeRangeField(editable=False, null=True)
    is_active = models.BooleanField(default=True, editable=False)

    class Meta:
        ordering = ["session", "-role", "id"]
        verbose_name = _("chi conduce l'incontro")
        verbose_name_plural = _("chi conduce l'incontro")
        constraints = [
            models.UniqueConstraint(
                name="once_in_the_staff_of_a_session",
                fields=["session", "person"],
                violation_error_message=_("Questa persona c'è già."),
            ),
            ExclusionConstraint(
                name="staff_never_in_two_places",
                expressions=[("person", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=Q(is_active=True),
                violation_error_message=_("In quell'orario questa persona è già in un altro incontro."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

"""Hours as who gave them and who confirms them see them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q
from django.utils.timezone import localdate

from networking import charts
from volunteers.hours import counting
from volunteers.hours.declaring import minutes_of
from volunteers.models import COORDINATE, Assignment, HoursCertificate, HoursLog

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from networking.models import Comune, User
    from volunteers.models import Volunteer
    from volunteers.models.assignments import AssignmentQuerySet

A_YEAR, SOME_MONTHS = timedelta(days=365), timedelta(days=90)
MOST = 100
State, Hours = Assignment.State, HoursLog.State


class Said(NamedTuple):
    """A turn that somebody came to: its row, their hours if any were said, how many minutes it was to last."""

    row: Assignment
    log: HoursLog | None
    scheduled: int

    @property
    def declared(self) -> int:
        """The minutes that were said; those of the turn, where nobody has said any."""
        return (self.log.minutes_declared if self.log else None) or self.scheduled


class Mine(NamedTuple):
    """One's hours: a turn that is on now, those to say, those that wait, those that count; the last twelve months."""

    here: list[Said]
    to_say: list[Said]
    waiting: list[Said]
    confirmed: list[Said]
    months: list[counting.Month]
    bars: charts.Bars
    total: counting.Total
    certificates: list[HoursCertificate]


class Desk(NamedTuple):
    """What waits for somebody who follows volunteers: hours to confirm, turns of which nobody said anything."""

    to_confirm: list[Said]
    unsaid: list[Said]


def mine(user: User, volunteer: Volunteer, *, now: datetime) -> Mine:
    """Those of `volunteer`, who is `user`; past turns as far as a page holds."""
    today = localdate(now)
    first = (today - A_YEAR).replace(day=1)
    rows = [_said(row) for row in _joined(_mine_now(user, now).order_by("-request__starts_at", "pk"))[:MOST]]
    months = counting.months(volunteer, first=first, last=today)
    over = [each for each in rows if each.row.request.ends_at <= now]
    return Mine(
        here=[each for each in rows if each.row.request.ends_at > now and each.log is None],
        to_say=[
            each for each in over if each.log is None or each.log.state in {Hours.PRESENT, Hours.DISPUTED}
        ],
        waiting=[each for each in over if each.log and each.log.state == Hours.DECLARED],
        confirmed=[each for each in over if each.log and each.log.state == Hours.VALIDATED],
        months=months,
        bars=charts.stacked([(each.minutes,) for each in months]),
        total=counting.total(volunteer, first=first, last=today),
        certificates=list(HoursCertificate.objects.own(user)),
    )


def desk(user: User, *, now: datetime, comuni: Collection[Comune] | None) -> Desk:
    """What waits in the turns that `user` coordinates, in `comuni` (None: all of them), the oldest first."""
    rows = _coordinated(user).filter(request__ends_at__lte=now).exclude(volunteer__person__account=user)
    if comuni is not None:
        rows = rows.filter(request__comune__in=comuni)
    lately = rows.filter(request__local_date__gte=localdate(now) - SOME_MONTHS)
    declared = rows.filter(hours__state=Hours.DECLARED).exclude(hours__declared_by=user)
    unsaid = lately.filter(state=State.ACCEPTED).filter(
        Q(hours=None) | Q(hours__state__in=(Hours.PRESENT, Hours.DISPUTED))
    )
    return Desk(
        *(
            [_said(row) for row in _joined(found.order_by("request__starts_at", "pk"))[:MOST]]
            for found in (declared, unsaid)
        )
    )


def followed(user: User) -> AssignmentQuerySet:
    """The turns whose hours `user` may confirm."""
    return _joined(_coordinated(user))


def said(row: Assignment) -> Said:
    """One of them, with its hours."""
    return _said(row)


def own(user: User, *, now: datetime) -> AssignmentQuerySet:
    """One's own turns that have begun, or are about to."""
    return _joined(_mine_now(user, now))


def _mine_now(user: User, now: datetime) -> AssignmentQuerySet:
    soon = now + timedelta(minutes=15)
    rows = Assignment.objects.of_volunteer(user).filter(state__in=(State.ACCEPTED, State.DONE))
    return rows.filter(request__starts_at__lte=soon, request__cancelled_at=None)


def _coordinated(user: User) -> AssignmentQuerySet:
    rows = Assignment.objects.visible_to(user).filter(user.scope(*COORDINATE).within("request__comune"))
    return rows.filter(state__in=(State.ACCEPTED, State.DONE, State.ABSENT), request__cancelled_at=None)


def _joined(rows: AssignmentQuerySet) -> AssignmentQuerySet:
    return rows.select_related("request__kind", "request__comune", "volunteer__person", "hours")


def _said(row: Assignment) -> Said:
    log = row.hours if hasattr(row, "hours") else None
    return Said(row, log, minutes_of(row.request))


def first_day(today: date) -> date:
    """Where a certificate begins, unless one says otherwise: the first of January."""
    return today.replace(month=1, day=1)

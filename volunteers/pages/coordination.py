"""The coordinator's desk: the holes of the next days, what expires, who asks to help, what is suspended or waits."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from django.utils.timezone import localdate

from networking import charts
from volunteers.covering import ranking
from volunteers.credentials import expiring
from volunteers.eligibility import reasons_of_suspension
from volunteers.models import COORDINATE, Assignment, HelpRequest, Volunteer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime

    from networking.models import Comune, User
    from volunteers.models.assignments import AssignmentQuerySet
    from volunteers.models.volunteers import VolunteerQuerySet

AHEAD, A_WEEK = timedelta(days=14), timedelta(days=7)
APPLYING = (Volunteer.State.CANDIDATE, Volunteer.State.MEETING)


class Day(NamedTuple):
    """The holes of a day, each comune with its turns."""

    day: date
    comuni: list[tuple[Comune, list[HelpRequest]]]


class Missing(NamedTuple):
    """How many people are wanted in a comune: within a week, and in the week after."""

    comune: Comune
    soon: int
    later: int


class Desk(NamedTuple):
    """What the territory of a coordinator asks today."""

    days: list[Day]
    missing: list[Missing]
    bars: charts.Bars
    expiring: list[expiring.Expiring]
    applications: list[Volunteer]
    suspended: list[tuple[Assignment, list[str]]]
    unanswered: list[Assignment]

    @property
    def people(self) -> int:
        """How many rows of people it shows."""
        return sum(map(len, (self.expiring, self.applications, self.suspended, self.unanswered)))


def desk(user: User, *, now: datetime, comuni: Collection[Comune] | None = None) -> Desk:
    """What `user` follows, in `comuni` (None: everywhere they do). Seven questions, however many turns and people."""
    today = localdate(now)
    holes = list(holes_of(user, now=now, comuni=comuni))
    people = _people(user, comuni)
    live = list(_live(user, now, comuni))
    missing = _missing(holes, today)
    return Desk(
        days=_by_day(holes),
        missing=missing,
        bars=charts.stacked([(each.soon, each.later) for each in missing]),
        expiring=expiring.expiring(people, first=today, last=today + expiring.AHEAD),
        applications=list(applications_of(people)),
        suspended=[
            (row, reasons_of_suspension(row)) for row in live if row.state == Assignment.State.SUSPENDED
        ],
        unanswered=[row for row in live if row.state == Assignment.State.INVITED],
    )


def holes_of(
    user: User, *, now: datetime, within: timedelta = AHEAD, comuni: Collection[Comune] | None = None
) -> Iterable[HelpRequest]:
    """The turns that still want somebody and begin within so long, where `user` coordinates."""
    turns = HelpRequest.objects.coordinated_by(user).open(now).with_holes()
    turns = turns.filter(starts_at__lte=now + within)
    turns = turns if comuni is None else turns.filter(comune__in=comuni)
    return turns.select_related("comune", "kind").order_by("local_date", "comune__name", "local_start", "id")


def applications_of(people: VolunteerQuerySet) -> VolunteerQuerySet:
    """Who of `people` has asked to help and waits for us, the longest first."""
    return people.filter(state__in=APPLYING).select_related("person__comune").order_by("applied_at", "id")


def candidates(user: User, request: HelpRequest) -> list[ranking.Candidate]:
    """Who may do `request`, of those whom `user` follows, in the order in which to ask."""
    return ranking.candidates(Volunteer.objects.coordinated_by(user), request)


def coming(user: User, request: HelpRequest) -> list[Assignment]:
    """Who comes to `request`, or has still to answer."""
    rows = Assignment.objects.visible_to(user).live().filter(request=request)
    return list(rows.select_related("volunteer__person").order_by("state", "made_at", "id"))


def may_coordinate(user: User, request: HelpRequest) -> bool:
    """Whether `request` lies where `user` coordinates."""
    return user.scope(*COORDINATE).holds(request.comune)


def _people(user: User, comuni: Collection[Comune] | None) -> VolunteerQuerySet:
    people = Volunteer.objects.coordinated_by(user)
    return people if comuni is None else people.filter(person__comune__in=comuni)


def _live(user: User, now: datetime, comuni: Collection[Comune] | None) -> AssignmentQuerySet:
    turns = HelpRequest.objects.coordinated_by(user)
    turns = turns if comuni is None else turns.filter(comune__in=comuni)
    rows = Assignment.objects.visible_to(user).filter(
        request__in=turns,
        request__ends_at__gt=now,
        state__in=(Assignment.State.SUSPENDED, Assignment.State.INVITED),
    )
    return rows.select_related("request__comune", "volunteer__person").order_by("request__starts_at", "id")


def _missing(holes: Iterable[HelpRequest], today: date) -> list[Missing]:
    found: dict[Comune, list[int]] = {}
    for turn in holes:
        weeks = found.setdefault(turn.comune, [0, 0])
        weeks[turn.local_date > today + A_WEEK] += turn.holes
    return [Missing(comune, *found[comune]) for comune in sorted(found, key=str)]


def _by_day(holes: Iterable[HelpRequest]) -> list[Day]:
    return [
        Day(
            day,
            [(comune, list(turns)) for comune, turns in groupby(of_day, key=lambda turn: turn.comune)],
        )
        for day, of_day in groupby(holes, key=lambda turn: turn.local_date)
    ]

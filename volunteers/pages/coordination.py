"""The coordinator's desk: the holes of the next days, who could cover them, what is suspended or waits."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q

from networking.models import TravelTime
from volunteers.eligibility import reasons_of_suspension, refusals_of
from volunteers.models import COORDINATE, Assignment, HelpRequest, Volunteer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from networking.models import Comune, User

AHEAD = timedelta(days=14)
# December to March, as `volunteers_is_winter` has it.
WINTER = (12, 1, 2, 3)
WITHIN, UNKNOWN = 10, 60


class Day(NamedTuple):
    """The holes of a day, each comune with its turns."""

    day: date
    comuni: list[tuple[Comune, list[HelpRequest]]]


class Desk(NamedTuple):
    """What the territory of a coordinator asks today."""

    days: list[Day]
    suspended: list[tuple[Assignment, list[str]]]
    unanswered: list[Assignment]


class Candidate(NamedTuple):
    """Somebody who may do the turn: minutes of travel, turns already this month."""

    volunteer: Volunteer
    minutes: int
    turns: int


def desk(user: User, *, now: datetime) -> Desk:
    """What `user` follows. Three questions, however many turns."""
    open_ones = HelpRequest.objects.coordinated_by(user).open(now).with_holes()
    holes = open_ones.filter(starts_at__lte=now + AHEAD).select_related("comune", "kind")
    rows = Assignment.objects.visible_to(user).filter(
        request__in=HelpRequest.objects.coordinated_by(user), request__ends_at__gt=now
    )
    rows = rows.select_related("request__comune", "volunteer__person").order_by("request__starts_at", "id")
    live = list(rows.filter(state__in=(Assignment.State.SUSPENDED, Assignment.State.INVITED)))
    return Desk(
        days=_by_day(holes.order_by("local_date", "comune__name", "local_start", "id")),
        suspended=[
            (row, reasons_of_suspension(row)) for row in live if row.state == Assignment.State.SUSPENDED
        ],
        unanswered=[row for row in live if row.state == Assignment.State.INVITED],
    )


def candidates(user: User, request: HelpRequest) -> list[Candidate]:
    """Who may do `request`, of those whom `user` follows: the nearest first, then who has done least this month.

    Not who is in it, was asked or has said no: nobody is asked twice.
    """
    said = (
        Assignment.objects.visible_to(user)
        .filter(request=request)
        .exclude(state__in=(Assignment.State.EXPIRED, Assignment.State.SUSPENDED, Assignment.State.PROPOSED))
    )
    people = list(
        Volunteer.objects.coordinated_by(user)
        .active()
        .exclude(pk__in=said.values("volunteer"))
        .select_related("person__comune")
        .annotate(turns=Count("assignments", filter=_in_month(request.local_date)))
    )
    refused = refusals_of(people, request)
    minutes = _minutes_to(request)
    found = [
        Candidate(each, minutes.get(each.person.comune_id, UNKNOWN), each.turns)
        for each in people
        if each.pk not in refused
    ]
    return sorted(found, key=lambda each: (each.minutes, each.turns, str(each.volunteer), each.volunteer.pk))


def coming(user: User, request: HelpRequest) -> list[Assignment]:
    """Who comes to `request`, or has still to answer."""
    rows = Assignment.objects.visible_to(user).live().filter(request=request)
    return list(rows.select_related("volunteer__person").order_by("state", "made_at", "id"))


def may_coordinate(user: User, request: HelpRequest) -> bool:
    """Whether `request` lies where `user` coordinates."""
    return user.scope(*COORDINATE).holds(request.comune)


def _by_day(holes: Iterable[HelpRequest]) -> list[Day]:
    return [
        Day(
            day,
            [(comune, list(turns)) for comune, turns in groupby(of_day, key=lambda turn: turn.comune)],
        )
        for day, of_day in groupby(holes, key=lambda turn: turn.local_date)
    ]


def _in_month(day: date) -> Q:
    return Q(
        assignments__state__in=(Assignment.State.ACCEPTED, Assignment.State.DONE),
        assignments__request__local_date__year=day.year,
        assignments__request__local_date__month=day.month,
    )


def _minutes_to(request: HelpRequest) -> dict[int, int]:
    """By comune of departure, as `volunteers_travel` counts them."""
    is_winter = request.local_date.month in WINTER
    ways = TravelTime.objects.filter(destination=request.comune)
    known = {way.origin_id: way.winter_minutes if is_winter else way.minutes for way in ways}
    return {request.comune_id: WITHIN, **known}

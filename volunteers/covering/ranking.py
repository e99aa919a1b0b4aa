"""Who may do a turn, in the order in which to ask them, with what speaks for and against each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, F, Prefetch, Q, Sum

from networking.models import TravelTime
from volunteers.eligibility import refusals_of
from volunteers.models import (
    Assignment,
    AvailabilityException,
    AvailabilityRule,
    HelpRequest,
    Preference,
    Volunteer,
)

from . import weighing

if TYPE_CHECKING:
    from volunteers.models.volunteers import VolunteerQuerySet

RANKING = "in che ordine chiedere, a chi coordina chi chiede"
# December to March, as `volunteers_is_winter` has it.
WINTER = (12, 1, 2, 3)
WITHIN, UNKNOWN = 10, 60
# Who helped so long ago at most still knows the place and the people.
KNOWN_FOR = timedelta(days=180)
CAME = (Assignment.State.ACCEPTED, Assignment.State.DONE)
SAID = (Assignment.State.EXPIRED, Assignment.State.SUSPENDED, Assignment.State.PROPOSED)


class Candidate(NamedTuple):
    """Somebody who may do the turn: minutes of travel, turns already that month, and sentences for and against."""

    volunteer: Volunteer
    minutes: int
    turns: int
    merits: list[str]
    doubts: list[str]


def candidates(people: VolunteerQuerySet, request: HelpRequest) -> list[Candidate]:
    """Who of `people` may do `request`: first whom nothing that they told speaks against, then the best suited.

    Not who is in it, was asked or has said no: nobody is asked twice. Seven questions, however many people.
    """
    said = Assignment.objects.for_everyone(reason=RANKING).filter(request=request).exclude(state__in=SAID)
    found = list(
        people.active()
        .exclude(pk__in=said.values("volunteer"))
        .select_related("person__comune")
        .annotate(**_burdens(request))
        .prefetch_related(*_what_they_told(request))
    )
    refused, minutes = refusals_of(found, request), _minutes_to(request)
    unknown = 0 if request.kind.is_remote else UNKNOWN
    weighed = [
        (each, _facts(each, request, minutes.get(each.person.comune_id, unknown)))
        for each in found
        if each.pk not in refused
    ]
    weighed.sort(key=lambda pair: (*weighing.order(pair[1]), str(pair[0]), pair[0].pk))
    return [
        Candidate(each, facts.minutes, facts.turns, weighing.merits(facts), weighing.doubts(facts))
        for each, facts in weighed
    ]


def _burdens(request: HelpRequest) -> dict[str, Any]:
    """What each has already that month and that week, and how often they gave this help there."""
    day = request.local_date
    came, about = Q(assignments__state__in=CAME), "assignments__request__"
    monday = day - timedelta(days=day.weekday())
    month = came & Q(**{f"{about}local_date__year": day.year, f"{about}local_date__month": day.month})
    week = came & Q(**{f"{about}local_date__range": (monday, monday + timedelta(days=6))})
    alike = Q(**{f"{about}kind": request.kind_id, f"{about}comune": request.comune_id})
    lately = Q(**{f"{about}local_date__range": (day - KNOWN_FOR, day)})
    return {
        "turns": Count("assignments", filter=month),
        "time_that_week": Sum(F(f"{about}ends_at") - F(f"{about}starts_at"), filter=week),
        "times_here": Count("assignments", filter=came & alike & lately),
    }


def _what_they_told(request: HelpRequest) -> list[Prefetch]:
    day = request.local_date
    days = AvailabilityException.objects.for_everyone(reason=RANKING)
    likings = Preference.objects.for_everyone(reason=RANKING).filter(kind=request.kind_id)
    near = days.filter(first_day__lte=day + timedelta(days=1), last_day__gte=day)
    return [
        Prefetch("week", AvailabilityRule.objects.for_everyone(reason=RANKING)),
        Prefetch("exceptions", near),
        Prefetch("preferences", likings),
    ]


def _facts(volunteer: Any, request: HelpRequest, minutes: int) -> weighing.Facts:
    """`volunteer` as annotated above, in plain values."""
    lasts = request.ends_at - request.starts_at
    liking = next((each.liking for each in volunteer.preferences.all()), 0)
    return weighing.Facts(
        when=weighing.When(request.starts_at, request.ends_at),
        week=list(volunteer.week.all()),
        exceptions=list(volunteer.exceptions.all()),
        minutes=minutes,
        most_minutes=volunteer.max_travel_minutes,
        turns=volunteer.turns,
        most_turns=volunteer.max_turns_a_month,
        time=(volunteer.time_that_week or timedelta()) + lasts,
        most_hours=volunteer.max_hours_a_week,
        liking=liking,
        times_here=volunteer.times_here,
    )


def _minutes_to(request: HelpRequest) -> dict[int, int]:
    """By comune of departure, as `volunteers_travel` counts them; nobody travels to a telephone."""
    if request.kind.is_remote:
        return {}
    is_winter = request.local_date.month in WINTER
    ways = TravelTime.objects.filter(destination=request.comune_id)
    known = {way.origin_id: way.winter_minutes if is_winter else way.minutes for way in ways}
    return {request.comune_id: WITHIN, **known}

"""The page of an activity: its rounds with their dates, the places left, and how one gets in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from laboratories import wording
from laboratories.models import Cycle, Session
from laboratories.queue.honesty import usual_wait
from laboratories.seats import Seats, seats_of_cycle, seats_of_session
from laboratories.timetable.almanac import almanac_of
from laboratories.timetable.planning import plan_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from laboratories.models import Activity
    from laboratories.timetable.almanac import Almanac
    from networking.models import Goal

# Sessions shown at once; the others unfold.
SHOWN = 4


@dataclass(frozen=True)
class Meeting:
    """A session of a round."""

    when: str
    hours: str
    topic: str
    is_cancelled: bool
    is_past: bool
    note: str
    recovered: str


@dataclass(frozen=True)
class Round:
    """A cycle as a family reads it."""

    cycle: Cycle
    heading: str
    where: str
    venue_url: str
    period: str
    rhythm: str
    unit: str
    cancelling: str
    seats: Seats
    # How long others waited; empty where there are places.
    wait: str
    next_meetings: list[Meeting]
    other_meetings: list[Meeting]
    # Coming days of its hours on which it does not meet, and why.
    skipped: list[str]


@dataclass(frozen=True)
class ActivityPage:
    """What the page of an activity says."""

    for_whom: str
    rounds: list[Round]
    goals: list[tuple[Goal, list[str]]]
    phone: str
    phone_owner: str


def activity_page(activity: Activity, *, now: datetime) -> ActivityPage:
    """The page of `activity` (with its organisation) at `now`: as many questions however many rounds."""
    cycles = list(_cycles(activity, now.date()))
    phone, owner = _phone(activity, cycles)
    return ActivityPage(
        for_whom=wording.for_whom(activity),
        rounds=_rounds(cycles, now),
        goals=_goals(activity),
        phone=phone,
        phone_owner=owner,
    )


def _cycles(activity: Activity, today: date) -> Sequence[Cycle]:
    sessions = Session.objects.with_seats().order_by("starts_at", "id").select_related("recovers")
    return (
        Cycle.objects.published()
        .filter(activity=activity)
        .not_over(today)
        .with_seats()
        .with_everything()
        .prefetch_related("rules", Prefetch("sessions", sessions))
    )


def _rounds(cycles: Sequence[Cycle], now: datetime) -> list[Round]:
    """Each, those that are full with what others waited: asked once, for it is of the activity."""
    almanac = almanac_of(cycles) if any(cycle.rules.all() for cycle in cycles) else None
    rounds = [_round(cycle, almanac, now) for cycle in cycles]
    full = [each for each in rounds if each.seats.tone == "full"]
    if not full:
        return rounds
    wait = usual_wait(full[0].cycle.activity_id, now=now)
    return [replace(each, wait=wait) if each in full else each for each in rounds]


def _round(cycle: Cycle, almanac: Almanac | None, now: datetime) -> Round:
    sessions = list(cycle.sessions.all())
    for session in sessions:
        session.cycle = cycle
    meetings = [_meeting(session, sessions, now) for session in sessions]
    coming = [each for each in meetings if not each.is_past]
    return Round(
        cycle=cycle,
        heading=cycle.name or _where_and_when(cycle),
        where=wording.where(cycle.venue),
        venue_url=wording.venue_url(cycle.venue),
        period=wording.period(cycle),
        rhythm=wording.rhythm(cycle.rules.all()),
        unit=wording.unit(cycle),
        cancelling=wording.cancelling(cycle),
        seats=_seats(cycle, sessions, now),
        wait="",
        next_meetings=coming[:SHOWN],
        other_meetings=coming[SHOWN:],
        skipped=_skipped(cycle, sessions, almanac, now.date()),
    )


def _skipped(cycle: Cycle, sessions: Sequence[Session], almanac: Almanac | None, today: date) -> list[str]:
    """«martedì 8 dicembre: Immacolata Concezione»."""
    if almanac is None or not cycle.rules.all():
        return []
    held = {session.local_date for session in sessions}
    return [
        f"{wording.day_in_words(each.meeting.day, today=today)}: {each.reason}"
        for each in plan_of(cycle, almanac.calendars_of(cycle)).skipped
        if each.meeting.day >= today and each.meeting.day not in held
    ]


def _where_and_when(cycle: Cycle) -> str:
    """What tells a round without a name from the others: «A Norcia, ogni martedì, 17:00–18:30»."""
    where = _("A {comune}").format(comune=cycle.venue.place.comune)
    return ", ".join(filter(None, [where, wording.rhythm(cycle.rules.all())]))


def _seats(cycle: Cycle, sessions: Sequence[Session], now: datetime) -> Seats:
    """Of the whole; of single sessions, the first that has a place, else the first to come."""
    if cycle.unit == Cycle.Unit.CYCLE or cycle.called_off_at:
        return seats_of_cycle(cycle, now=now)
    coming = [
        seats_of_session(each, now=now) for each in sessions if each.starts_at > now and not each.cancelled_at
    ]
    if not coming:
        return Seats(_("non ci sono altri incontri"), "off")
    return next((each for each in coming if each.tone == "free"), coming[0])


def _meeting(session: Session, sessions: Sequence[Session], now: datetime) -> Meeting:
    is_off = bool(session.cancelled_at or session.cycle.called_off_at)
    is_single = session.cycle.unit == Cycle.Unit.SESSION
    recovery = next((each for each in sessions if each.recovers_id == session.pk), None)
    return Meeting(
        when=wording.day_in_words(session.local_date, today=now.date()),
        hours=wording.hours(session),
        topic=session.topic,
        is_cancelled=is_off,
        is_past=session.ends_at <= now,
        note=seats_of_session(session, now=now).words if is_off or is_single else "",
        recovered=wording.day_in_words(recovery.local_date, today=now.date()) if recovery else "",
    )


def _goals(activity: Activity) -> list[tuple[Goal, list[str]]]:
    """The project's goals that the activity serves, each with its actions."""
    goals: dict[Goal, list[str]] = {}
    for action in activity.actions.select_related("goal"):
        goals.setdefault(action.goal, []).append(action.text)
    return list(goals.items())


def _phone(activity: Activity, cycles: Sequence[Cycle]) -> tuple[str, str]:
    """The number for who prefers to call, and whose it is: that of the one venue, else of who organises."""
    venues = {cycle.venue_id: cycle.venue for cycle in cycles}
    if len(venues) == 1:
        (venue,) = venues.values()
        if venue.phone:
            return venue.phone, wording.where(venue)
    phones = activity.organization.phones
    return (phones[0], activity.organization.name) if phones else ("", "")

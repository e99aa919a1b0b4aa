"""The turns that the sessions of an activity ask for: made once, moved and called off with them, and held again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from laboratories.models import Session
from networking import facts
from volunteers.models import HelpRequest, SessionNeed
from volunteers.notices import moves
from volunteers.turns import calling_off

from .moving import Where, awaited, move_held
from .refusing import held, in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

# As far ahead as the meetings of pairs are made.
AHEAD = timedelta(weeks=8)
# What it is called off with tells a meeting that is not held from a turn that who coordinates does not want.
NOT_HELD = _("L'incontro non si fa.")
NO_LONGER = _("Per questi incontri non serve più aiuto.")
HELD_AGAIN = "volunteers.request_held_again"
DETAILS = ("cycle__activity", "cycle__venue__place__comune")


def follow_sessions(*, now: datetime) -> dict[str, int]:
    """Make, move, call off and hold again what sessions ask for. How many of each; a second time, none."""
    return {
        "made": make_missing(now=now),
        "held_again": _hold_again(now=now),
        "called_off": _call_off(now=now),
        "moved": _move(now=now),
    }


def make_missing(*, now: datetime) -> int:
    """One request for each need of each session of the next weeks that has none."""
    made = []
    for need in SessionNeed.objects.filter(is_active=True).select_related("kind", "activity"):
        there = HelpRequest.objects.filter(need=need, session__isnull=False).values("session")
        made += [_request(need, session, now) for session in _coming(need, now).exclude(pk__in=there)]
    # Somebody else may have written one meanwhile: the database keeps one.
    HelpRequest.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def place_of(need: SessionNeed, session: Session) -> Where:
    """When helpers come to `session`, by the clock of Rome and on its own day, and where."""
    place = session.cycle.venue.place
    begins = datetime.combine(session.local_date, session.local_start)
    ends = datetime.combine(session.local_date, session.local_end) + timedelta(minutes=need.minutes_after)
    begins = max(
        begins - timedelta(minutes=need.minutes_before),
        datetime.combine(session.local_date, datetime.min.time()),
    )
    return Where(session.local_date, begins.time(), ends.time(), place.comune, place)


def _coming(need: SessionNeed, now: datetime) -> Iterator[Session]:
    rows = Session.objects.published().taking_place().upcoming(now).select_related(*DETAILS)
    return rows.filter(cycle__activity=need.activity, cycle__called_off_at=None, local_date__lte=_last(now))


def _last(now: datetime) -> date:
    return timezone.localdate(now) + AHEAD


def _request(need: SessionNeed, session: Session, now: datetime) -> HelpRequest:
    where = place_of(need, session)
    return HelpRequest(
        need=need,
        session=session,
        kind=need.kind,
        title=need.activity.title[:120],
        story=need.story,
        comune=where.comune,
        place=where.place,
        local_date=where.day,
        local_start=where.start,
        local_end=where.end,
        places=need.places,
        minimum_team=need.minimum_team,
        published_at=now,
    )


def _call_off(*, now: datetime) -> int:
    asked = HelpRequest.objects.filter(need__isnull=False, cancelled_at=None, starts_at__gt=now)
    gone = Q(session__cancelled_at__isnull=False) | Q(session__cycle__called_off_at__isnull=False)
    turns = asked.filter(gone | Q(need__is_active=False)).select_related("session__cycle", "need")
    for turn in turns:
        why = NOT_HELD if turn.need.is_active else NO_LONGER
        calling_off.call_off(turn, by=None, because=str(why), now=now)
    return len(turns)


def _hold_again(*, now: datetime) -> int:
    """Open again what was called off with its session, where it is held after all; who was in it is free to come."""
    turns = HelpRequest.objects.filter(
        need__is_active=True,
        session__cancelled_at=None,
        session__cycle__called_off_at=None,
        cancelled_because__in=[str(NOT_HELD), str(NO_LONGER)],
        starts_at__gt=now,
    )
    found = list(turns.exclude(cancelled_at=None).values_list("pk", flat=True))
    with in_words():
        for turn in held(found):
            turn.cancelled_at, turn.cancelled_because = None, ""
            turn.save(update_fields=["cancelled_at", "cancelled_because"])
            facts.record(HELD_AGAIN, turn, now=now)
    return len(found)


def _move(*, now: datetime) -> int:
    """Where the session has gone; a session that has begun meanwhile stays as it was."""
    asked = HelpRequest.objects.filter(need__is_active=True, cancelled_at=None, starts_at__gt=now)
    asked = asked.filter(session__cancelled_at=None, session__starts_at__gt=now)
    related = ("need", "comune", "place", *(f"session__{name}" for name in DETAILS))
    moved = 0
    for turn in asked.select_related(*related):
        to = place_of(turn.need, turn.session)
        if to != Where(turn.local_date, turn.local_start, turn.local_end, turn.comune, turn.place):
            moved += _move_one(turn, to, now)
    return moved


def _move_one(turn: HelpRequest, to: Where, now: datetime) -> bool:
    if datetime.combine(to.day, to.start, tzinfo=timezone.get_default_timezone()) <= now:
        return False
    with in_words():
        [row] = held([turn.pk])
        has_moved = move_held(row, to, to.day - row.local_date, now)
        moves.tell_suspended([row], now=now)
        if has_moved:
            moves.tell_moved(awaited([row.pk]), now=now)
    return has_moved

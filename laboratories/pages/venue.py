"""The pages of the spaces: where they are, what is inside, when they are open, what happens there."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from laboratories import wording
from laboratories.models import Closure, Session, Venue, VenueHours
from laboratories.pages.lines import Day, by_day, lines_of
from laboratories.week import Week, week_asked, week_of
from networking.models import Holiday

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from laboratories.models import Room
    from networking.models import Comune

AT_MOST = 60


@dataclass(frozen=True)
class OpenDay:
    """A day of the week shown, with its hours and, where it is closed, why."""

    words: str
    is_today: bool
    open: str
    desk: str
    closed: str


@dataclass(frozen=True)
class RoomCard:
    """A room as who comes reads it."""

    room: Room
    equipment: list[str]
    closed: str


@dataclass(frozen=True)
class VenuePage:
    """What the page of a space says."""

    week: Week
    is_this_week: bool
    opening: list[OpenDay]
    today: str
    rooms: list[RoomCard]
    accessibility: list[tuple[str, str]]
    days: list[Day]
    phones: list[str]

    @property
    def is_welcomed(self) -> bool:
        """Whether somebody welcomes there, on some day of the week."""
        return any(day.desk for day in self.opening)

    @property
    def previous(self) -> str:
        """The address of the week before."""
        return f"?settimana={self.week.shifted(-1).key}#settimana"

    @property
    def next(self) -> str:
        """The address of the week after."""
        return f"?settimana={self.week.shifted(1).key}#settimana"


def venue_list_page() -> list[tuple[Comune, list[Venue]]]:
    """The spaces of each comune: comuni in order, the «piattaforme territoriali» before other places. One query."""
    venues = Venue.objects.with_page().order_by("place__comune__name", "-is_platform", "place__name", "pk")
    return [(comune, list(group)) for comune, group in groupby(venues, key=lambda venue: venue.place.comune)]


def venue_page(venue: Venue, *, asked: str, now: datetime) -> VenuePage:
    """The page of `venue` (fetched with `with_page()`) for the week of the day `asked`."""
    today = now.date()
    week = week_asked(asked, today)
    hours, rooms = list(venue.hours.all()), list(venue.rooms.filter(retired_on=None))
    closures, holidays = _closures(venue, week), _holidays(week)
    opening = [_open_day(day, hours, closures, holidays, today=today) for day in week.days]
    sessions = Session.objects.published().for_lines().filter(cycle__venue=venue)
    lines = lines_of(sessions.in_days(week.monday, week.sunday)[:AT_MOST], now=now)
    return VenuePage(
        week=week,
        is_this_week=week == week_of(today),
        opening=opening if hours else [],
        today=next((_today(day) for day in opening if day.is_today), "") if hours else "",
        rooms=[_room(room, closures) for room in rooms],
        accessibility=_accessibility(venue),
        days=by_day(lines, week.days, today=today) if lines else [],
        phones=[venue.phone]
        if venue.phone
        else list(venue.organization.phones if venue.organization else []),
    )


def _closures(venue: Venue, week: Week) -> list[Closure]:
    """Those of the week that touch the venue or one of its rooms."""
    place = Q(venue=venue) | Q(comune=venue.place.comune) | Q(room__venue=venue)
    everything = Q(venue=None, comune=None, room=None)
    found = Closure.objects.in_force().filter(place | everything)
    found = found.filter(first_day__lte=week.sunday, last_day__gte=week.monday)
    return list(found.order_by("first_day", "pk"))


def _holidays(week: Week) -> dict[date, str]:
    return dict(Holiday.objects.filter(date__range=(week.monday, week.sunday)).values_list("date", "name"))


def _open_day(
    day: date,
    hours: Sequence[VenueHours],
    closures: Sequence[Closure],
    holidays: dict[date, str],
    *,
    today: date,
) -> OpenDay:
    closed = next((closed_because(each) for each in closures if not each.room_id and _covers(each, day)), "")
    closed = closed or holidays.get(day, "")
    open_hours, desk = (_spans(hours, kind, day) for kind in (VenueHours.Kind.OPEN, VenueHours.Kind.DESK))
    words = wording.day_in_words(day, today=today).capitalize()
    return OpenDay(words, day == today, "" if closed else open_hours, "" if closed else desk, closed)


def _covers(closure: Closure, day: date) -> bool:
    return closure.first_day <= day <= closure.last_day


def closed_because(closure: Closure) -> str:
    """«maltempo: le scale sono ghiacciate»."""
    return ": ".join(filter(None, [str(closure.get_reason_display()), closure.note]))


def _spans(hours: Sequence[VenueHours], kind: str, day: date) -> str:
    return ", ".join(
        f"{time_format(each.opens)}–{time_format(each.closes)}"
        for each in hours
        if each.kind == kind and each.weekday == day.weekday()
    )


def _today(day: OpenDay) -> str:
    """What to say of today in one line."""
    if day.closed:
        return _("Oggi è chiuso: {reason}").format(reason=day.closed)
    if not day.open:
        return _("Oggi è chiuso")
    if day.desk:
        return _("Oggi è aperto {hours}; qualcuno ti accoglie {desk}").format(hours=day.open, desk=day.desk)
    return _("Oggi è aperto {hours}").format(hours=day.open)


def _room(room: Room, closures: Sequence[Closure]) -> RoomCard:
    closed = next((each for each in closures if each.room_id == room.pk), None)
    equipment = [each.strip() for each in room.equipment.splitlines() if each.strip()]
    return RoomCard(room, equipment, _room_closed(closed) if closed else "")


def _room_closed(closure: Closure) -> str:
    first, last = (wording.day_in_words(day) for day in (closure.first_day, closure.last_day))
    when = first if first == last else _("da {first} a {last}").format(first=first, last=last)
    return _("Chiusa {when}: {reason}").format(when=when, reason=closed_because(closure))


def _accessibility(venue: Venue) -> list[tuple[str, str]]:
    place = venue.place
    return [
        (_("Si entra senza gradini"), place.get_step_free_display()),
        (_("Bagno accessibile"), place.get_accessible_toilet_display()),
        (_("Parcheggio riservato"), place.get_reserved_parking_display()),
    ]

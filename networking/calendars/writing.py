"""Events as a file that calendars read (RFC 5545, and RFC 7986 for the calendar's own name and pace)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.encoding import iri_to_uri
from icalendar import (
    Calendar,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vDDDTypes,
    vDuration,
    vRecur,
    vText,
)
from icalendar import Event as VEvent

from networking.rules import ITALY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .event import Event

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODID = "-//NET WORKING//Portale//IT"
# As a publisher of dates, or to take one back from who imported it by hand.
METHODS = ("PUBLISH", "CANCEL")
ZONE = "Europe/Rome"
# How far from UTC: in winter, in summer.
CET, CEST = timedelta(hours=1), timedelta(hours=2)
# When each first came, on the clocks that it turned.
SPRING, AUTUMN = datetime(1996, 3, 31, 2), datetime(1996, 10, 27, 3)  # noqa: DTZ001 - a zone is told without zone
# What a file may not hold, and no calendar could show.
CONTROLS = dict.fromkeys((*range(9), *range(11, 32), *range(0x7F, 0xA0)))


def calendar_of(
    events: Iterable[Event], *, name: str, written_at: datetime, method: str = "PUBLISH"
) -> bytes:
    """The file with `events`, in their order. The same events and `written_at` give the same bytes."""
    if method not in METHODS:
        raise ValueError(f"Not something we say to calendars: {method}")
    calendar = Calendar()
    calendar.add("PRODID", PRODID)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method)
    for label in ("NAME", "X-WR-CALNAME"):
        calendar.add(label, _words(name))
    calendar.add("X-WR-TIMEZONE", vText(ZONE))
    calendar.add("REFRESH-INTERVAL", _pace(), parameters={"VALUE": "DURATION"})
    # What Outlook calls the same.
    calendar.add("X-PUBLISHED-TTL", _pace())
    calendar.add_component(_rome())
    for event in events:
        calendar.add_component(_written(event, written_at))
    return calendar.to_ical(sorted=False)


def _written(event: Event, written_at: datetime) -> VEvent:
    """One event. A property is there only where there is something to say."""
    written = VEvent()
    written.add("UID", _words(f"{event.uid}@{settings.CALENDAR_DOMAIN}"))
    written.add("SEQUENCE", event.sequence)
    written.add("DTSTAMP", written_at.astimezone(UTC))
    written.add("LAST-MODIFIED", event.updated_at.astimezone(UTC))
    for label, value in zip(("DTSTART", "DTEND"), _when(event), strict=True):
        written.add(label, value)
    written.add("SUMMARY", _words(event.title))
    for label, text in (("LOCATION", event.place), ("DESCRIPTION", event.description)):
        if text:
            written.add(label, _words(text))
    if event.url:
        written.add("URL", iri_to_uri(event.url))
    if event.categories:
        written.add("CATEGORIES", [_words(each) for each in event.categories])
    written.add("STATUS", event.status.value)
    # Whole days remind of something; only an hour takes somebody's time.
    written.add("TRANSP", "TRANSPARENT" if event.is_all_day or event.is_cancelled else "OPAQUE")
    return written


def _when(event: Event) -> tuple[vDDDTypes, vDDDTypes]:
    """From when and until when: days; else the clock of Rome; else, where that would be read wrongly, UTC."""
    if event.is_all_day:
        return vDDDTypes(event.starts_at), vDDDTypes(event.ends_at)
    local = event.begins.astimezone(ITALY), event.ends.astimezone(ITALY)
    if any(each.fold for each in local):
        # The second of two equal times: a calendar would take it for the first.
        return vDDDTypes(event.begins), vDDDTypes(event.ends)
    return vDDDTypes(local[0]), vDDDTypes(local[1])


def _pace() -> vDuration:
    return vDuration(settings.CALENDAR_REFRESH)


def _words(text: str) -> vText:
    """Text as text: every line end becomes one that the file writes as two signs, other controls go."""
    return vText("\n".join(str(text).splitlines()).translate(CONTROLS))


def _rome() -> Timezone:
    """The rule of the European Union since 1996: last Sunday of March, last Sunday of October, at one UTC."""
    zone = Timezone()
    zone.add("TZID", ZONE)
    zone.add_component(_turn(TimezoneDaylight(), "CEST", SPRING, CET, CEST))
    zone.add_component(_turn(TimezoneStandard(), "CET", AUTUMN, CEST, CET))
    return zone


def _turn(turn: Any, name: str, first: datetime, before: timedelta, after: timedelta) -> Any:
    turn.add("DTSTART", first)
    turn.add("RRULE", vRecur({"FREQ": "YEARLY", "BYMONTH": first.month, "BYDAY": "-1SU"}))
    turn.add("TZNAME", name)
    turn.add("TZOFFSETFROM", before)
    turn.add("TZOFFSETTO", after)
    return turn

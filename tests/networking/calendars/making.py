"""Events for the tests, and what a calendar that trusts only the file makes of their times."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from networking.calendars.event import Event
from networking.rules import ITALY
from tests.networking.calendars.grammar import content_lines

WRITTEN = datetime(2026, 11, 25, 9, tzinfo=UTC)


def event(uid: str = "prova-1", **fields: Any) -> Event:
    """A laboratory on a morning of December."""
    return Event(
        **{
            "uid": uid,
            "sequence": 0,
            "starts_at": datetime(2026, 12, 1, 10, tzinfo=ITALY),
            "ends_at": datetime(2026, 12, 1, 12, tzinfo=ITALY),
            "title": "Laboratorio NET WORKING",
            "updated_at": WRITTEN,
            **fields,
        }
    )


def values_of(content: bytes, name: str) -> list[str]:
    """The values of a property of the events, as they stand in the file."""
    events = "\n".join(content_lines(content)).partition("BEGIN:VEVENT")[2]
    return re.findall(rf"^{name}(?:;[^:]*)?:(.*)$", events, re.MULTILINE)


def moment_of(content: bytes, written: str) -> datetime:
    """When `written` is, in UTC, by the rules that the file itself brings; of twice the same time, the first."""
    if written.endswith("Z"):
        return datetime.strptime(written, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    local = datetime.strptime(written, "%Y%m%dT%H%M%S")  # noqa: DTZ007 - its zone is what is looked for
    turns = sorted(_turn(part, local.year) for part in _turns(content))
    spring, autumn = turns
    offset = spring[2] if spring[0] <= local < autumn[0] else spring[1]
    return (local - offset).replace(tzinfo=UTC)


def _turns(content: bytes) -> list[str]:
    return re.findall(
        r"BEGIN:(?:DAYLIGHT|STANDARD)\n(.*?)\nEND:", "\n".join(content_lines(content)), re.DOTALL
    )


def _turn(part: str, year: int) -> tuple[datetime, timedelta, timedelta]:
    """When the clocks turn in `year`, on the clock before it is turned; how far from UTC before and after."""
    told = dict(line.split(":", 1) for line in part.splitlines())
    rule = dict(each.split("=") for each in told["RRULE"].split(";"))
    assert rule["FREQ"] == "YEARLY"
    assert rule["BYDAY"] == "-1SU"
    day = date(year, int(rule["BYMONTH"]), 31)
    day -= timedelta(days=(day.weekday() + 1) % 7)
    hour = datetime.strptime(told["DTSTART"], "%Y%m%dT%H%M%S").time()  # noqa: DTZ007 - a clock on a wall
    before, after = (_offset(told[name]) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
    return datetime.combine(day, hour), before, after


def _offset(written: str) -> timedelta:
    hours, minutes = int(written[1:3]), int(written[3:5])
    return timedelta(hours=hours, minutes=minutes) * (-1 if written[0] == "-" else 1)

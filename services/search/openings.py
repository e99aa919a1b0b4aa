"""When the whole catalogue is open on a day: `services.rules.hours_on` once more, as one SQL query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from django.db import connection
from django.utils import timezone

from services.rules import week_of_month

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from numpy.typing import NDArray

    from .catalogue import Catalogue

# An exception that covers the day takes the place of the weekly rules, even on a holiday.
HOURS = """
SELECT hours.service_id, hours.opens, hours.closes
FROM (
    SELECT service_id, opens, closes FROM services_openingexception
    WHERE %(day)s BETWEEN first_day AND last_day AND opens IS NOT NULL
    UNION ALL
    SELECT r.service_id, r.opens, r.closes FROM services_openingrule r
    JOIN services_service s ON s.id = r.service_id
    LEFT JOIN services_place p ON p.id = s.place_id
    LEFT JOIN networking_comune c ON c.id = p.comune_id
    WHERE r.weekday = %(weekday)s AND NOT r.by_appointment
        AND (r.weeks_of_month = '{}' OR %(week)s = ANY(r.weeks_of_month))
        AND (r.valid_from IS NULL OR r.valid_from <= %(day)s)
        AND (r.valid_to IS NULL OR %(day)s <= r.valid_to)
        AND NOT (s.closes_on_holidays AND EXISTS (SELECT FROM networking_holiday WHERE date = %(day)s))
        AND NOT (s.closes_on_patron_day AND coalesce(
            c.patron_month = extract(month FROM %(day)s::date)
            AND c.patron_day = extract(day FROM %(day)s::date), false))
        AND NOT EXISTS (
            SELECT FROM services_openingexception e
            WHERE e.service_id = r.service_id AND %(day)s BETWEEN e.first_day AND e.last_day)
) hours JOIN services_service s ON s.id = hours.service_id
WHERE s.published_at IS NOT NULL AND s.withdrawn_at IS NULL
    AND NOT coalesce(s.closed_from <= %(day)s AND %(day)s <= coalesce(s.closed_until, 'infinity'), false)
"""


class DayHours(NamedTuple):
    """The openings of a day, by closing time: positions of services, and seconds since midnight."""

    where: NDArray[np.uint32]
    opens: NDArray[np.float64]
    closes: NDArray[np.float64]


def hours_on(day: date) -> list[tuple[int, time, time]]:
    """Every opening of a published service on `day` for which no appointment is needed: id, from, to."""
    values: dict[str, Any] = {"day": day, "weekday": day.isoweekday(), "week": week_of_month(day)}
    with connection.cursor() as cursor:
        cursor.execute(HOURS, values)
        return cursor.fetchall()


def closing_minutes(catalogue: Catalogue, moment: datetime) -> NDArray[np.int16]:
    """By position, the minute of the day at which a service open at `moment` closes; 0 for a closed one."""
    local = timezone.localtime(moment)
    hours = _hours_of(catalogue, local.date())
    clock = _seconds(local.time())
    is_open = (hours.opens <= clock) & (clock < hours.closes)
    closing = np.zeros(len(catalogue.ids), dtype=np.int16)
    # Where two openings overlap the later one, which comes last, stays.
    closing[hours.where[is_open]] = hours.closes[is_open] // 60
    return closing


def _hours_of(catalogue: Catalogue, day: date) -> DayHours:
    """Asked once a day: a change of hours makes a new catalogue, with nothing to remember."""
    hours = catalogue.remembered.get(day)
    if hours is None:
        rows = sorted(hours_on(day), key=lambda row: row[2])
        where = catalogue.places_of(np.array([row[0] for row in rows], dtype=np.int64))
        is_known = where >= 0
        hours = DayHours(
            where[is_known].astype(np.uint32),
            np.array([_seconds(row[1]) for row in rows], dtype=np.float64)[is_known],
            np.array([_seconds(row[2]) for row in rows], dtype=np.float64)[is_known],
        )
        catalogue.remembered.put(day, hours, weight=len(rows) + 1)
    return hours


def _seconds(clock: time) -> float:
    return clock.hour * 3600 + clock.minute * 60 + clock.second + clock.microsecond / 1e6

"""Which services are open at a moment: `services.rules.hours_on` for the whole catalogue, in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from django.db import connection
from django.utils import timezone

from services.rules import week_of_month

if TYPE_CHECKING:
    from datetime import datetime

    from numpy.typing import NDArray

    from .catalogue import Catalogue

# An exception that covers the day takes the place of the weekly rules, even on a holiday.
OPEN = """
SELECT hours.service_id, max(hours.closes)
FROM (
    SELECT service_id, closes FROM services_openingexception
    WHERE %(day)s BETWEEN first_day AND last_day AND opens <= %(clock)s AND %(clock)s < closes
    UNION ALL
    SELECT r.service_id, r.closes FROM services_openingrule r
    JOIN services_service s ON s.id = r.service_id
    LEFT JOIN services_place p ON p.id = s.place_id
    LEFT JOIN networking_comune c ON c.id = p.comune_id
    WHERE r.weekday = %(weekday)s AND r.opens <= %(clock)s AND %(clock)s < r.closes
        AND NOT r.by_appointment
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
GROUP BY hours.service_id
"""


def open_at(moment: datetime) -> dict[int, int]:
    """The published services open at `moment`, each with the minute of the day at which it closes."""
    local = timezone.localtime(moment)
    values: dict[str, Any] = {
        "day": local.date(),
        "clock": local.time(),
        "weekday": local.isoweekday(),
        "week": week_of_month(local.date()),
    }
    with connection.cursor() as cursor:
        cursor.execute(OPEN, values)
        return {pk: closes.hour * 60 + closes.minute for pk, closes in cursor.fetchall()}


def closing_minutes(catalogue: Catalogue, moment: datetime) -> NDArray[np.int16]:
    """By position, the minute at which a service open at `moment` closes; 0 for one that is closed.

    Asked once a minute: hours are whole minutes, and a change of hours makes a new catalogue.
    """
    minute = moment.replace(second=0, microsecond=0)
    closing = catalogue.remembered.get(minute)
    if closing is None:
        closing = np.zeros(len(catalogue.ids), dtype=np.int16)
        for pk, closes in open_at(minute).items():
            if (place := catalogue.position_of.get(pk)) is not None:
                closing[place] = closes
        catalogue.remembered.put(minute, closing, weight=len(closing))
    return closing

"""By when letters are posted: working days, which the post and the desks have in common."""

from __future__ import annotations

from datetime import date, timedelta

from networking.models import Holiday
from networking.rules import working_day_after

A_WEEK = timedelta(days=7)
# Printed in the night, posted the same day or the next: the lead of a letter counts on it.
DAYS_TO_POST = 2


def post_by(made_on: date) -> date:
    """The last day to post what was printed on `made_on`."""
    return working_day_after(made_on, DAYS_TO_POST - 1, holidays_around(made_on))


def holidays_around(day: date) -> set[date]:
    """The days about `day` on which nothing is open."""
    return set(
        Holiday.objects.filter(date__range=(day - 2 * A_WEEK, day + 2 * A_WEEK)).values_list(
            "date", flat=True
        )
    )

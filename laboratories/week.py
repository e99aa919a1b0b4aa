"""A week, from Monday to Sunday, as addresses and people say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

WEEK, LAST = timedelta(days=7), timedelta(days=6)
# Beyond these nobody plans; and the arithmetic of dates has an end.
FIRST_YEAR, LAST_YEAR = 2000, 2200


@dataclass(frozen=True)
class Week:
    """The seven days from `monday`."""

    monday: date

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + LAST

    @property
    def days(self) -> list[date]:
        """Its days in order."""
        return [self.monday + timedelta(days=number) for number in range(7)]

    @property
    def key(self) -> str:
        """How an address says it."""
        return self.monday.isoformat()

    def shifted(self, weeks: int) -> Week:
        """The one so many weeks later, or earlier."""
        return Week(self.monday + weeks * WEEK)

    @property
    def words(self) -> str:
        """«dal 30 novembre al 6 dicembre 2026»; what both days share is said once."""
        first = "j" if self.monday.month == self.sunday.month else "j F"
        if self.monday.year != self.sunday.year:
            first = "j F Y"
        begins = date_format(self.monday, first).lower()
        ends = date_format(self.sunday, "j F Y").lower()
        return _("{from_day} {to_day}").format(
            from_day=_with_article("dal", self.monday.day, begins),
            to_day=_with_article("al", self.sunday.day, ends),
        )


def _with_article(article: str, day: int, words: str) -> str:
    """«dal 3», but «dall'8» and «all'11», as one says them."""
    return f"{article}l'{words}" if day in {8, 11} else f"{article} {words}"


def week_of(day: date) -> Week:
    """The week in which `day` is."""
    return Week(day - timedelta(days=day.weekday()))


def week_asked(written: str, today: date) -> Week:
    """The week of the day that an address has `written`; that of `today` for what is no day."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        day = today
    return week_of(day if FIRST_YEAR <= day.year < LAST_YEAR else today)

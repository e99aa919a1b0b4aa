"""Stretches of days that numbers are about, in the time of Rome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from networking.rules import ITALY

A_DAY = timedelta(days=1)
A_SECOND = timedelta(seconds=1)
MONTHS_OF_A_YEAR = 12
SCHOOL_BEGINS, SCHOOL_ENDS = 9, 6


class Span(models.TextChoices):
    """How long a period is."""

    MONTH = "month", _("mese")
    QUARTER = "quarter", _("trimestre")
    YEAR = "year", _("anno")
    SO_FAR = "so_far", _("anno fin qui")
    SCHOOL_YEAR = "school_year", _("anno scolastico")


def _months_later(day: date, months: int) -> date:
    """The first day of the month so many months after that of `day`."""
    whole = day.year * MONTHS_OF_A_YEAR + day.month - 1 + months
    return date(whole // MONTHS_OF_A_YEAR, whole % MONTHS_OF_A_YEAR + 1, 1)


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both included."""

    span: Span
    first: date
    last: date

    @classmethod
    def of(cls, span: Span, day: date) -> Self:
        """The period of that length which holds `day`; of July and August, the school year that has just ended.

        A year so far goes from its first day to the end of the quarter of `day`.
        """
        if span == Span.SO_FAR:
            return cls(span, date(day.year, 1, 1), cls.of(Span.QUARTER, day).last)
        if span == Span.SCHOOL_YEAR:
            begun = day.year if day.month >= SCHOOL_BEGINS else day.year - 1
            return cls(span, date(begun, SCHOOL_BEGINS, 1), date(begun + 1, SCHOOL_ENDS, 30))
        months = {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: MONTHS_OF_A_YEAR}[span]
        first = date(day.year, (day.month - 1) // months * months + 1, 1)
        return cls(span, first, _months_later(first, months) - A_DAY)

    @cached_property
    def begin(self) -> datetime:
        """The moment in which the first day begins in Rome."""
        return datetime.combine(self.first, time.min, tzinfo=ITALY)

    @cached_property
    def end(self) -> datetime:
        """The moment in which the last day is over in Rome; it is outside."""
        return datetime.combine(self.last + A_DAY, time.min, tzinfo=ITALY)

    @property
    def last_moment(self) -> datetime:
        """A second before it is over: when what is counted at its end is counted."""
        return self.end - A_SECOND

    @property
    def before(self) -> Period:
        """The one of the same length that ends where this one begins; of a year so far, the same months a year before."""
        if self.span == Span.SO_FAR:
            return self.a_year_before
        return Period.of(self.span, self.first - A_DAY)

    @property
    def a_year_before(self) -> Period:
        """The same days one year earlier."""
        if self.span == Span.SO_FAR:
            return Period.of(self.span, self.last.replace(year=self.last.year - 1))
        return Period.of(self.span, self.first.replace(year=self.first.year - 1))

    def within(self, *path: str) -> models.Q:
        """The condition that the moment at `path` falls in it."""
        name = "__".join(path)
        return models.Q(**{f"{name}__gte": self.begin, f"{name}__lt": self.end})

    def days_within(self, *path: str) -> models.Q:
        """The condition that the day at `path` falls in it."""
        return models.Q(**{"__".join((*path, "range")): (self.first, self.last)})

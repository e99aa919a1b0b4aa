"""Answers about services from plain values: no query, no clock."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date, datetime, time

# Letters and figures that nobody confuses when read aloud or copied from paper.
CODE_LETTERS = "ABCDEFGHKLMNPRSTVZ"
CODE_FIGURES = "23456789"


def new_short_code() -> str:
    """A code like «K7-42P» that a person can dictate on the telephone (three million of them)."""
    pick = secrets.choice
    return (
        f"{pick(CODE_LETTERS)}{pick(CODE_FIGURES)}-"
        f"{pick(CODE_FIGURES)}{pick(CODE_FIGURES)}{pick(CODE_LETTERS)}{pick(CODE_LETTERS)}"
    )


class Rule(Protocol):
    """A weekly rule, as `OpeningRule` keeps it."""

    weekday: int
    opens: time
    closes: time
    weeks_of_month: Sequence[int]
    valid_from: date | None
    valid_to: date | None
    by_appointment: bool


class SpecialDays(Protocol):
    """An exception to the rules, as `OpeningException` keeps it."""

    first_day: date
    last_day: date
    opens: time | None
    closes: time | None


class Hours(NamedTuple):
    """An opening of one day, wall clock; half-open: at `closes` it is closed."""

    opens: time
    closes: time
    by_appointment: bool = False


def week_of_month(day: date) -> int:
    """1 for the first seven days of the month, 2 for the next seven, up to 5."""
    return (day.day - 1) // 7 + 1


def rule_holds_on(rule: Rule, day: date) -> bool:
    """Whether the weekly rule applies to `day`."""
    return (
        rule.weekday == day.isoweekday()
        and (not rule.weeks_of_month or week_of_month(day) in rule.weeks_of_month)
        and (rule.valid_from is None or rule.valid_from <= day)
        and (rule.valid_to is None or day <= rule.valid_to)
    )


def hours_on(
    day: date, *, rules: Iterable[Rule], exceptions: Iterable[SpecialDays], closed_days: Collection[date]
) -> list[Hours]:
    """The openings of `day`, in order.

    An exception that covers the day replaces the rules, even on a holiday: somebody wrote it on
    purpose. Otherwise `closed_days` (holidays and the patron's day, where they count) are closed.
    """
    special = [each for each in exceptions if each.first_day <= day <= each.last_day]
    if special:
        return sorted(Hours(each.opens, each.closes) for each in special if each.opens and each.closes)
    if day in closed_days:
        return []
    return sorted(
        Hours(rule.opens, rule.closes, rule.by_appointment) for rule in rules if rule_holds_on(rule, day)
    )


def is_open_at(moment: datetime, openings: Iterable[Hours]) -> bool:
    """Whether one of the day's `openings` holds `moment` (Italian wall clock) without appointment."""
    clock = moment.time()
    return any(each.opens <= clock < each.closes and not each.by_appointment for each in openings)

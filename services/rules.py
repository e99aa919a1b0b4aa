"""Answers about services from plain values: no query, no clock."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, NamedTuple, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime, time

# Letters and figures that nobody confuses when read aloud or copied from paper.
CODE_LETTERS = "ABCDEFGHKLMNPRSTVZ"
CODE_FIGURES = "23456789"
CODE_LENGTH = 6
CODE_SOUNDS = dict(
    zip(
        CODE_LETTERS + CODE_FIGURES,
        [
            "a",
            "bi",
            "ci",
            "di",
            "e",
            "effe",
            "gi",
            "acca",
            "kappa",
            "elle",
            "emme",
            "enne",
            "pi",
            "erre",
            "esse",
            "ti",
            "vu",
            "zeta",
            "due",
            "tre",
            "quattro",
            "cinque",
            "sei",
            "sette",
            "otto",
            "nove",
        ],
        strict=True,
    )
)


# «5 euro», «€ 12,50», «1.200 €»; not «0 euro».
PRICE = re.compile(
    r"(?:€|\beuro)\s*0*[1-9]|[1-9][\d.]*(?:,\d+)?\s*(?:€|euro\b)|0,0*[1-9]\d*\s*(?:€|euro\b)", re.IGNORECASE
)


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
    reason: str


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


class Day(NamedTuple):
    """One coming day: its openings, and what makes it unlike the same day of other weeks."""

    date: date
    hours: list[Hours]
    is_special: bool = False
    reason: str = ""


def coming_days(
    days: Iterable[date],
    *,
    rules: Sequence[Rule],
    exceptions: Sequence[SpecialDays],
    closed_days: Mapping[date, str],
) -> list[Day]:
    """Each of `days` with its openings; special when an exception or a closed day changes them.

    `closed_days` gives the name of each holiday that counts. A holiday on a day that is closed
    anyway changes nothing and is not special.
    """
    told = []
    for day in days:
        hours = hours_on(day, rules=rules, exceptions=exceptions, closed_days=closed_days)
        usual = hours_on(day, rules=rules, exceptions=[], closed_days=())
        written = next((each for each in exceptions if each.first_day <= day <= each.last_day), None)
        reason = written.reason if written else closed_days.get(day, "")
        is_special = written is not None or hours != usual
        told.append(Day(day, hours, is_special, reason if is_special else ""))
    return told


def next_opening(moment: datetime, days: Iterable[Day]) -> tuple[date, Hours] | None:
    """The first opening without appointment that begins after `moment`; None when `days` hold none."""
    for day in days:
        for each in day.hours:
            begins_later = day.date > moment.date() or each.opens > moment.time()
            if begins_later and day.date >= moment.date() and not each.by_appointment:
                return day.date, each
    return None


def normalized_code(typed: str) -> str:
    """«k7 42pb», «K742PB» and «K7-42PB» are one code; what cannot be a code becomes empty."""
    bare = "".join(each for each in typed.upper() if each in CODE_LETTERS + CODE_FIGURES)
    return f"{bare[:2]}-{bare[2:]}" if len(bare) == CODE_LENGTH else ""


def code_in_words(code: str) -> str:
    """A code as one says it on the telephone: «kappa sette, quattro due pi bi»."""
    return ", ".join(" ".join(CODE_SOUNDS[each] for each in part) for part in code.split("-"))


def ages_in_words(youngest: int | None, oldest: int | None) -> str:
    """«da 6 a 10 anni», «da 65 anni in su», «fino a 3 anni»; empty when there is no limit."""
    if oldest is None:
        return _("da {age} anni in su").format(age=youngest) if youngest else ""
    if not youngest:
        return ngettext("fino a {age} anno", "fino a {age} anni", oldest).format(age=oldest)
    if youngest == oldest:
        return _("a {age} anni").format(age=oldest)
    return _("da {first} a {last} anni").format(first=youngest, last=oldest)


def ages_are_in_order(youngest: int | None, oldest: int | None) -> bool:
    """Whether the two limits leave room for somebody; the table's constraint says the same."""
    return youngest is None or oldest is None or oldest >= youngest


def paid_without_a_price(cost: str, in_words: str) -> bool:
    """Whether the service is paid and nobody says how much; the table's constraint says the same."""
    return cost == "paid" and not in_words


def free_with_a_price(cost: str, in_words: str) -> bool:
    """Whether the service is said to be free beside an amount to pay."""
    return cost == "free" and PRICE.search(in_words) is not None

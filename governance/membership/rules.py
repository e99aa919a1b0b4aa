"""Terms and days of an association, as plain values: no query."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

# The yearly figures of who is in the RUNTS, as of 31 December: by 30 June (D.M. 106/2020, art. 20).
FIGURES_DAY = (6, 30)
# Accounts, from the end of the year (art. 48, comma 3, D.Lgs. 117/2017, as changed by art. 4 L. 104/2024; before, 30 June).
DAYS_TO_DEPOSIT = 180
# How long before the deadline it is said.
DAYS_OF_WARNING = 60
# The first months of the year belong to no accounts yet: they are approved, then deposited.
YEARS_LOOKED_AT = 2


def votes_from(admitted_on: date, months: int) -> date:
    """The day from which who was admitted on `admitted_on` votes; a month too short ends on its last day.

    The database reckons the same (`models.members.VotesFrom`): admitted on 30 November, three months: 28 February.
    """
    month = admitted_on.month - 1 + months
    year, month = admitted_on.year + month // 12, month % 12 + 1
    return date(year, month, min(admitted_on.day, monthrange(year, month)[1]))


def deposit_by(year: int) -> date:
    """By when the accounts that closed on 31 December of `year` are deposited: 29 June, in a leap year 28."""
    return date(year, 12, 31) + timedelta(days=DAYS_TO_DEPOSIT)


def figures_by(year: int) -> date:
    """By when members, volunteers and workers of 31 December of `year` are told to the RUNTS."""
    return date(year + 1, *FIGURES_DAY)


def years_to_deposit(today: date, *, since: int, deposited: set[int]) -> list[int]:
    """The years from `since` whose accounts were not deposited and whose term is near or past, the oldest first."""
    closed = range(since, today.year)
    near = [year for year in closed if deposit_by(year) - timedelta(days=DAYS_OF_WARNING) <= today]
    return [year for year in near if year not in deposited]

"""Terms of an association, as tables of cases: the function, and the database that reckons the same."""

from datetime import date

import pytest

from governance.membership import rules
from governance.models import Member
from tests import governing

VOTES_FROM = [
    (date(2026, 1, 15), 3, date(2026, 4, 15)),
    (date(2026, 11, 30), 3, date(2027, 2, 28)),
    (date(2027, 11, 30), 3, date(2028, 2, 29)),
    (date(2026, 8, 31), 3, date(2026, 11, 30)),
    (date(2026, 10, 1), 3, date(2027, 1, 1)),
    (date(2026, 12, 31), 0, date(2026, 12, 31)),
    (date(2026, 2, 28), 24, date(2028, 2, 28)),
]


@pytest.mark.parametrize(("admitted_on", "months", "day"), VOTES_FROM)
def test_lr_g1_from_when_a_member_votes(admitted_on, months, day):
    assert rules.votes_from(admitted_on, months) == day


@pytest.mark.django_db
@pytest.mark.parametrize(("admitted_on", "months", "day"), VOTES_FROM)
def test_lr_g1_the_database_reckons_the_same(admitted_on, months, day):
    governing.member(governing.association(), admitted_on=admitted_on)
    members = Member.objects.for_everyone(reason="prova")

    assert members.voting_on(day, months=months).count() == 1
    assert members.voting_on(date.fromordinal(day.toordinal() - 1), months=months).count() == 0


@pytest.mark.django_db
def test_who_has_left_votes_no_more():
    governing.member(governing.association(), admitted_on=date(2026, 1, 1), left_on=date(2026, 6, 1))
    members = Member.objects.for_everyone(reason="prova")

    assert members.voting_on(date(2026, 5, 31)).exists()
    assert not members.voting_on(date(2026, 6, 1)).exists()


@pytest.mark.parametrize(
    ("year", "day"), [(2025, date(2026, 6, 29)), (2026, date(2027, 6, 29)), (2027, date(2028, 6, 28))]
)
def test_accounts_are_deposited_within_a_hundred_and_eighty_days(year, day):
    """Art. 48, comma 3, D.Lgs. 117/2017: in a leap year it is a day earlier."""
    assert rules.deposit_by(year) == day
    assert rules.figures_by(year) == date(year + 1, 6, 30)


@pytest.mark.parametrize(
    ("today", "deposited", "late"),
    [
        (date(2026, 4, 29), set(), []),
        (date(2026, 4, 30), set(), [2025]),
        (date(2026, 7, 1), set(), [2025]),
        (date(2026, 7, 1), {2025}, []),
        (date(2027, 7, 1), {2026}, [2025]),
        (date(2027, 1, 5), set(), [2025]),
    ],
)
def test_which_accounts_are_to_be_deposited(today, deposited, late):
    assert rules.years_to_deposit(today, since=2025, deposited=deposited) == late

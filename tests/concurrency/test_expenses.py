"""Twenty claims of one person in the same instant: the limits of a day and of a month hold, one claim after the other."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from tests import expenses, volunteering
from tests.concurrency import racing

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 20


@pytest.fixture
def marta(transactional_db):
    return volunteering.able()


@pytest.fixture
def item(marta):
    return expenses.item()


def ask(marta, item, **fields):
    return lambda: expenses.claim(marta, item, **fields).pk


def total():
    return sum(expenses.claims().values_list("amount", flat=True))


def refused_for(found, promise):
    return sum(promise in str(each) for each in found if isinstance(each, DatabaseError))


def each_on_a_day_of_its_own(marta, item):
    return [ask(marta, item, day=date(2026, 10, day), amount=10) for day in range(1, MANY + 1)]


def test_of_twenty_days_at_ten_euros_a_month_gives_back_fifteen(marta, item):
    found = racing.together(*each_on_a_day_of_its_own(marta, item))

    assert total() == Decimal(150)
    assert refused_for(found, "a_hundred_and_fifty_euros_a_month") == 5


def test_of_twenty_times_five_euros_a_day_gives_back_two(marta, item):
    found = racing.together(*[ask(marta, item, amount=5)] * MANY)

    assert total() == Decimal(10)
    assert refused_for(found, "ten_euros_a_day") == 18


def test_without_the_lock_on_the_volunteer_more_would_be_given_back(marta, item):
    racing.without_words("volunteers_take_expense", "FOR NO KEY UPDATE")

    with transaction.atomic():
        expenses.claim(marta, item, amount=10)
        racing.elsewhere(ask(marta, item, amount=10))

    assert total() == Decimal(20)

"""The questions written by hand answer as those of everybody else do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from laboratories import hot
from laboratories.eligibility import people_for
from laboratories.models import Party
from networking.models import Guardianship
from networking.rules import ADULT_AGE, years_before
from tests import factories

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
# Days from today, as it is when the test runs: how a tie begins and ends, and how long after coming of age one was born.
TIES = {
    "in force": ({}, DAY),
    "of who is of age today": ({}, 0 * DAY),
    "of who has no birth date": ({}, None),
    "for somebody who is of age": ({"kind": Guardianship.Kind.SUPPORT}, 0 * DAY),
    "until today": ({"starts_on": -30 * DAY, "ends_on": 0 * DAY}, DAY),
    "until tomorrow": ({"starts_on": -30 * DAY, "ends_on": DAY}, DAY),
    "from tomorrow": ({"starts_on": DAY}, DAY),
    "without booking": ({"can_book": False}, DAY),
}


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def mother(django_user_model):
    user = django_user_model.objects.create(email="mamma@example.org")
    return factories.human("Anna Rossi", account=user)


@pytest.mark.parametrize(("fields", "younger_by"), TIES.values(), ids=TIES)
def test_by_hand_as_by_the_rule(mother, today, fields, younger_by):
    of_age = years_before(today, ADULT_AGE)
    child = factories.human("Lia Rossi", birth_date=None if younger_by is None else of_age + younger_by)
    days = {name: today + value if isinstance(value, timedelta) else value for name, value in fields.items()}
    factories.tie(mother, child, **days)
    ids = [child.pk, mother.pk, factories.human("Ugo Neri").pk]

    found = hot.bookable_by(mother.account, ids, day=today)

    by_rule = people_for(mother.account, Party.Door.WEB).filter(pk__in=ids, may_book=True)
    assert {each.pk for each in found} == {each.pk for each in by_rule}


def test_oneself_is_found_only_where_one_asks_for_it(mother, today, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert hot.bookable_by(mother.account, [], day=today) == []
        assert mother.account.person == mother


def test_what_is_sealed_is_not_read(mother, today):
    (found,) = hot.bookable_by(mother.account, [mother.pk], day=today)

    assert {"needs", "codice_fiscale"} <= found.get_deferred_fields()

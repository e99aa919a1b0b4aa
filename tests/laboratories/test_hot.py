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
TODAY = timezone.localdate()
OF_AGE = years_before(TODAY, ADULT_AGE)
DAY = timedelta(days=1)
TIES = {
    "in force": ({}, OF_AGE + DAY),
    "of who is of age today": ({}, OF_AGE),
    "of who has no birth date": ({}, None),
    "for somebody who is of age": ({"kind": Guardianship.Kind.SUPPORT}, OF_AGE),
    "until today": ({"starts_on": TODAY - DAY * 30, "ends_on": TODAY}, OF_AGE + DAY),
    "until tomorrow": ({"starts_on": TODAY - DAY * 30, "ends_on": TODAY + DAY}, OF_AGE + DAY),
    "from tomorrow": ({"starts_on": TODAY + DAY}, OF_AGE + DAY),
    "without booking": ({"can_book": False}, OF_AGE + DAY),
}


@pytest.fixture
def mother(django_user_model):
    user = django_user_model.objects.create(email="mamma@example.org")
    return factories.human("Anna Rossi", account=user)


@pytest.mark.parametrize(("fields", "birth_date"), TIES.values(), ids=TIES)
def test_by_hand_as_by_the_rule(mother, fields, birth_date):
    child = factories.human("Lia Rossi", birth_date=birth_date)
    factories.tie(mother, child, **fields)
    ids = [child.pk, mother.pk, factories.human("Ugo Neri").pk]

    found = hot.bookable_by(mother.account, ids, day=TODAY)

    by_rule = people_for(mother.account, Party.Door.WEB).filter(pk__in=ids, may_book=True)
    assert {each.pk for each in found} == {each.pk for each in by_rule}


def test_oneself_is_found_only_where_one_asks_for_it(mother, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert hot.bookable_by(mother.account, [], day=TODAY) == []
        assert mother.account.person == mother


def test_what_is_sealed_is_not_read(mother):
    (found,) = hot.bookable_by(mother.account, [mother.pk], day=TODAY)

    assert {"needs", "codice_fiscale"} <= found.get_deferred_fields()

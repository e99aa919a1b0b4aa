"""LR-V12: a certificate of more than six months ago is too old for a first turn, and only for that."""

from datetime import date

import pytest

from tests import volunteering
from volunteers.eligibility import refusals_of

pytestmark = pytest.mark.django_db
TOO_LATE = date(2026, 12, 1)


@pytest.fixture
def volunteer():
    made = volunteering.able()
    volunteering.credential(made, "clearance", first_use_by=TOO_LATE)
    return made


@pytest.fixture
def kind():
    return volunteering.kind(needed=["clearance"])


def codes(volunteer, turn):
    return [each["code"] for each in refusals_of([volunteer], turn).get(volunteer.pk, [])]


def test_too_old_for_a_first_turn(volunteer, norcia, kind):
    assert codes(volunteer, volunteering.request(norcia, kind=kind, local_date=TOO_LATE)) == [
        "credential_missing"
    ]
    assert codes(volunteer, volunteering.request(norcia, kind=kind, local_date=date(2026, 11, 30))) == []


def test_good_for_who_has_begun_in_time(volunteer, norcia, kind):
    volunteering.assign(volunteer, volunteering.request(norcia, kind=kind, local_date=date(2026, 11, 27)))

    assert codes(volunteer, volunteering.request(norcia, kind=kind, local_date=date(2026, 12, 10))) == []


def test_a_turn_that_did_not_ask_for_it_is_no_beginning(volunteer, norcia, kind):
    volunteering.assign(volunteer, volunteering.request(norcia, local_date=date(2026, 11, 27)))

    turn = volunteering.request(norcia, kind=kind, local_date=date(2026, 12, 10))
    assert codes(volunteer, turn) == ["credential_missing"]

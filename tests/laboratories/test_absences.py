"""«Oggi non viene»: who may say so, and until when it is worth saying."""

from datetime import date, timedelta

import pytest

from laboratories import absences
from laboratories.models import Session
from networking.models import RoleKind
from tests import activities, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def someone(norcia):
    return factories.person("luca@example.org", RoleKind.CITIZEN, lives_in=norcia)


@pytest.fixture
def row(someone, norcia):
    activities.booking(activities.cycle(norcia), someone.person)
    return activities.presences().select_related("session").get()


def tell(row, by, **when):
    moment = when.get("now", row.session.starts_at)
    return absences.tell(row.pk, reason="illness", by=by, now=moment)


@pytest.mark.parametrize(
    ("born", "may"), [(date(2008, 12, 3), False), (date(2008, 12, 2), True), (None, True)]
)
def test_of_oneself_says_who_is_of_age_that_day(row, someone, born, may):
    someone.person.birth_date = born
    someone.person.save()
    row = activities.presences().select_related("person", "session").get()

    assert absences.may_tell(row, someone, now=row.session.starts_at) is may


def test_until_the_end_of_the_session_and_not_after(row, someone):
    tell(row, someone, now=row.session.ends_at - timedelta(seconds=1))

    with pytest.raises(absences.AbsenceError, match="non serve avvisare"):
        tell(row, someone, now=row.session.ends_at)


def test_of_what_is_called_off_nobody_needs_to_say(row, someone):
    Session.objects.update(cancelled_at=factories.LONG_AGO)

    with pytest.raises(absences.AbsenceError, match="non serve avvisare"):
        tell(row, someone)


def test_what_the_register_says_is_not_told_over(row, someone):
    activities.presences().update(mark="absent", marked_at=row.session.starts_at)

    with pytest.raises(absences.AbsenceError, match="già segnato"):
        tell(row, someone)


def test_never_of_somebody_else(row, citizen, operator_of_zone_6):
    for stranger in (citizen, operator_of_zone_6):
        with pytest.raises(absences.AbsenceError, match="chi può prenotare"):
            tell(row, stranger)
    assert activities.presences().get().absence_told_at is None

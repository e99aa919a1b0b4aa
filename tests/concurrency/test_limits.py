"""Several forms for the same child in the same instant: no more than a year gives."""

from datetime import date, datetime
from threading import Barrier
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from laboratories import booking
from networking.models import Comune
from tests import activities, factories
from tests.concurrency.racing import together

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=ZoneInfo("Europe/Rome"))
PATIENCE, FORMS = 30, 4


@pytest.fixture
def norcia(transactional_db):
    return Comune.objects.get(slug="norcia")


@pytest.fixture
def mother(norcia):
    return factories.person("madre@example.org", "guardian")


@pytest.fixture
def sara(mother):
    return factories.child_of(mother, "Sara Vagni")


def cycles(norcia, **fields):
    """As many of one activity as forms that are sent, each on its own day."""
    activity = activities.activity(**fields)
    return [
        activities.cycle(norcia, activity=activity, first_day=date(2026, 12, 1 + n)) for n in range(FORMS)
    ]


def forms(cycles, by, child):
    return [
        lambda cycle=cycle: booking.book(cycle=cycle, people=[child.pk], by=by, key=uuid4().hex, now=NOW)
        for cycle in cycles
    ]


def count_together(monkeypatch):
    """Nobody goes on before everybody has counted a first time."""
    counted, checked = Barrier(FORMS), booking.refusals_of

    def check(*args, **options):
        found = checked(*args, **options)
        counted.wait(PATIENCE)
        return found

    monkeypatch.setattr(booking, "refusals_of", check)


def test_several_forms_at_once_have_no_more_than_a_year_gives(norcia, mother, sara, monkeypatch):
    wanted = cycles(norcia, yearly_limit=2)
    count_together(monkeypatch)

    found = together(*forms(wanted, mother, sara))

    told = [str(each) for each in found if isinstance(each, booking.BookingRefusedError)]
    assert told == ["Si fa al massimo 2 l'anno: Sara è già al limite."] * 2
    assert activities.bookings().count() == 2


def test_without_counting_again_each_would_find_the_year_not_yet_used(norcia, mother, sara, monkeypatch):
    wanted = cycles(norcia, yearly_limit=2)
    count_together(monkeypatch)
    monkeypatch.setattr(booking, "_hold_to_the_limit", lambda *_args: None)

    together(*forms(wanted, mother, sara))

    assert activities.bookings().count() == FORMS


def test_where_there_is_no_limit_nothing_more_is_asked(norcia, mother, sara):
    [free, *_others], [limited, *_more] = cycles(norcia), cycles(norcia, yearly_limit=1)
    asked = []
    for cycle, day in ((free, 8), (limited, 9)):
        cycle.sessions.update(local_date=date(2026, 12, day))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            forms([cycle], mother, sara)[0]()
        asked.append(len(queries))

    assert asked[1] - asked[0] == 3

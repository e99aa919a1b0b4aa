"""More reasons for a «no» than `test_booking.py` has room for: each check of the form and of who may ask."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.utils import timezone

from laboratories import booking, placing
from laboratories.models.bookings import MOST_IN_A_PARTY
from laboratories.rules import Refusal, share_out
from networking.models import RoleKind
from tests import activities, factories

pytestmark = pytest.mark.django_db
DESK = "desk"


@pytest.fixture
def mother(norcia):
    return factories.person("mamma@example.org", "guardian", full_name="Maria Rossi", lives_in=norcia)


@pytest.fixture
def sara(mother, norcia):
    return factories.child_of(mother, "Sara Rossi", comune=norcia)


@pytest.fixture
def reasons(mother, now):
    """Why a form is refused."""

    def ask(cycle, *people, by=mother, **options):
        ids = [person.pk for person in people]
        with pytest.raises(booking.BookingRefusedError) as refused:
            booking.book(cycle=cycle, people=ids, by=by, key=uuid4().hex, now=now, **options)
        return [each.reason for each in refused.value.refusals]

    return ask


def test_a_draft_is_booked_by_nobody(norcia, sara, reasons, operator_of_zone_6):
    draft = activities.cycle(norcia, published_at=None)
    hidden = activities.cycle(norcia, activity=activities.activity(published_at=None))

    for cycle in (draft, hidden):
        assert reasons(cycle, sara) == [Refusal.NOT_PUBLISHED]
        assert reasons(cycle, sara, by=operator_of_zone_6, door=DESK) == [Refusal.NOT_PUBLISHED]


def test_a_draft_has_no_page(client, norcia):
    draft = activities.cycle(norcia, published_at=None)
    hidden = activities.cycle(norcia, activity=activities.activity(published_at=None))

    assert client.get(activities.cycle(norcia).get_booking_url()).status_code == 200
    for cycle in (draft, hidden):
        assert client.get(cycle.get_booking_url()).status_code == 404


@pytest.mark.parametrize(
    ("sizes", "free", "waiting", "fates"),
    [
        ([1, 2, 1], 3, 0, [True, True, False]),
        ([2, 1], 1, 0, [False, False]),
        ([1, 1], 5, 1, [False, False]),
        ([1, 3, 1], 3, 0, [True, False, False]),
    ],
)
def test_who_has_places_nobody_overtaking(sizes, free, waiting, fates):
    assert share_out(sizes, free=free, waiting=waiting) == fates


def test_a_form_with_nobody_with_too_many_or_without_a_session(norcia, mother, reasons):
    crowd = [factories.child_of(mother) for _each in range(MOST_IN_A_PARTY + 1)]

    assert reasons(activities.cycle(norcia)) == [Refusal.NOBODY_CHOSEN]
    assert reasons(activities.cycle(norcia, places=20), *crowd) == [Refusal.TOO_MANY]
    assert reasons(activities.cycle(norcia, unit="session"), crowd[0]) == [Refusal.NOTHING_CHOSEN]


def test_of_chosen_sessions_one_that_began_or_was_cancelled_refuses_them_all(norcia, sara, reasons, now):
    cycle = activities.cycle(norcia, unit="session", sessions=3)
    begun, cancelled, coming = cycle.sessions.all()
    activities.session(cycle, local_date=timezone.localdate(now))
    cycle.sessions.filter(pk=begun.pk).update(local_date=date(2026, 11, 18))
    cycle.sessions.filter(pk=cancelled.pk).update(cancelled_at=now)

    assert reasons(cycle, sara, sessions=[begun.pk, coming.pk]) == [Refusal.STARTED]
    assert reasons(cycle, sara, sessions=[cancelled.pk, coming.pk]) == [Refusal.CALLED_OFF]


def test_a_session_of_another_cycle_is_no_session_of_this(norcia, sara, reasons):
    cycle, other = (activities.cycle(norcia, unit="session") for _each in range(2))
    here, there = cycle.sessions.get(), other.sessions.get()

    assert reasons(cycle, sara, sessions=[here.pk, there.pk]) == [Refusal.STARTED]


def test_who_is_under_age_does_not_book_alone(norcia, reasons):
    young = factories.person("ragazzo@example.org", RoleKind.CITIZEN)
    young.person.birth_date = date(2010, 1, 1)
    young.person.save()

    assert reasons(activities.cycle(norcia), young.person, by=young) == [Refusal.UNDER_AGE]


def test_without_a_class_written_nobody_knows_it(norcia, sara, reasons):
    cycle = activities.cycle(norcia, activity=activities.activity(min_grade=1, max_grade=3))

    assert reasons(cycle, sara) == [Refusal.GRADE_MISSING]


def test_the_desk_books_for_nobody_of_another_territory(norcia, foligno, reasons, operator_of_zone_6):
    stranger = factories.human("Nina Bianchi", comune=foligno)

    assert reasons(activities.cycle(norcia), stranger, by=operator_of_zone_6, door=DESK) == [Refusal.NO_RIGHT]


def test_the_desk_still_adds_somebody_when_the_portal_has_closed(
    norcia, sara, operator_of_zone_6, reasons, now
):
    cycle = activities.cycle(norcia, enrol_closes_at=now)

    assert reasons(cycle, sara) == [Refusal.CLOSED]
    assert booking.book(
        cycle=cycle, people=[sara.pk], by=operator_of_zone_6, key=uuid4().hex, now=now, door=DESK
    ).parties


def test_sessions_of_one_form_count_towards_the_year_together(norcia, sara, reasons):
    activity = activities.activity(yearly_limit=1)
    cycle = activities.cycle(norcia, unit="session", sessions=2, activity=activity)

    assert reasons(cycle, sara, sessions=[each.pk for each in cycle.sessions.all()]) == [Refusal.YEARLY_LIMIT]


def test_a_promise_nobody_thought_of_is_an_error(norcia, sara, mother, now, monkeypatch):
    """What the database refuses without our knowing why is no «no» to a family, and goes round in no circle."""
    monkeypatch.setattr(placing.Group, "state", "nessuno")

    with pytest.raises(IntegrityError) as refused:
        booking.book(cycle=activities.cycle(norcia), people=[sara.pk], by=mother, key="k", now=now)

    assert refused.value.__cause__ is not refused.value
    assert not activities.bookings().exists()

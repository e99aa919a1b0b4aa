"""Sessions in people's calendars: the family's and those one leads; called off they stay; never a name nor a need."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from laboratories import calendars, cancelling, family, schools
from laboratories.models import Schooling
from laboratories.pages import fridge
from networking.models import RoleKind
from tests import activities, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def mother(norcia):
    return factories.person("madre@example.org", RoleKind.GUARDIAN, full_name="Marta Vagni", lives_in=norcia)


@pytest.fixture
def child(mother, norcia):
    return factories.child_of(mother, "Ada Vagni", comune=norcia, needs="Allergica alle noci")


@pytest.fixture
def cycle(norcia):
    return activities.cycle(norcia, first_day=timezone.localdate() + timedelta(days=7))


def events(person):
    return list(calendars.sessions_of(person, now=timezone.now()))


def test_the_familys_sessions_are_there_without_names_or_needs(mother, child, cycle):
    activities.booking(cycle, child)

    [event] = events(mother.person)

    assert (event.status, event.sequence) == ("CONFIRMED", 0)
    assert "Ada" not in str(event)
    assert "noci" not in str(event)


def test_siblings_at_one_session_are_one_event(mother, child, norcia, cycle):
    for person in (child, factories.child_of(mother, comune=norcia)):
        activities.booking(cycle, person)

    assert len(events(mother.person)) == 1


@pytest.mark.parametrize("state", ["waiting", "offered", "declined"])
def test_what_is_not_confirmed_is_not_there(mother, child, cycle, state):
    activities.booking(cycle, child, state=state)

    assert events(mother.person) == []


def test_given_back_is_called_off_and_booked_again_is_believed(mother, child, cycle):
    booking = activities.booking(cycle, child)
    cancelling.cancel([booking.pk], by=mother, now=timezone.now())
    [gone] = events(mother.person)
    activities.booking(cycle, child)
    [back] = events(mother.person)

    assert (gone.status, back.status) == ("CANCELLED", "CONFIRMED")
    assert 0 < gone.sequence < back.sequence


def test_a_session_called_off_or_moved_says_so(mother, child, cycle):
    activities.booking(cycle, child)
    session = cycle.sessions.get()
    session.cancelled_at = timezone.now()
    session.save()

    [event] = events(mother.person)

    assert (event.status, event.sequence) == ("CANCELLED", 1)


def test_who_leads_has_it_in_their_calendar_and_no_booking_of_others(mother, child, cycle):
    leader = factories.human("Elsa Educatrice")
    activities.leads(leader, cycle.sessions.get())
    activities.booking(activities.cycle(cycle.venue, first_day=date(2027, 3, 3)), child)

    assert [event.uid for event in events(leader)] == [f"incontro-{cycle.sessions.get().pk}"]


def test_asvs_8_2_2_a_guardian_no_longer_in_force_has_nothing(mother, child, cycle, norcia):
    activities.booking(cycle, child)
    other = factories.person("padre@example.org", RoleKind.GUARDIAN)
    factories.tie(other.person, child, ends_on=timezone.localdate())

    assert events(other.person) == []


@pytest.mark.parametrize("rows", [1, 25])
def test_questions_do_not_grow_with_the_sessions(mother, child, norcia, rows, django_assert_max_num_queries):
    first = timezone.localdate() + timedelta(days=1)
    for number in range(rows):
        activities.booking(activities.cycle(norcia, first_day=first + timedelta(days=number)), child)

    with django_assert_max_num_queries(6):
        assert len(events(mother.person)) == rows


# --- the sheet and the words ---


def test_the_month_has_the_familys_days_with_first_names(mother, child, norcia):
    activities.booking(activities.cycle(norcia, first_day=date(2026, 12, 2)), child)
    rows = family.presences_between(mother, date(2026, 12, 1), date(2026, 12, 31))

    weeks = fridge.weeks_of(date(2026, 12, 1), rows)

    [square] = [square for week in weeks for square in week if square.entries]
    assert (square.day, square.entries[0].names) == (date(2026, 12, 2), "Ada")
    assert all(len(week) == 7 for week in weeks)


def test_the_sheet_has_nobody_elses_days(mother, norcia):
    stranger = factories.human(comune=norcia)
    activities.booking(activities.cycle(norcia, first_day=date(2026, 12, 2)), stranger)

    assert family.presences_between(mother, date(2026, 12, 1), date(2026, 12, 31)) == []


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-25", "terza primaria, sezione B · De Gasperi"),
        ("2027-09-01", "quarta primaria · De Gasperi"),
        ("2029-10-01", "prima media"),
        ("2038-10-01", "ha finito la scuola"),
    ],
)
def test_a_class_is_read_as_it_is_on_the_day(day, said):
    row = Schooling(grade=3, section="B", school_name="De Gasperi", year="2026/27")

    assert schools.said(row, day=factories.day(day)) == said


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(minutes=20), "manca meno di un'ora"),
        (timedelta(hours=1), "manca 1 ora"),
        (timedelta(hours=30), "mancano 30 ore"),
        (timedelta(days=3), "entro sabato 28 novembre alle 10:00"),
    ],
)
def test_the_time_that_is_left_is_said_in_words(now, left, said):
    assert said in family.time_left(now + left, now=now)

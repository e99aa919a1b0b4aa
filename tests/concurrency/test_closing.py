"""Two operators who close the same comune in the same instant, and families who book meanwhile."""

from datetime import date, datetime
from threading import Event
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from laboratories import booking
from laboratories.models import Closure, ClosureEffect, Session
from laboratories.notices import closures as notices
from laboratories.rules import Refusal
from laboratories.timetable import closing, jobs, reopening
from networking.models import Comune, RoleKind, Zone
from tests import activities, database, factories
from tests.concurrency.racing import meanwhile, together, until_somebody_waits

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 12, 2, 7, 0, tzinfo=ZoneInfo("Europe/Rome"))
SNOW = date(2026, 12, 2)
PATIENCE = 30


@pytest.fixture
def norcia(transactional_db):
    return Comune.objects.get(slug="norcia")


def operator(name):
    zone = Zone.objects.get(number=6)
    return factories.person(f"{name}@example.org", RoleKind.DESK_OPERATOR, zone=zone)


def pressing(by, comune, *, key="", days=(SNOW, SNOW)):
    """The button, pressed."""
    first, last = days

    def press():
        closure = Closure(comune=comune, first_day=first, last_day=last, reason="weather")
        return jobs.close(closure, by=by, now=NOW, move=False, key=key)

    return press


def told():
    return list(factories.notices().filter(kind=notices.CLOSED).values_list("person", flat=True))


def test_two_operators_at_once_close_once_and_each_family_is_told_once(norcia):
    families = [factories.human(email=f"f{number}@example.org") for number in range(5)]
    for family in families:
        activities.booking(activities.cycle(norcia), family)

    found = together(*(pressing(operator(f"operatrice{number}"), norcia) for number in range(2)))

    [late] = [each for each in found if isinstance(each, closing.AlreadyClosedError)]
    assert late.closure == Closure.objects.get()
    assert ClosureEffect.objects.count() == len(families)
    assert sorted(told()) == sorted(family.pk for family in families)


def test_without_the_promise_of_the_database_two_would_be_written(norcia):
    """The same race without the index: the test above could fail."""
    press = [pressing(operator(f"operatrice{number}"), norcia) for number in range(2)]
    database.as_owner("DROP INDEX closed_once", [])

    together(*press)

    assert Closure.objects.count() == 2


def test_the_same_form_from_two_lines_closes_once(norcia):
    activities.booking(activities.cycle(norcia))
    press = pressing(operator("operatrice"), norcia, key=uuid4().hex)

    together(press, press)

    assert Closure.objects.count() == 1
    assert len(told()) == 1


def test_closures_that_overlap_tell_each_family_once_of_each_meeting(norcia):
    activities.booking(activities.cycle(norcia))
    days = [(SNOW, SNOW), (SNOW, date(2026, 12, 4))]

    together(*(pressing(operator(f"operatrice{n}"), norcia, days=each) for n, each in enumerate(days)))

    assert Closure.objects.count() == 2
    assert ClosureEffect.objects.count() == 1
    assert len(told()) == 1


@pytest.fixture
def slow_closing(monkeypatch):
    """A closure that has called everything off and waits to end; `go_on` lets it."""
    is_off, go_on = Event(), Event()
    tell = notices.tell_of_closure

    def slowly(*arguments, **options):
        is_off.set()
        go_on.wait(PATIENCE)
        return tell(*arguments, **options)

    monkeypatch.setattr(notices, "tell_of_closure", slowly)
    return is_off, go_on


def booking_of(session, mother, child):
    return lambda: booking.book(
        cycle=session.cycle, people=[child.pk], sessions=[session.pk], by=mother, now=NOW, key=uuid4().hex
    )


def test_who_books_while_it_closes_is_refused_and_told_why(norcia, slow_closing):
    is_off, go_on = slow_closing
    session = activities.cycle(norcia, unit="session").sessions.select_related("cycle").get()
    mother = factories.person("madre@example.org", "guardian")
    child = factories.child_of(mother, "Sara Rossi")
    ended = meanwhile(pressing(operator("operatrice"), norcia))
    assert is_off.wait(PATIENCE)

    found = meanwhile(booking_of(session, mother, child))
    until_somebody_waits()
    go_on.set()

    ended()
    refused = found()
    assert isinstance(refused, booking.BookingRefusedError)
    assert [each.reason for each in refused.refusals] == [Refusal.CALLED_OFF]
    assert not activities.bookings().exists()


def test_who_booked_just_before_is_told(norcia):
    session = activities.cycle(norcia, unit="session").sessions.select_related("cycle").get()
    mother = factories.person("madre@example.org", "guardian")
    child = factories.child_of(mother, "Sara Rossi")

    together(booking_of(session, mother, child), pressing(operator("operatrice"), norcia))

    has_place = activities.bookings().filter(state="confirmed").exists()
    assert told() == ([mother.person.pk] if has_place else [])
    assert not activities.presences().expected().exists()


def test_two_who_reopen_at_once_reopen_once(norcia):
    activities.booking(activities.cycle(norcia))
    by = operator("operatrice")
    closure = pressing(by, norcia)()
    factories.notices().update(composed_at=NOW)

    found = together(*[lambda: reopening.reopen(closure, by=by, now=NOW)] * 2)

    assert sum(isinstance(each, reopening.NothingToReopenError) for each in found) == 1
    assert Session.objects.get().sequence == 2
    assert factories.notices().filter(kind=notices.REOPENED).count() == 1

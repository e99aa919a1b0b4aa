"""Opening again after a closure: what comes back, what does not and why, and everybody told."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from laboratories.models import Closure, ClosureEffect, Session
from laboratories.notices import closures as notices
from laboratories.queue import waiting
from laboratories.timetable import calling_off, closing, reopening
from networking.models import Fact, Notice
from networking.outbox.kinds import kind_of
from tests import activities, factories

pytestmark = pytest.mark.django_db
SNOW = date(2026, 12, 2)


@pytest.fixture
def now():
    return datetime(2026, 12, 2, 7, 0, tzinfo=ZoneInfo("Europe/Rome"))


@pytest.fixture
def closed(operator_of_zone_6, norcia, now):
    """To close Norcia for snow, or another place."""

    def close(*, move=False, **where):
        closure = Closure(first_day=SNOW, last_day=SNOW, reason="weather", **(where or {"comune": norcia}))
        closing.close(closure, by=operator_of_zone_6, now=now, move=move)
        return closure

    return close


@pytest.fixture
def later(now):
    return now + timedelta(hours=2)


def words_of(person, kind, now):
    notice = factories.notices().get(person=person, kind=kind)
    return kind_of(kind).compose(notice, now)


def why_of(session):
    return ClosureEffect.objects.get(session=session).why_not_restored


def test_what_was_called_off_is_held_again_with_everybody_who_had_a_place(
    operator_of_zone_6, norcia, closed, later
):
    cycle = activities.cycle(norcia)
    activities.booking(cycle)
    closure = closed()

    done = reopening.reopen(closure, by=operator_of_zone_6, now=later)

    session = Session.objects.get()
    assert [each.session for each in done.back] == [session]
    assert (session.cancelled_at, session.cancelled_because) == (None, "")
    assert activities.presences().expected().filter(session=session).exists()


def test_it_is_ended_and_not_deleted(operator_of_zone_6, norcia, closed, later):
    closure = closed()

    reopening.reopen(closure, by=operator_of_zone_6, now=later)

    closure.refresh_from_db()
    assert (closure.ended_at, closure.ended_by) == (later, operator_of_zone_6)
    assert not Closure.objects.in_force().exists()


def test_families_and_staff_are_told_and_the_floors_above_find_facts(
    operator_of_zone_6, norcia, closed, later
):
    cycle = activities.cycle(norcia)
    family, leader = factories.human(email="f@example.org"), factories.human(email="l@example.org")
    activities.booking(cycle, family)
    activities.leads(leader, cycle.sessions.get())
    closure = closed()
    factories.notices().update(composed_at=later)

    reopening.reopen(closure, by=operator_of_zone_6, now=later)

    told = factories.notices().filter(kind=notices.REOPENED)
    assert set(told.values_list("person", flat=True)) == {family.pk, leader.pk}
    facts = dict(Fact.objects.filter(happened_at=later).values_list("kind", "about"))
    assert facts == {
        "laboratories.session_held_again": str(cycle.sessions.get().pk),
        "laboratories.reopening": str(closure.pk),
    }


def test_the_words_put_the_date_back_on_the_calendar(operator_of_zone_6, norcia, closed, now, later):
    cycle, family = activities.cycle(norcia), factories.human(email="f@example.org")
    activities.booking(cycle, family)
    closure = closed()
    factories.notices().update(composed_at=now)
    reopening.reopen(closure, by=operator_of_zone_6, now=later)

    said = words_of(family, notices.REOPENED, later)

    assert said.subject == f"Si tiene: {cycle.activity}"
    assert "STATUS:CONFIRMED" in said.calendar
    assert "SEQUENCE:2" in said.calendar


def test_who_has_not_heard_that_it_was_closed_is_left_in_peace(operator_of_zone_6, norcia, closed, later):
    activities.booking(activities.cycle(norcia), factories.human(phone="+390743828711"))
    closure = closed()

    reopening.reopen(closure, by=operator_of_zone_6, now=later)

    told = factories.notices().get()
    assert (told.kind, told.state) == (notices.CLOSED, Notice.State.WITHDRAWN)


def test_what_was_being_told_just_then_is_not_contradicted(operator_of_zone_6, norcia, closed, later):
    family = factories.human(email="f@example.org")
    activities.booking(activities.cycle(norcia), family)
    closure = closed()
    factories.notices().update(state="sending", holder=uuid4(), lease_until=later)

    reopening.reopen(closure, by=operator_of_zone_6, now=later)

    assert words_of(family, notices.CLOSED, later) is None
    assert words_of(family, notices.REOPENED, later) is None


def test_who_has_not_heard_still_hears_of_what_was_moved(operator_of_zone_6, norcia, closed, later):
    venue, family = activities.venue(norcia), factories.human(email="f@example.org")
    busy = activities.room(venue)
    moved, off = activities.cycle(venue), activities.cycle(venue, room=busy)
    takers = activities.cycle(venue, room=busy, first_day=SNOW + timedelta(days=1))
    for number in range(2, 29):
        activities.session(takers, local_date=SNOW + timedelta(days=number))
    activities.booking(moved, family)
    activities.leads(family, off.sessions.get())
    closure = closed(move=True, venue=venue)

    reopening.reopen(closure, by=operator_of_zone_6, now=later)

    assert words_of(family, notices.CLOSED, later).subject == f"Cambia giorno: {moved.activity}"


def test_where_the_room_was_taken_meanwhile_it_stays_called_off(operator_of_zone_6, norcia, closed, later):
    venue = activities.venue(norcia)
    room = activities.room(venue)
    session = activities.cycle(venue, room=room).sessions.get()
    closure = closed(venue=venue)
    activities.cycle(venue, room=room)

    done = reopening.reopen(closure, by=operator_of_zone_6, now=later)

    assert (done.back, [each.session for each in done.left]) == ((), [session])
    assert why_of(session) == "la sala è già occupata"


def test_where_who_leads_is_elsewhere_it_stays_called_off(operator_of_zone_6, norcia, cascia, closed, later):
    session, leader = activities.cycle(norcia).sessions.get(), factories.human()
    activities.leads(leader, session)
    closure = closed()
    activities.leads(leader, activities.cycle(cascia).sessions.get())

    reopening.reopen(closure, by=operator_of_zone_6, now=later)

    assert why_of(session) == "chi conduce è già in un altro incontro"


def test_what_has_begun_meanwhile_stays_called_off(operator_of_zone_6, norcia, closed, later):
    session = activities.cycle(norcia, local_start=time(8), local_end=time(8, 30)).sessions.get()
    closure = closed()

    reopening.reopen(closure, by=operator_of_zone_6, now=later)

    assert why_of(session) == "l'ora è già passata"


def test_what_somebody_has_called_off_for_good_stays_so(operator_of_zone_6, norcia, closed, now, later):
    cycle = activities.cycle(norcia)
    closure = closed()
    calling_off.call_off(cycle.pk, because="Pochi iscritti", by=operator_of_zone_6, now=now)

    reopening.reopen(closure, by=operator_of_zone_6, now=later)

    assert why_of(cycle.sessions.get()) == "intanto è stato annullato tutto il ciclo"


def test_closed_for_two_reasons_it_comes_back_with_the_last(operator_of_zone_6, norcia, closed, later):
    venue = activities.venue(norcia)
    session = activities.cycle(venue).sessions.get()
    snow, works = closed(), closed(venue=venue)

    first = reopening.reopen(snow, by=operator_of_zone_6, now=later)
    last = reopening.reopen(works, by=operator_of_zone_6, now=later)

    assert first.left[0].why_not_restored == "è chiuso anche per un altro motivo: maltempo"
    assert [each.session for each in last.back] == [session]


def test_what_was_moved_stays_where_it_is(operator_of_zone_6, norcia, closed, later):
    session = activities.cycle(norcia).sessions.get()
    closure = closed(move=True)

    done = reopening.reopen(closure, by=operator_of_zone_6, now=later)

    session.refresh_from_db()
    assert (done.back, done.left) == ((), ())
    assert session.local_date == date(2026, 12, 9)


def test_who_waited_waits_again_in_the_same_turn(operator_of_zone_6, norcia, closed, later):
    cycle = activities.cycle(norcia, unit="session", places=1)
    session = cycle.sessions.get()
    activities.booking(session)
    first, second = (activities.booking(session, state="waiting") for _turn in range(2))
    closure = closed()
    assert activities.seats(session).waiting == 0

    reopening.reopen(closure, by=operator_of_zone_6, now=later)

    assert list(activities.bookings().waiting()) == [first, second]
    assert activities.seats(session).waiting == 2


def test_a_queue_closed_twice_is_told_twice(operator_of_zone_6, norcia, closed, now, later):
    session = activities.cycle(norcia, unit="session", places=1).sessions.get()
    activities.booking(session)
    activities.booking(session, state="waiting")
    reopening.reopen(closed(), by=operator_of_zone_6, now=later)
    Session.objects.update(cancelled_at=later)

    waiting.close_queues(now=later + timedelta(hours=1))

    assert factories.notices().filter(kind="laboratories.queue_closed").count() == 2


def test_reopened_once_there_is_nothing_more_to_reopen(operator_of_zone_6, norcia, closed, later):
    closure = closed()
    reopening.reopen(closure, by=operator_of_zone_6, now=later)

    with pytest.raises(reopening.NothingToReopenError):
        reopening.reopen(closure, by=operator_of_zone_6, now=later)


def test_never_by_somebody_of_another_territory(operator_of_zone_8, norcia, closed, later):
    activities.cycle(norcia)
    closure = closed()

    with pytest.raises(closing.NotYoursError):
        reopening.reopen(closure, by=operator_of_zone_8, now=later)
    assert not Session.objects.taking_place().exists()
    assert not Notice.objects.for_everyone(reason="prova").filter(kind=notices.REOPENED).exists()

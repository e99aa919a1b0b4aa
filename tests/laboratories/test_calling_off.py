"""Calling off a whole cycle: no place and no queue is left, and everybody knows why."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from laboratories.models import Cycle, Session
from laboratories.notices import planning as notices
from laboratories.notices import waiting as of_the_queue
from laboratories.queue import emptying, waiting
from laboratories.timetable import calling_off
from networking.models import Fact, Notice, RoleKind
from networking.outbox.kinds import kind_of
from tests import activities, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(norcia):
    """Three Wednesdays from 2 December, in a room, led by Anna."""
    venue = activities.venue(norcia)
    made = activities.cycle(venue, sessions=3, room=activities.room(venue))
    for session in made.sessions.all():
        activities.leads(factories.human("Anna Bianchi"), session)
    return made


@pytest.fixture
def call_off(cycle, operator_of_zone_6, now):
    return lambda **options: calling_off.call_off(
        cycle.pk, **{"because": "Pochi iscritti", "by": operator_of_zone_6, "now": now, **options}
    )


def told():
    rows = factories.notices().filter(kind=notices.CALLED_OFF).select_related("person")
    return [each.person for each in rows]


def states():
    return set(activities.bookings().values_list("state", flat=True))


def test_every_place_ends_and_rooms_and_staff_are_free(call_off, cycle):
    for state in ("confirmed", "offered", "waiting"):
        activities.booking(cycle, state=state)

    call_off()

    seats = activities.seats(cycle)
    assert (states(), seats.taken, seats.waiting) == ({"cancelled_staff"}, 0, 0)
    assert not Session.objects.filter(room_uses__is_active=True).exists()
    assert not cycle.sessions.filter(staff__is_active=True).exists()
    assert not activities.presences().expected().exists()


def test_everybody_is_told_once(call_off, cycle, citizen):
    child, father = (
        factories.child_of(citizen),
        factories.person("padre@example.org", RoleKind.GUARDIAN).person,
    )
    factories.tie(father, child)
    activities.booking(cycle, child, party=activities.party(citizen.person))
    activities.booking(cycle, citizen.person, party=activities.party(citizen.person))
    offered, queued = factories.human(), factories.human()
    activities.booking(cycle, offered, state="offered")
    activities.booking(cycle, queued, state="waiting")

    call_off()

    families = [person for person in told() if person.given_name != "Anna"]
    assert len(families) == 4
    assert set(families) == {citizen.person, father, offered, queued}


def test_the_words_say_why_and_take_every_date_off_the_calendar(call_off, cycle, citizen, now):
    activities.booking(cycle, citizen.person)

    call_off()

    notice = factories.notices().get(kind=notices.CALLED_OFF, person=citizen.person)
    words = kind_of(notice.kind).compose(notice, now)
    assert "Perché: Pochi iscritti." in words.paragraphs
    assert words.calendar.count("STATUS:CANCELLED") == 3
    assert len(words.short) <= 160


def test_an_offer_that_has_not_left_yet_never_leaves(call_off, cycle, now):
    party = activities.booking(cycle, state="offered").party
    of_the_queue.tell_of_offer(
        party, factories.human(email="e@example.org"), end=now + timedelta(days=1), is_rush=False, now=now
    )

    call_off()

    offers = factories.notices().filter(kind=of_the_queue.OFFERED)
    assert set(offers.values_list("state", flat=True)) == {Notice.State.WITHDRAWN}


def test_what_was_held_stays_as_it_was(call_off, cycle):
    activities.booking(cycle, factories.human())
    after_the_first = datetime(2026, 12, 3, 9, tzinfo=ZoneInfo("Europe/Rome"))

    call_off(now=after_the_first)

    held = cycle.sessions.get(cancelled_at=None)
    assert held.local_date == date(2026, 12, 2)
    assert activities.presences().expected().get().session == held


def test_who_came_to_one_session_alone_has_been_there(norcia, operator_of_zone_6):
    cycle = activities.cycle(norcia, sessions=2, unit="session")
    past, to_come = (activities.booking(each) for each in cycle.sessions.order_by("starts_at"))
    after_the_first = datetime(2026, 12, 3, 9, tzinfo=ZoneInfo("Europe/Rome"))

    calling_off.call_off(cycle.pk, because="x", by=operator_of_zone_6, now=after_the_first)

    past.refresh_from_db()
    to_come.refresh_from_db()
    assert (past.state, to_come.state) == ("confirmed", "cancelled_staff")
    assert told() == [to_come.person]


def test_the_floors_above_find_the_cycle_and_each_session(call_off, cycle):
    call_off()

    kinds = list(Fact.objects.values_list("kind", flat=True))
    assert kinds.count("laboratories.session_cancelled") == 3
    assert kinds.count("laboratories.cycle_called_off") == 1


def test_never_somebody_elses_cycle_nor_twice(call_off, cycle, operator_of_zone_8):
    with pytest.raises(calling_off.CallingOffError):
        call_off(by=operator_of_zone_8)
    call_off()
    with pytest.raises(calling_off.CallingOffError):
        call_off(because="Ancora")

    assert Cycle.objects.get(pk=cycle.pk).called_off_because == "Pochi iscritti"


def test_who_booked_in_that_very_instant_is_told_within_the_minute(call_off, cycle, now):
    call_off()
    late = activities.booking(cycle)

    waiting.look_after(now=now + timedelta(minutes=1))

    assert late.person in told()
    assert states() == {"cancelled_staff"}
    assert emptying.late_comers(now=now + timedelta(minutes=2)) == 0

"""Moving one session, and calling one off: who has a place is told, and nothing is ever in two places."""

from datetime import date, time

import pytest

from laboratories.models import Session
from laboratories.notices import planning as notices
from laboratories.timetable import moving
from laboratories.timetable.clashes import When
from networking.models import Fact, RoleKind
from networking.outbox.kinds import kind_of
from tests import activities, factories

pytestmark = pytest.mark.django_db
TO = When(date(2026, 12, 4), time(16), time(17))


@pytest.fixture
def cycle(norcia):
    """In a room, on Wednesday 2 December at five, led by Anna."""
    venue = activities.venue(norcia)
    made = activities.cycle(venue, room=activities.room(venue))
    activities.leads(factories.human("Anna Bianchi"), made.sessions.get())
    return made


@pytest.fixture
def session(cycle):
    return cycle.sessions.get()


@pytest.fixture
def mother(citizen):
    return citizen.person


@pytest.fixture
def move(session, operator_of_zone_6, now):
    return lambda to=TO, **options: moving.move(
        session.pk, to, **{"room": session.room, "by": operator_of_zone_6, "now": now, **options}
    )


@pytest.fixture
def call_off(session, operator_of_zone_6, now):
    return lambda **options: moving.call_off(
        session.pk, **{"because": "Anna sta male", "by": operator_of_zone_6, "now": now, **options}
    )


def told(kind):
    rows = factories.notices().filter(kind=kind).select_related("person")
    return {each.person for each in rows}


def said(kind, person, now):
    notice = factories.notices().get(kind=kind, person=person)
    return kind_of(kind).compose(notice, now)


def refusal(act, **options):
    with pytest.raises(moving.PlanningError) as refused:
        act(**options)
    return refused.value.field, refused.value.sentence


def test_room_staff_and_who_is_expected_follow_a_session(move, session, mother):
    activities.booking(session.cycle, mother)

    move()

    held = Session.objects.get(pk=session.pk)
    spans = [held.room_uses.get().during, held.staff.get().during, activities.presences().get().during]
    assert {each.lower for each in spans} == {held.starts_at}
    assert (held.local_date, held.local_start, held.sequence) == (date(2026, 12, 4), time(16), 1)


def test_everybody_is_told_from_which_day_to_which(move, session, mother, now):
    activities.booking(session.cycle, mother)

    move()

    words = said(notices.MOVED, mother, now)
    assert told(notices.MOVED) == {mother, session.staff.get().person}
    assert "di mercoledì 2 dicembre è spostato: ora è venerdì 4 dicembre 2026" in words.paragraphs[0]
    assert "SEQUENCE:1" in words.calendar
    assert Fact.objects.get(kind="laboratories.session_moved").data["was_on"] == "2026-12-02"


def test_the_other_guardian_who_signs_in_is_told_too(move, session, citizen, mother):
    child = factories.child_of(citizen)
    father = factories.person("padre@example.org", RoleKind.GUARDIAN).person
    factories.tie(father, child)
    activities.booking(session.cycle, child, party=activities.party(mother))

    move()

    assert {mother, father} < told(notices.MOVED)


def test_saved_as_it_was_nobody_is_told(move, session):
    move(When(session.local_date, session.local_start, session.local_end))

    assert not factories.notices().exists()
    assert not Fact.objects.exists()


def test_who_has_the_room_is_said_and_nothing_moves(move, session):
    other = activities.cycle(session.cycle.venue, room=session.room, first_day=TO.day, local_start=time(15))

    field, sentence = refusal(move)

    assert field == "room"
    assert str(other) in sentence
    assert "venerdì 4 dicembre, 15:00–18:30" in sentence
    assert Session.objects.get(pk=session.pk).sequence == 0


def test_half_a_hall_is_in_the_way_of_the_whole(move, session):
    venue = session.cycle.venue
    hall, half = activities.room(venue, "a", "b"), activities.room(venue, "a")
    activities.cycle(venue, room=half, first_day=TO.day, local_start=time(15))

    assert refusal(move, room=hall)[0] == "room"


def test_where_who_leads_already_is_is_said(move, session, cascia):
    other = activities.cycle(cascia, first_day=TO.day, local_start=time(15))
    activities.leads(session.staff.get().person, other.sessions.get())

    field, sentence = refusal(move)

    assert field == "local_date"
    assert sentence.startswith(f"Anna Bianchi è già a «{other}», ")
    assert "Cascia" in sentence


@pytest.mark.parametrize(
    ("field", "to"),
    [
        ("local_end", When(date(2026, 12, 4), time(16), time(16))),
        ("local_date", When(date(2026, 11, 24), time(16), time(17))),
    ],
)
def test_neither_backwards_nor_into_the_past(move, field, to):
    assert refusal(move, to=to)[0] == field


def test_only_into_a_room_of_that_place_that_holds_all_the_places(move, session, norcia):
    elsewhere = activities.room(activities.venue(norcia))
    small = activities.room(session.cycle.venue, most_people=9)

    assert refusal(move, room=elsewhere) == ("room", "Questa sala è in un altro spazio.")
    assert "al massimo in 9" in refusal(move, room=small)[1]


@pytest.mark.parametrize("act", ["move", "call_off"])
def test_never_somebody_elses_session(act, request, session, operator_of_zone_8):
    field, sentence = refusal(request.getfixturevalue(act), by=operator_of_zone_8)

    assert (field, sentence) == (None, "Questo incontro non è dove programmi tu.")
    assert Session.objects.get(pk=session.pk).sequence == 0


@pytest.mark.parametrize("act", ["move", "call_off"])
def test_what_is_off_already_does_not_change(act, request, session, now):
    Session.objects.filter(pk=session.pk).update(cancelled_at=now)

    assert refusal(request.getfixturevalue(act))[0] is None


def test_called_off_it_says_why_and_takes_the_date_off_the_calendar(call_off, session, mother, now):
    activities.booking(session.cycle, mother)

    call_off()

    words = said(notices.CANCELLED, mother, now)
    assert "Perché: Anna sta male." in words.paragraphs
    assert "STATUS:CANCELLED" in words.calendar
    assert not activities.presences().expected().exists()
    assert activities.bookings().get().state == "confirmed"


def test_booked_by_itself_its_places_and_its_queue_end(call_off, session, mother, now):
    session.cycle.unit = "session"
    session.cycle.places = 1
    session.cycle.save()
    session.refresh_from_db()
    waiting = factories.human()
    activities.booking(session, mother)
    activities.booking(session, waiting, state="waiting")

    call_off()

    assert {mother, waiting} < told(notices.CANCELLED)
    assert set(activities.bookings().values_list("state", flat=True)) == {"cancelled_staff"}
    assert (activities.seats(session).taken, activities.seats(session).waiting) == (0, 0)

"""Closing for snow: sessions called off or moved in one act, and everybody told."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from laboratories.models import Closure, ClosureEffect, Session
from laboratories.notices import closures as notices
from laboratories.timetable import closing
from networking.models import Fact
from networking.outbox.kinds import kind_of
from tests import activities, factories

pytestmark = pytest.mark.django_db
SNOW = date(2026, 12, 2)


@pytest.fixture
def now():
    return datetime(2026, 12, 2, 7, 0, tzinfo=ZoneInfo("Europe/Rome"))


def closure(**where):
    return Closure(first_day=SNOW, last_day=SNOW, reason="weather", **where)


def close(by, now, *, move=False, **where):
    return closing.close(closure(**where), by=by, now=now, move=move)


def told():
    """To whom what was told, by kind."""
    rows = factories.notices().filter(kind__in=(notices.CLOSED, notices.REOPENED))
    return {(each.kind, each.person) for each in rows.select_related("person")}


def words_of(notice, now):
    """What a notice says when it leaves now; None when it is withdrawn."""
    return kind_of(notice.kind).compose(notice, now)


def test_only_what_is_there_on_those_days_is_called_off(operator_of_zone_6, norcia, cascia, now):
    here, other_day, elsewhere = (
        activities.cycle(norcia),
        activities.cycle(norcia, first_day=date(2026, 12, 3)),
        activities.cycle(cascia),
    )

    outcome = close(operator_of_zone_6, now, comune=norcia)

    assert [each.cycle for each in outcome.cancelled] == [here]
    held = Session.objects.taking_place().values_list("cycle", flat=True)
    assert set(held) == {other_day.pk, elsewhere.pk}


@pytest.mark.parametrize("unit", ["cycle", "session"])
def test_each_person_counts_once_however_many_meetings_are_closed(norcia, unit):
    cycle, person = activities.cycle(norcia, sessions=3, unit=unit), factories.human()
    asked = [cycle] if unit == "cycle" else cycle.sessions.select_related("cycle")[:2]
    for each in asked:
        activities.booking(each, person)
    activities.booking(asked[0])

    assert closing.people_in(cycle.sessions.all()) == 2


def test_what_has_already_been_held_stays(operator_of_zone_6, norcia, now):
    activities.cycle(norcia, local_start=time(5), local_end=time(6))

    assert close(operator_of_zone_6, now, comune=norcia).cancelled == ()


def test_a_closed_half_closes_the_whole_hall_and_not_the_other_half(operator_of_zone_6, norcia, now):
    venue = activities.venue(norcia)
    hall, half, other = (activities.room(venue, *parts) for parts in (["a", "b"], ["a"], ["b"]))
    in_hall = activities.cycle(venue, room=hall)
    activities.cycle(venue, room=other, local_start=time(9), local_end=time(10))

    assert [each.cycle for each in close(operator_of_zone_6, now, room=half).cancelled] == [in_hall]


def test_families_and_who_leads_are_told_and_the_floors_above_find_a_fact(operator_of_zone_6, norcia, now):
    cycle = activities.cycle(norcia)
    session, guardian, leader = (
        cycle.sessions.get(),
        factories.human(email="g@example.org"),
        factories.human(),
    )
    activities.booking(cycle, factories.child_of(guardian), party=activities.party(guardian))
    activities.booking(cycle, factories.human(), state="cancelled_family")
    activities.leads(leader, session)

    close(operator_of_zone_6, now, comune=norcia)

    assert told() == {(notices.CLOSED, guardian), (notices.CLOSED, leader)}
    assert set(Fact.objects.values_list("kind", flat=True)) == {
        "laboratories.session_cancelled",
        "laboratories.closure",
    }
    assert activities.presences().expected().count() == 0


def test_the_words_say_why_and_take_the_date_off_the_calendar(operator_of_zone_6, norcia, now):
    cycle = activities.cycle(norcia)
    guardian = factories.human(email="g@example.org")
    activities.booking(cycle, factories.human(), party=activities.party(guardian))
    closing.close(
        Closure(comune=norcia, first_day=SNOW, last_day=SNOW, reason="weather", note="Neve sulla strada"),
        by=operator_of_zone_6,
        now=now,
        move=False,
    )

    said = words_of(factories.notices().get(kind=notices.CLOSED), now)

    assert "Neve sulla strada" in " ".join(said.paragraphs)
    assert "STATUS:CANCELLED" in said.calendar
    assert "SEQUENCE:1" in said.calendar


def test_moved_to_the_next_free_day_with_everybody_who_has_a_place(operator_of_zone_6, norcia, now):
    cycle = activities.cycle(norcia, sessions=2)
    guardian = factories.human(email="g@example.org")
    activities.booking(cycle, factories.child_of(guardian), party=activities.party(guardian))

    outcome = close(operator_of_zone_6, now, comune=norcia, move=True)

    moved = outcome.moved[0]
    assert (outcome.cancelled, moved.local_date) == ((), date(2026, 12, 16))
    assert told() == {(notices.CLOSED, guardian)}
    assert Fact.objects.get(kind="laboratories.session_moved").data == {"was_on": "2026-12-02"}
    assert activities.presences().expected().get(session=moved).during.lower == moved.starts_at


def test_who_has_something_else_on_the_new_day_is_told_so(operator_of_zone_6, norcia, cascia, now):
    cycle = activities.cycle(norcia)
    guardian, child = factories.human(email="g@example.org"), factories.human("Sara Rossi")
    activities.booking(cycle, child, party=activities.party(guardian))
    activities.booking(activities.cycle(cascia, first_day=date(2026, 12, 9)), child)

    close(operator_of_zone_6, now, comune=norcia, move=True)

    said = words_of(factories.notices().get(kind=notices.CLOSED), now)
    assert "A quell'ora Sara ha già un'altra attività" in " ".join(said.paragraphs)


def test_where_the_room_is_taken_the_day_after_is_tried(operator_of_zone_6, norcia, now):
    venue = activities.venue(norcia)
    room = activities.room(venue)
    activities.cycle(venue, room=room)
    activities.cycle(venue, room=room, first_day=date(2026, 12, 9))

    [moved] = close(operator_of_zone_6, now, comune=norcia, move=True).moved

    assert moved.local_date == date(2026, 12, 16)


def test_where_no_day_is_free_it_is_called_off_and_says_why(operator_of_zone_6, norcia, now):
    venue = activities.venue(norcia)
    room, day = activities.room(venue), date(2026, 12, 3)
    activities.cycle(venue, room=room)
    takers = activities.cycle(venue, room=room, first_day=day)
    for number in range(1, 28):
        activities.session(takers, local_date=day + timedelta(days=number))

    [lost] = close(operator_of_zone_6, now, comune=norcia, move=True).cancelled

    why = ClosureEffect.objects.get(session=lost).why_not_moved
    assert why == "la sala è già occupata, fino al 16 dicembre"


def test_what_changed_again_before_it_left_is_not_told(operator_of_zone_6, norcia, now):
    cycle = activities.cycle(norcia)
    activities.booking(
        cycle, factories.human(), party=activities.party(factories.human(email="g@example.org"))
    )
    close(operator_of_zone_6, now, comune=norcia)
    Session.objects.update(cancelled_at=None)

    assert words_of(factories.notices().get(kind=notices.CLOSED), now) is None


@pytest.mark.parametrize("where", ["comune", "venue", "room", "everything"])
def test_never_beyond_ones_own_territory(operator_of_zone_8, norcia, now, where):
    venue = activities.venue(norcia)
    room = activities.room(venue)
    activities.cycle(venue, room=room)
    places = {
        "comune": {"comune": norcia},
        "venue": {"venue": venue},
        "room": {"room": room},
        "everything": {},
    }

    with pytest.raises(closing.NotYoursError):
        close(operator_of_zone_8, now, **places[where])
    assert Session.objects.taking_place().count() == 1
    assert not Closure.objects.exists()

"""Whom a closure concerns: each of them is told once, of all that is theirs."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from laboratories.models import Closure
from laboratories.notices import closures as notices
from laboratories.timetable import closing
from networking.outbox.kinds import kind_of
from tests import activities, factories

pytestmark = pytest.mark.django_db
SNOW = date(2026, 12, 2)


@pytest.fixture
def now():
    return datetime(2026, 12, 2, 7, 0, tzinfo=ZoneInfo("Europe/Rome"))


@pytest.fixture
def close(operator_of_zone_6, norcia, now):
    def closing_norcia(*, days=1, move=False):
        closure = Closure(
            comune=norcia, first_day=SNOW, last_day=SNOW + timedelta(days=days - 1), reason="weather"
        )
        return closing.close(closure, by=operator_of_zone_6, now=now, move=move)

    return closing_norcia


@pytest.fixture
def family(norcia):
    """A mother who books, a father with a log-in, a grandmother without, and their child."""
    mother, father = (factories.person(f"{name}@example.org", "guardian") for name in ("madre", "padre"))
    child = factories.child_of(mother, "Sara Rossi")
    grandmother = factories.human("Nonna Rossi")
    for other in (father.person, grandmother):
        factories.tie(other, child)
    return mother.person, father.person, grandmother, child


def told():
    return sorted(each.person.pk for each in factories.notices().filter(kind=notices.CLOSED))


def words_of(person, now):
    return kind_of(notices.CLOSED).compose(factories.notices().get(person=person, kind=notices.CLOSED), now)


def test_the_other_who_answers_and_has_a_log_in_is_told_too(norcia, family, close):
    mother, father, _grandmother, child = family
    activities.booking(activities.cycle(norcia), child, party=activities.party(mother))

    close()

    assert told() == sorted([mother.pk, father.pk])


def test_booked_by_nobody_in_writing_all_who_answer_are_told(norcia, family, close):
    *guardians, child = family
    activities.booking(activities.cycle(norcia), child, party=activities.party(None))

    close()

    assert told() == sorted(each.pk for each in guardians)


@pytest.mark.parametrize(("collects", "is_told"), [(True, True), (False, False)])
def test_who_may_neither_book_nor_collect_does_not_learn_where_the_child_is(
    norcia, family, close, collects, is_told
):
    mother, father, _grandmother, child = family
    uncle = factories.person("zio@example.org", "guardian").person
    factories.tie(uncle, child, can_book=False, can_collect=collects)
    activities.booking(activities.cycle(norcia), child, party=activities.party(mother))

    close()

    assert told() == sorted([mother.pk, father.pk, *([uncle.pk] if is_told else [])])


def test_a_guardian_whose_tie_has_ended_is_told_nothing(norcia, family, close):
    mother, _father, _grandmother, child = family
    uncle = factories.person("zio@example.org", "guardian").person
    factories.tie(uncle, child, ends_on=date(2026, 12, 1), **factories.proof())
    activities.booking(activities.cycle(norcia), child, party=activities.party(mother))

    close()

    assert uncle.pk not in told()


@pytest.mark.parametrize("state", ["waiting", "offered"])
def test_who_waits_for_the_whole_cycle_is_told_of_the_meeting(norcia, close, state):
    cycle, person = activities.cycle(norcia, sessions=2), factories.human(email="a@example.org")
    activities.booking(cycle, person, state=state)

    close()

    assert told() == [person.pk]


def test_who_waits_for_that_meeting_alone_hears_once_that_the_queue_is_over(norcia, close):
    session = activities.cycle(norcia, unit="session").sessions.get()
    activities.booking(session, state="waiting")

    close()

    assert list(factories.notices().values_list("kind", flat=True)) == ["laboratories.queue_closed"]
    assert activities.bookings().get().state == "cancelled_staff"


def test_three_meetings_are_one_notice_that_names_them(norcia, family, close, now):
    mother, _father, _grandmother, child = family
    cycles = [activities.cycle(norcia, first_day=SNOW + timedelta(days=number)) for number in range(3)]
    for cycle in cycles:
        activities.booking(cycle, child, party=activities.party(mother))

    close(days=3)
    said = words_of(mother, now)

    assert said.subject == "È chiuso: cambiano 3 incontri"
    assert all(any(str(cycle.activity) in line for line in said.paragraphs) for cycle in cycles)
    assert said.calendar.count("STATUS:CANCELLED") == 3
    assert len(said.short) <= 160


def test_each_reads_only_of_their_own(norcia, close, now):
    one, other = (activities.cycle(norcia) for _number in range(2))
    person = factories.human(email="a@example.org")
    activities.booking(one, person)
    activities.booking(other)

    close()

    assert str(other.activity) not in " ".join(words_of(person, now).paragraphs)


@pytest.fixture
def stuck(norcia):
    """A cycle whose room is taken on every other day."""
    room = activities.room(activities.venue(norcia))
    made = activities.cycle(room.venue, room=room)
    takers = activities.cycle(room.venue, room=room, first_day=SNOW + timedelta(days=1))
    for number in range(2, 29):
        activities.session(takers, local_date=SNOW + timedelta(days=number))
    return made


def test_one_moved_and_one_called_off_are_both_said(norcia, close, stuck, now):
    leader, person = (factories.human(email=f"{name}@example.org") for name in "lp")
    activities.booking(activities.cycle(norcia), person)
    for each in (leader, person):
        activities.leads(each, stuck.sessions.get())

    close(move=True)
    said = words_of(person, now)

    assert said.subject == "È chiuso: cambiano 2 incontri"
    assert "1 incontro annullato e 1 spostato" in said.short
    assert words_of(leader, now).subject == f"Annullato: {stuck.activity}"


def test_a_letter_is_not_sent_where_it_would_come_after_the_first_meeting(now):
    soon, far = now + timedelta(days=1), now + timedelta(days=20)

    assert notices.expires_at([soon, far], now=now) < now + timedelta(days=7)
    assert notices.expires_at([far], now=now) == far

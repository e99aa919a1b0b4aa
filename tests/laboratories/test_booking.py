"""Asking for places: who has them, who waits, and why not."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from laboratories import booking, placing
from laboratories.models import Party
from networking.models import Fact, Guardianship, Notice
from tests import activities, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def mother(norcia):
    return factories.person("mamma@example.org", "guardian", full_name="Maria Rossi", lives_in=norcia)


@pytest.fixture
def sara(mother, norcia):
    return factories.child_of(mother, "Sara Rossi", comune=norcia)


@pytest.fixture
def ali(mother, norcia):
    return factories.child_of(mother, "Ali Rossi", comune=norcia, birth_date=date(2019, 5, 1))


def ask(cycle, *people, by, now, **options):
    """A form that asks for places, from the portal."""
    values = {"key": uuid4().hex, "booker": by.person, **options}
    return booking.book(cycle=cycle, people=[each.pk for each in people], by=by, now=now, **values)


def refused(*words):
    """A refusal whose sentence has `words` in it, in this order."""
    return pytest.raises(booking.BookingRefusedError, match=".*".join(words))


def states():
    return list(activities.bookings().order_by("ticket").values_list("state", flat=True))


# --- places ---


def test_a_mother_books_two_children_at_once(norcia, mother, sara, ali, now):
    cycle = activities.cycle(norcia, sessions=3)

    made = ask(cycle, sara, ali, by=mother, now=now)

    party = Party.objects.for_everyone(reason="prova").get(pk=made.parties[0])
    assert (party.size, party.booker, states()) == (2, mother.person, ["confirmed", "confirmed"])
    assert activities.presences().expected().count() == 6
    assert activities.seats(cycle).taken == 2


def test_together_or_not_at_all(norcia, mother, sara, ali, now):
    ask(activities.cycle(norcia, places=1), sara, ali, by=mother, now=now)

    assert states() == ["waiting", "waiting"]


def test_separately_each_has_their_own_fate(norcia, mother, sara, ali, now):
    made = ask(activities.cycle(norcia, places=1), sara, ali, by=mother, now=now, together=False)

    assert (len(made.parties), states()) == (2, ["confirmed", "waiting"])


def test_who_comes_when_others_wait_waits_behind_them(norcia, mother, sara, now):
    cycle = activities.cycle(norcia, places=2)
    activities.booking(cycle, state="waiting")

    ask(cycle, sara, by=mother, now=now)

    assert states() == ["waiting", "waiting"]


def test_who_wants_places_or_nothing_gets_nothing_when_it_is_full(norcia, mother, sara, now):
    cycle = activities.cycle(norcia, places=1)
    activities.booking(cycle)

    with pytest.raises(booking.FullError):
        ask(cycle, sara, by=mother, now=now, only_places=True)
    assert states() == ["confirmed"]


def test_each_session_is_booked_by_itself(norcia, mother, sara, now):
    cycle = activities.cycle(norcia, sessions=3, unit="session", places=1)
    first, second, _third = cycle.sessions.all()
    activities.booking(second)

    made = ask(cycle, sara, by=mother, now=now, sessions=[first.pk, second.pk])

    assert (len(made.parties), states()) == (2, ["confirmed", "confirmed", "waiting"])


def test_the_same_form_twice_is_one_booking(norcia, mother, sara, now):
    cycle, key = activities.cycle(norcia, places=1), uuid4().hex
    first = ask(cycle, sara, by=mother, now=now, key=key)

    again = ask(cycle, sara, by=mother, now=now, key=key, only_places=True)

    assert (again.parties, again.is_repeat, states()) == (first.parties, True, ["confirmed"])


def test_who_finds_every_place_taken_again_stops_hoping_and_waits(norcia, mother, sara, now, monkeypatch):
    cycle, look, hopes = activities.cycle(norcia, places=1), placing._share_out, []
    activities.booking(cycle)

    def hopeful(groups, form, *, without_hope):
        look(groups, form, without_hope=without_hope)
        hopes.append(not without_hope)
        assert len(hopes) < 9
        groups[0].is_placed = not without_hope

    monkeypatch.setattr(placing, "_share_out", hopeful)
    ask(cycle, sara, by=mother, now=now)

    assert (hopes, states()) == ([True, True, True, False], ["confirmed", "waiting"])


def test_a_code_that_somebody_has_is_drawn_again(norcia, mother, sara, now, monkeypatch):
    codes = iter(["AAAAAA", "AAAAAA", "CCCCCC"])
    monkeypatch.setattr(placing, "draw_code", lambda: next(codes))

    for person in (sara, mother.person):
        ask(activities.cycle(norcia), person, by=mother, now=now)

    taken = Party.objects.for_everyone(reason="prova").values_list("code", flat=True)
    assert (set(taken), states()) == ({"AAAAAA", "CCCCCC"}, ["confirmed", "confirmed"])


def test_the_desk_can_pass_the_queue_and_it_is_written_down(norcia, operator_of_zone_6, sara, now):
    cycle = activities.cycle(norcia, places=2)
    activities.booking(cycle, state="waiting")

    ask(cycle, sara, by=operator_of_zone_6, now=now, door="desk", over_the_queue=True)

    assert states() == ["waiting", "confirmed"]
    assert Fact.objects.get(kind="laboratories.queue_overtaken")


# --- why not ---


def test_too_young_on_the_day_of_the_first_session(norcia, mother, now):
    sara = factories.child_of(mother, "Sara Rossi", birth_date=date(2021, 3, 15))
    activity = activities.activity(min_age=6, max_age=10)
    cycle = activities.cycle(norcia, activity=activity, first_day=date(2027, 3, 14))

    with refused("dai 6 ai 10 anni", "il 14 marzo Sara ne avrà 5"):
        ask(cycle, sara, by=mother, now=now)


def test_age_is_that_of_each_session(norcia, mother, now):
    sara = factories.child_of(mother, "Sara Rossi", birth_date=date(2020, 12, 9))
    cycle = activities.cycle(norcia, sessions=2, unit="session", activity=activities.activity(min_age=6))
    before, birthday = cycle.sessions.all()

    with refused("il 2 dicembre"):
        ask(cycle, sara, by=mother, now=now, sessions=[before.pk, birthday.pk])
    assert ask(cycle, sara, by=mother, now=now, sessions=[birthday.pk]).parties


def test_too_old(norcia, mother, now):
    cycle = activities.cycle(norcia, activity=activities.activity(max_age=8))

    with refused("al massimo 8 anni", "ne avrà 9"):
        ask(cycle, factories.child_of(mother), by=mother, now=now)


def test_without_a_birth_date_nobody_knows_the_age(norcia, mother, now):
    cycle = activities.cycle(norcia, activity=activities.activity(min_age=60))

    with refused("Maria"):
        ask(cycle, mother.person, by=mother, now=now)


def test_the_class_is_that_of_this_year(norcia, mother, sara, now):
    activity = activities.activity(min_grade=1, max_grade=3)
    activities.schooling(sara, grade=2, year="2024/25")

    with refused("terza primaria", "quarta primaria"):
        ask(activities.cycle(norcia, activity=activity), sara, by=mother, now=now)


def test_before_it_opens_and_after_it_closes(norcia, mother, sara, now):
    early = activities.cycle(norcia, enrol_opens_at=now + timedelta(days=1))
    late = activities.cycle(norcia, enrol_closes_at=now)

    with refused("il 26 novembre alle 10:00"):
        ask(early, sara, by=mother, now=now)
    with refused("25 novembre"):
        ask(late, sara, by=mother, now=now)


def test_what_was_called_off_or_is_over_cannot_be_booked(norcia, mother, sara, now):
    off = activities.cycle(norcia, called_off_at=now, called_off_because="maltempo")
    over = activities.cycle(norcia, first_day=date(2026, 11, 18), enrol_closes_at=now + timedelta(days=9))

    with refused("maltempo"):
        ask(off, sara, by=mother, now=now)
    with refused("già cominciato"):
        ask(over, sara, by=mother, now=now)


def test_never_for_somebody_elses_child(norcia, mother, now):
    stranger = factories.human("Nina Bianchi")

    with refused("questa persona"):
        ask(activities.cycle(norcia), stranger, by=mother, now=now)


def test_who_answers_without_the_right_to_book_cannot(norcia, mother, now):
    child = factories.human("Sara Rossi", birth_date=date(2017, 5, 1))
    factories.tie(mother.person, child, can_book=False)

    with refused("Sara"):
        ask(activities.cycle(norcia), child, by=mother, now=now)


def test_a_right_that_has_ended_is_no_right(norcia, mother, sara, now):
    ties = Guardianship.objects.for_everyone(reason="prova").filter(child=sara)
    ties.update(ends_on=timezone.localdate(), **factories.proof())

    with refused("Non puoi prenotare"):
        ask(activities.cycle(norcia), sara, by=mother, now=now)


def test_no_more_than_a_year_gives(norcia, mother, sara, now):
    activity = activities.activity(yearly_limit=1)
    ask(activities.cycle(norcia, activity=activity), sara, by=mother, now=now)
    other = activities.cycle(norcia, activity=activity, local_start=time(9), local_end=time(10))

    with refused("al massimo 1"):
        ask(other, sara, by=mother, now=now)


def test_the_next_school_year_counts_anew(norcia, mother, sara, now):
    activity = activities.activity(yearly_limit=1)
    ask(activities.cycle(norcia, activity=activity), sara, by=mother, now=now)

    assert ask(
        activities.cycle(norcia, activity=activity, first_day=date(2027, 9, 1)), sara, by=mother, now=now
    )


def test_a_child_booked_by_the_other_parent_is_not_booked_twice(norcia, mother, sara, now):
    father = factories.person("babbo@example.org", "guardian")
    factories.tie(father.person, sara)
    cycle = activities.cycle(norcia)
    ask(cycle, sara, by=father, now=now)

    with refused("Sara", "un altro adulto della famiglia"):
        ask(cycle, sara, by=mother, now=now)


def test_nobody_is_in_two_places_at_once(norcia, mother, sara, ali, now):
    ask(activities.cycle(norcia, activity=activities.activity(title="Teatro")), sara, by=mother, now=now)
    other = activities.cycle(norcia)

    with refused("Sara", "Teatro"):
        ask(other, sara, ali, by=mother, now=now)
    assert activities.seats(other).taken == 0


# --- what is told ---


def test_one_notice_for_what_one_has_and_one_for_what_one_waits_for(norcia, mother, sara, ali, now):
    ask(activities.cycle(norcia, places=1), sara, ali, by=mother, now=now, together=False)

    told = Notice.objects.for_everyone(reason="prova").values_list("kind", "person")
    assert set(told) == {
        ("laboratories.booking_confirmed", mother.person.pk),
        ("laboratories.booking_queued", mother.person.pk),
    }


def test_a_refused_form_tells_nothing(norcia, mother, sara, now):
    cycle = activities.cycle(norcia, enrol_closes_at=now)

    with refused("Le prenotazioni sono chiuse"):
        ask(cycle, sara, by=mother, now=now)
    assert not Notice.objects.for_everyone(reason="prova").exists()

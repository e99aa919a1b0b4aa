"""Who hears of a child's sessions: whoever answers for them today, and nobody else, also when it was they who booked."""

from datetime import UTC, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from laboratories import concerned
from laboratories.notices import booking as booked
from laboratories.notices import dates, planning, registers, waiting
from laboratories.notices.booking import tell_of_cancelling
from networking.models import Guardianship
from networking.outbox.kinds import kind_of
from tests import activities, factories

pytestmark = pytest.mark.django_db


def offer(booking, _cycle, mother, now):
    end = now + timedelta(hours=3)
    activities.bookings().filter(pk=booking.pk).update(
        state="offered", offered_at=now, confirmed_at=None, offer_expires_at=end
    )
    waiting.tell_of_offer(booking.party, mother, end=end, is_rush=False, now=now)


def ask_back(booking, _cycle, _mother, now):
    now = now.astimezone(UTC)
    activities.bookings().filter(pk=booking.pk).update(asked_back_at=now)
    booking.asked_back_at = now
    registers.ask_back(booking, now=now)


def confirm(booking, _cycle, mother, now):
    group = SimpleNamespace(party=booking.party_id, is_placed=True)
    booked.tell_of_booking("x", mother, [group], now=now)


TELL = {
    "moved": lambda _b, cycle, _m, now: planning.tell_of_session(
        planning.MOVED, cycle.sessions.get(), now=now
    ),
    "added": lambda _b, cycle, _m, now: dates.tell_of_added(cycle, list(cycle.sessions.all()), now=now),
    "offered": offer,
    "asked_back": ask_back,
    "confirmed": confirm,
}


@pytest.fixture
def family(norcia):
    """A child with two parents, booked by the first."""
    mother, father = factories.human("Marta Vagni"), factories.human("Luca Vagni")
    child = factories.human("Bianca Vagni", birth_date=factories.day("2018-03-04"))
    for parent in (mother, father):
        factories.tie(parent, child)
    cycle = activities.cycle(norcia)
    booking = activities.booking(cycle, child, party=activities.party(mother))
    return mother, father, child, cycle, booking


def ties(guardian):
    return Guardianship.objects.for_everyone(reason="una prova").filter(guardian=guardian)


def limited(guardian, **rights):
    tie = ties(guardian).get()
    for name, value in rights.items():
        setattr(tie, name, value)
    factories.document().write_on(tie)
    tie.save()


def told(cycle):
    return set(concerned.people_of(list(cycle.sessions.all()), now=timezone.now()))


def test_who_booked_hears_while_they_answer(family):
    mother, _father, _child, cycle, _booking = family

    assert told(cycle) == {mother}


def test_whose_tie_has_ended_no_longer_hears_of_what_they_booked(family):
    mother, father, _child, cycle, _booking = family
    limited(mother, ends_on=timezone.localdate())

    assert told(cycle) == {father}


def test_who_only_fetches_still_hears_that_it_is_called_off(family):
    mother, _father, _child, cycle, _booking = family
    limited(mother, can_book=False)

    assert told(cycle) == {mother}


def test_who_may_do_neither_hears_nothing(family):
    mother, father, _child, cycle, _booking = family
    limited(mother, can_book=False, can_collect=False)

    assert told(cycle) == {father}


def test_the_sessions_of_who_booked_are_no_longer_theirs(family):
    mother, _father, _child, cycle, _booking = family
    sessions = list(cycle.sessions.all())
    assert concerned.sessions_of(mother, sessions, now=timezone.now()) == {each.pk for each in sessions}

    limited(mother, ends_on=timezone.localdate())

    assert concerned.sessions_of(mother, sessions, now=timezone.now()) == set()


@pytest.mark.parametrize("rights", [{"can_book": False}, {"ends_on": None}])
def test_what_must_be_answered_goes_to_who_may_book_today(family, rights):
    mother, father, child, _cycle, booking = family
    if "ends_on" in rights:
        rights = {"ends_on": timezone.localdate()}
    assert concerned.who_is_told(booking.party, child, now=timezone.now()) == mother

    limited(mother, **rights)

    assert concerned.who_is_told(booking.party, child, now=timezone.now()) == father


def test_a_cancelling_is_told_to_who_hears_today(family):
    mother, father, child, _cycle, booking = family
    limited(mother, ends_on=timezone.localdate())

    tell_of_cancelling([booking], now=timezone.now())

    notice = factories.notices().get()
    assert (notice.person, notice.concerns) == (father, child)


def test_an_adult_books_for_themselves_and_hears(norcia):
    adult = factories.human(birth_date=factories.day("1950-01-01"))
    cycle = activities.cycle(norcia)
    activities.booking(cycle, adult, party=activities.party(adult))

    assert told(cycle) == {adult}


def test_who_is_of_age_by_now_hears_for_themselves(norcia):
    today = timezone.localdate()
    mother = factories.human()
    grown = factories.human(birth_date=today.replace(year=today.year - 18) - timedelta(days=1))
    factories.tie(mother, grown, ends_on=today)
    cycle = activities.cycle(norcia)
    activities.booking(cycle, grown, party=activities.party(mother))

    assert told(cycle) == {grown}


def test_who_booked_from_a_desk_and_answers_for_nobody_is_told_nothing(operator_of_zone_6, norcia):
    mother, child = factories.human(), factories.human(birth_date=factories.day("2018-03-04"))
    factories.tie(mother, child)
    cycle = activities.cycle(norcia)
    booking = activities.booking(cycle, child, party=activities.party(operator_of_zone_6.person))

    assert told(cycle) == {mother}
    assert concerned.who_is_told(booking.party, child, now=timezone.now()) == mother


def test_a_child_who_has_nobody_left_is_on_the_list_of_what_was_not_delivered(family, now):
    mother, father, child, cycle, _booking = family
    for parent in (mother, father):
        limited(parent, ends_on=factories.day("2026-11-01"))

    planning.tell_of_session(planning.MOVED, cycle.sessions.get(), now=now)

    notice = factories.notices().get()
    assert (notice.person, notice.state) == (child, "dead")


@pytest.mark.parametrize("tell", ["moved", "offered", "asked_back", "confirmed", "added"])
def test_what_has_not_left_yet_is_silent_for_whose_right_is_withdrawn(tell, family, now):
    mother, _father, _child, cycle, booking = family
    TELL[tell](booking, cycle, mother, now)
    notice = factories.notices().get(person=mother)
    assert kind_of(notice.kind).compose(notice, now) is not None

    limited(mother, can_book=False, can_collect=False)

    assert kind_of(notice.kind).compose(notice, now) is None

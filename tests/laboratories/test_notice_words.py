"""The words of what is told about places: whole, short enough for an SMS, nothing of what one should not read."""

import re
from datetime import timedelta

import pytest

from laboratories.models import Booking
from laboratories.notices import KINDS, booking, registers
from laboratories.notices import waiting as of_the_queue
from laboratories.queue import promoting, waiting
from networking.outbox.kinds import kind_of
from tests import activities, factories

pytestmark = pytest.mark.django_db
LONGEST_SMS = 160
# Brackets nobody filled in, a None, a name of the code's.
LEFTOVERS = re.compile(r"[{}]|%\(|\bNone\b|laboratories\.|<")
LONG_TITLE = "Laboratorio di lettura ad alta voce, disegno e racconto per chi non ha mai tenuto un libro in mano, a Norcia"
LONG_NAME = "Maria Immacolata Concetta Francesca Romana Annunziata Bernardina Scolastica Rita"
# One by one below, or in the tests of their own subject.
BY_BOOKING = {"booking_confirmed", "booking_queued", "booking_cancelled"}
BY_QUEUE = {
    "seat_offered",
    "seat_offered_in_a_hurry",
    "offer_ending",
    "offer_expired",
    "offer_accepted",
    "queue_closed",
}


@pytest.fixture
def cycle(norcia):
    activity = activities.activity(title=LONG_TITLE)
    return activities.cycle(norcia, activity=activity, sessions=3, places=1)


@pytest.fixture
def family(norcia):
    """Who is told, and two for whom they book, one with a long name."""
    told = factories.human("Anna Bassi", email="anna@example.org")
    long = factories.human()
    long.given_name = LONG_NAME
    long.save()
    both = [long, factories.human("Ali Bassi")]
    for each in both:
        factories.tie(told, each, kind="tutor")
    return told, both


def words_of(kind, about, person, now, *, key="k", **fields):
    notice = factories.notice(kind=kind, key=key, person=person, about=about, **fields)
    return kind_of(kind).compose(notice, now)


def read_well(words):
    """Every word of it can be read; the short ones fit."""
    whole = " ".join([words.subject, *words.paragraphs, words.short])
    assert not LEFTOVERS.search(whole), whole
    assert len(words.short) <= LONGEST_SMS, words.short
    assert len(words.subject) <= 200
    assert words.link.startswith("/")
    return whole


def booked(cycle, family, state, **fields):
    told, people = family
    party = activities.party(told, size=len(people))
    return [activities.booking(cycle, person, party=party, state=state, **fields) for person in people]


@pytest.mark.parametrize(
    ("kind", "state"), [(booking.CONFIRMED, Booking.State.CONFIRMED), (booking.QUEUED, Booking.State.WAITING)]
)
def test_what_was_booked_is_told_with_its_code_and_every_name(cycle, family, now, kind, state):
    cycle.places = 2
    cycle.save()
    first, *_others = booked(cycle, family, state)

    whole = read_well(words_of(kind, first.party, family[0], now))

    code = first.party.code
    assert f"{code[:3]}-{code[3:]}" in whole
    assert LONG_NAME in whole
    assert "Ali" in whole


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (Booking.State.CANCELLED_BY_FAMILY, "Hai disdetto"),
        (Booking.State.CANCELLED_BY_STAFF, "annullata da chi organizza"),
    ],
)
def test_what_was_cancelled_is_told_by_whom(cycle, family, now, state, said):
    first, _second = booked(cycle, family, state)

    assert said in read_well(words_of(booking.CANCELLED, first, family[0], now))


def offered(cycle, family, now):
    """Two places offered at `now`, and by which notice it was told."""
    cycle.places = 2
    cycle.save()
    first, _second = booked(cycle, family, Booking.State.WAITING)
    promoting.promote(activities.pool(cycle).pk, now=now)
    first.refresh_from_db()
    [key] = factories.notices().filter(kind=of_the_queue.OFFERED).values_list("key", flat=True)
    return first, key


@pytest.mark.parametrize("kind", [of_the_queue.OFFERED, of_the_queue.HURRIED, of_the_queue.ENDING])
def test_an_offer_is_told_with_its_end_and_how_to_answer(cycle, family, now, kind):
    first, key = offered(cycle, family, now)

    words = words_of(kind, first.party, family[0], now, key=f"altra:{key}")

    assert "entro il 26 novembre alle 10:00" in read_well(words)
    assert words.link_label == "Rispondi"


def test_an_offer_answered_before_it_was_told_is_not_told(cycle, family, now):
    first, key = offered(cycle, family, now)
    waiting.accept(first.party_id, by=None, now=now)

    assert words_of(of_the_queue.OFFERED, first.party, family[0], now, key=f"altra:{key}") is None


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (of_the_queue.ACCEPTED, "Hai accettato"),
        (of_the_queue.EXPIRED, "il tempo per rispondere è finito"),
        (of_the_queue.CLOSED, "è cominciato"),
    ],
)
def test_how_a_wait_has_ended_is_told(cycle, family, now, kind, said):
    first, _key = offered(cycle, family, now)
    later = now + timedelta(days=60)
    {
        of_the_queue.ACCEPTED: lambda: waiting.accept(first.party_id, by=None, now=now),
        of_the_queue.EXPIRED: lambda: waiting.expire(now=later),
        of_the_queue.CLOSED: lambda: waiting.close_queues(now=later),
    }[kind]()

    assert said in read_well(words_of(kind, first.party, family[0], now, key="altra"))


def test_a_place_asked_back_is_told_kindly(cycle, family, now):
    activities.bookings().delete()
    cycle.places = 2
    cycle.save()
    first, _second = booked(cycle, family, Booking.State.CONFIRMED, asked_back_at=now)

    whole = read_well(
        words_of(registers.SEAT_ASKED_BACK, first, family[0], now, key=f"k:{now.isoformat()}:x")
    )

    assert "Il posto è ancora suo" in whole


def test_no_kind_about_places_is_without_its_words_here():
    ours = {kind.name.partition(".")[2] for kind in KINDS}

    assert ours >= BY_BOOKING | BY_QUEUE
    assert {kind.name for kind in booking.KINDS} == {f"laboratories.{name}" for name in BY_BOOKING}
    assert {kind.name for kind in of_the_queue.KINDS} == {f"laboratories.{name}" for name in BY_QUEUE}

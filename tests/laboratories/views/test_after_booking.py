"""What follows a booking: its dates in a calendar, what may still be agreed to; and whom the form offers."""

import pytest
from django.urls import reverse
from django.utils import timezone

from laboratories.models import Booking
from networking import consenting
from networking.models import Consent
from tests import activities, factories

pytestmark = pytest.mark.django_db
State = Booking.State


@pytest.fixture
def mother(norcia):
    return factories.person("mamma@example.org", "guardian", full_name="Maria Rossi", lives_in=norcia)


@pytest.fixture
def sara(mother, norcia):
    return factories.child_of(mother, "Sara Rossi", comune=norcia, needs="Allergica alle noci")


@pytest.fixture
def family(mother):
    return factories.signed_in(mother)


def book(of, person, booker, **fields):
    """A booking, and the addresses of its outcome and of its dates."""
    made = activities.booking(of, person, party=activities.party(booker.person), **fields)
    return [
        reverse(f"laboratories:{name}", args=[made.party_id]) for name in ("booking_done", "booking_dates")
    ]


def test_only_the_session_that_was_booked_goes_into_the_calendar(family, mother, sara, norcia):
    cycle = activities.cycle(norcia, sessions=3, unit="session")
    _done, dates = book(cycle.sessions.first(), sara, mother)

    answer = family.get(dates)
    told = answer.content.decode()

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert told.count("BEGIN:VEVENT") == 1
    assert "Sara" not in told


def test_who_only_waits_has_no_dates(family, mother, sara, norcia):
    done, dates = book(activities.cycle(norcia), sara, mother, state=State.WAITING)

    assert "BEGIN:VEVENT" not in family.get(dates).content.decode()
    assert dates not in family.get(done).content.decode()


def test_never_somebody_elses_dates(mother, sara, norcia):
    _done, dates = book(activities.cycle(norcia), sara, mother)
    stranger = factories.signed_in(factories.person("altra@example.org", "guardian"))

    assert stranger.get(dates).status_code == 404


def test_what_was_never_answered_is_asked_and_why_it_matters(family, mother, sara, norcia):
    done, _dates = book(activities.cycle(norcia), sara, mother)
    page = family.get(done).content.decode()

    assert "foto e video durante le attività, esigenze lette da chi conduce" in page
    assert "la prenotazione vale lo stesso" in page
    assert reverse("networking:family_consents", args=[sara.pk]) in page


def test_what_was_answered_even_with_a_no_is_not_asked_again(family, mother, sara, norcia):
    now = timezone.now()
    for purpose in (Consent.Purpose.PHOTOS, Consent.Purpose.NEEDS):
        consenting.give(sara, purpose, through=Consent.Door.OWN_AREA, now=now, given_by=mother.person)
    consenting.take_back(sara, Consent.Purpose.PHOTOS, through=Consent.Door.OWN_AREA, now=now)
    done, _dates = book(activities.cycle(norcia), sara, mother)

    assert "Nessuno è obbligato" not in family.get(done).content.decode()


def test_who_may_not_decide_is_not_asked(mother, sara, norcia):
    father = factories.person("babbo@example.org", "guardian")
    factories.tie(father.person, sara, can_book=False)
    done, _dates = book(activities.cycle(norcia), sara, mother)

    assert "Nessuno è obbligato" not in factories.signed_in(father).get(done).content.decode()


def test_an_adult_with_children_is_not_offered_what_is_for_children(family, sara, norcia):
    cycle = activities.cycle(norcia, activity=activities.activity(min_age=6, max_age=10))
    page = family.get(cycle.get_booking_url()).content.decode()

    assert "Sara Rossi" in page
    assert "Maria Rossi (tu)" not in page
    assert "La tua data di nascita" not in page


def test_of_a_full_cycle_the_button_says_what_it_does(family, sara, norcia):
    cycle = activities.cycle(norcia, places=1)
    activities.booking(cycle)
    page = family.get(cycle.get_booking_url()).content.decode()

    assert "Mettiti in lista d'attesa</button>" in page
    assert "Se i posti non bastano" not in page


def test_who_waits_is_told_that_the_turn_would_be_lost(family, mother, sara, norcia):
    book(activities.cycle(norcia), sara, mother, state=State.WAITING)
    made = activities.bookings().get()

    page = family.get(reverse("laboratories:booking_cancel", args=[made.pk])).content.decode()

    assert "Perdi il turno" in page
    assert "Il posto va subito a chi aspetta" not in page

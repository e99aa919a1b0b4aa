"""The link of an offer: looking changes nothing, pressing answers, and it is one offer's alone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from laboratories.models import Booking
from laboratories.offer_links import token_of
from networking.log_format import KEYS
from networking.models import RoleKind
from tests import activities, factories
from tests.laboratories.queues import states

pytestmark = pytest.mark.django_db
State = Booking.State


@pytest.fixture
def mother():
    return factories.person("madre@example.org", RoleKind.GUARDIAN)


@pytest.fixture
def offered(norcia, mother):
    """A place offered this hour to the mother's child."""
    now = timezone.now()
    cycle = activities.cycle(norcia, first_day=timezone.localdate() + timedelta(days=20))
    child = factories.child_of(mother, "Nina Bianchi")
    return activities.booking(
        cycle, child, state=State.OFFERED, offered_at=now, offer_expires_at=now + timedelta(hours=24)
    )


def link(booking):
    return reverse("laboratories:offer", args=[token_of(booking.party_id, booking.offered_at)])


def test_looking_changes_nothing_and_shows_first_names_alone(offered):
    page = Client().get(link(offered))

    assert "C'è posto per Nina" in page.content.decode()
    assert "Bianchi" not in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"
    assert states(offered.party) == [State.OFFERED]


@pytest.mark.parametrize(("pressed", "state"), [("accetto", State.CONFIRMED), ("rinuncio", State.DECLINED)])
def test_pressing_answers_without_signing_in(offered, pressed, state):
    Client().post(link(offered), {"risposta": pressed})

    assert states(offered.party) == [state]


def test_pressing_nothing_answers_nothing(offered):
    Client().post(link(offered), {"risposta": "forse"})

    assert states(offered.party) == [State.OFFERED]


def test_another_site_cannot_press_for_them(offered):
    answer = Client(enforce_csrf_checks=True).post(link(offered), {"risposta": "rinuncio"})

    assert answer.status_code == 403
    assert states(offered.party) == [State.OFFERED]


def test_after_its_time_it_says_so_and_names_nobody(offered):
    activities.bookings().update(offer_expires_at=timezone.now() - timedelta(minutes=1))

    page = Client().get(link(offered)).content.decode()
    Client().post(link(offered), {"risposta": "accetto"})

    assert "Il tempo per rispondere è finito" in page
    assert "Nina" not in page
    assert states(offered.party) == [State.OFFERED]


def test_what_was_answered_is_said_once_more(offered):
    Client().post(link(offered), {"risposta": "accetto"})

    page = Client().post(link(offered), {"risposta": "rinuncio"}, follow=True).content.decode()

    assert "Il posto è vostro" in page
    assert states(offered.party) == [State.CONFIRMED]


def test_a_later_offer_has_another_link(offered):
    old = link(offered)
    activities.bookings().update(offered_at=timezone.now() + timedelta(minutes=1))

    assert Client().get(old).status_code == 404


def test_a_changed_link_is_nobodys(offered):
    changed = link(offered).rstrip("/")[:-1] + "_/"

    assert Client().get(changed).status_code == 404


def test_trying_links_is_stopped(settings):
    address = reverse("laboratories:offer", args=["inventato"])
    client = Client()

    answers = [client.get(address).status_code for _each in range(21)]

    assert answers[0] == 404
    assert answers[-1] == 429


def test_no_log_holds_the_key(offered):
    assert token_of(offered.party_id, offered.offered_at) not in KEYS.sub(r"\1*", f"GET {link(offered)}")


def test_a_guardian_answers_from_the_family_s_page(offered, mother):
    factories.signed_in(mother).post(
        reverse("laboratories:offer_answer", args=[offered.pk]), {"risposta": "accetto"}
    )

    assert states(offered.party) == [State.CONFIRMED]
    assert activities.bookings().get().ended_by is None


def test_never_for_somebody_elses_child(offered, citizen):
    answer = factories.signed_in(citizen).post(
        reverse("laboratories:offer_answer", args=[offered.pk]), {"risposta": "rinuncio"}
    )

    assert answer.status_code == 404
    assert states(offered.party) == [State.OFFERED]


def test_who_may_not_book_may_not_answer(offered):
    father = factories.person("padre@example.org", RoleKind.GUARDIAN)
    factories.tie(father.person, offered.person, can_book=False)

    factories.signed_in(father).post(
        reverse("laboratories:offer_answer", args=[offered.pk]), {"risposta": "rinuncio"}
    )

    assert states(offered.party) == [State.OFFERED]

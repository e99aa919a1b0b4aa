"""The desk books for who does not do it alone: the same places, the same queue, and nobody of another zone."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from laboratories.models import Booking, Party
from laboratories.rules import spoken_code
from networking.models import AccessRecord, Comune, Guardianship, RoleKind, Zone
from tests import activities, factories

pytestmark = pytest.mark.django_db
BORN = date(1946, 3, 12)


@pytest.fixture
def norcia():
    return Comune.objects.get(slug="norcia")


@pytest.fixture
def operator():
    return factories.person("sportello@example.org", RoleKind.DESK_OPERATOR, zone=Zone.objects.get(number=6))


@pytest.fixture
def elsewhere():
    return factories.person("altrove@example.org", RoleKind.DESK_OPERATOR, zone=Zone.objects.get(number=8))


@pytest.fixture
def settimio(norcia):
    return factories.human("Settimio Bonacci", comune=norcia, birth_date=BORN)


@pytest.fixture
def cycle(norcia):
    return coming(norcia, sessions=3, places=2)


def coming(where, **fields):
    """A cycle that begins next week."""
    first = timezone.localdate() + timedelta(days=7)
    return activities.cycle(where, first_day=first, **fields)


def book_page(person, cycle):
    return f"/operatori/persone/{person.pk}/prenota/{cycle.pk}/"


def asked(*people, **fields):
    return {"people": [each.pk for each in people], "door": "desk", "key": uuid4(), **fields}


def booked(person):
    return activities.bookings().get(person=person)


def test_an_elderly_man_without_email_is_booked(operator, settimio, cycle):
    answer = factories.signed_in(operator).post(
        book_page(settimio, cycle), asked(settimio, door="phone"), follow=True
    )

    booking = booked(settimio)
    assert (booking.state, booking.party.door, booking.party.booker) == ("confirmed", "phone", settimio)
    assert booking.party.entered_by == operator
    assert spoken_code(booking.party.code) in answer.content.decode()


def test_a_form_of_paper_has_its_number(operator, settimio, cycle):
    client = factories.signed_in(operator)

    refused = client.post(book_page(settimio, cycle), asked(settimio, door="paper"))
    client.post(book_page(settimio, cycle), asked(settimio, door="paper", paper_number="118"))

    assert "Scrivi il numero del modulo" in refused.content.decode()
    assert booked(settimio).party.paper_number == "118"


def test_pressed_twice_it_is_one_booking(operator, settimio, cycle):
    client, form = factories.signed_in(operator), asked(settimio)

    client.post(book_page(settimio, cycle), form)
    again = client.post(book_page(settimio, cycle), form)

    assert again.status_code == 302
    assert activities.bookings().count() == 1


def test_where_places_are_gone_the_desk_joins_the_queue_like_everybody(operator, settimio, cycle):
    for _each in range(cycle.places):
        activities.booking(cycle)

    factories.signed_in(operator).post(book_page(settimio, cycle), asked(settimio))

    assert booked(settimio).state == Booking.State.WAITING


def test_a_mother_at_the_desk_is_booked_with_her_child(operator, norcia, cycle):
    mother = factories.human("Elvira Rossi", comune=norcia, birth_date=date(1986, 1, 1))
    child = factories.human("Nino Rossi", comune=norcia, birth_date=date(2016, 1, 1))
    Guardianship.objects.create(guardian=mother, child=child, starts_on=date(2016, 1, 1))

    factories.signed_in(operator).post(book_page(child, cycle), asked(child))
    factories.signed_in(operator).post(book_page(mother, cycle), asked(mother))

    assert booked(child).party.booker == mother
    assert "Nino Rossi" in factories.signed_in(operator).get(book_page(mother, cycle)).content.decode()


def test_why_not_is_said(operator, norcia):
    cycle = coming(norcia, activity=activities.activity(max_age=14))
    man = factories.human("Ugo Neri", comune=norcia, birth_date=BORN)

    answer = factories.signed_in(operator).post(book_page(man, cycle), asked(man))

    assert "È per chi ha" in answer.content.decode()
    assert not activities.bookings().exists()


def test_a_session_is_chosen_where_they_are_booked_one_by_one(operator, settimio, norcia):
    cycle = coming(norcia, sessions=2, unit="session")
    second = cycle.sessions.last()

    factories.signed_in(operator).post(book_page(settimio, cycle), asked(settimio, sessions=[second.pk]))

    assert booked(settimio).pool.session == second


def test_never_for_somebody_of_another_zone(elsewhere, settimio, cycle):
    client = factories.signed_in(elsewhere)

    assert client.get(f"/operatori/persone/{settimio.pk}/prenota/").status_code == 404
    assert client.post(book_page(settimio, cycle), asked(settimio)).status_code == 404
    assert not activities.bookings().exists()


def test_never_for_somebody_of_another_zone_put_in_the_form_by_hand(operator, settimio, cycle):
    stranger = factories.human("Altra", comune=Comune.objects.get(slug="foligno"), birth_date=BORN)

    factories.signed_in(operator).post(book_page(settimio, cycle), asked(stranger))

    assert not activities.bookings().exists()


def test_what_is_near_comes_first_and_words_narrow(operator, settimio, cycle):
    far = coming(Comune.objects.get(slug="foligno"), activity=activities.activity(title="Coro"))
    client = factories.signed_in(operator)
    page = f"/operatori/persone/{settimio.pk}/prenota/"

    everything = client.get(page).content.decode()

    assert everything.index(str(cycle.pk)) < everything.index(str(far.pk))
    assert str(cycle.pk) not in client.get(f"{page}?q=coro foligno").content.decode()


@pytest.mark.parametrize("rows", [1, 25])
def test_the_list_asks_the_same_whatever_its_length(
    operator, settimio, norcia, rows, django_assert_max_num_queries
):
    for _each in range(rows):
        coming(norcia)
    client = factories.signed_in(operator)

    with django_assert_max_num_queries(18):
        client.get(f"/operatori/persone/{settimio.pk}/prenota/")


@pytest.mark.parametrize("typed", ["k7h42p", "K7H-42P", " k7 h42 p "])
def test_a_booking_is_found_by_its_code_however_it_is_typed(operator, settimio, cycle, typed):
    party = activities.party(settimio, code="K7H42P".replace("2", "3"))
    booking = activities.booking(cycle, settimio, party=party)

    answer = factories.signed_in(operator).get("/operatori/prenotazioni/", {"q": typed.replace("2", "3")})

    assert answer.headers["Location"] == f"/operatori/prenotazioni/{booking.pk}/"


def test_a_code_of_another_zone_is_nobodys(elsewhere, settimio, cycle):
    booking = activities.booking(cycle, settimio, party=activities.party(settimio, code="K7H43P"))
    client = factories.signed_in(elsewhere)

    assert "Nessuna prenotazione" in client.get("/operatori/prenotazioni/?q=K7H43P").content.decode()
    for page in ("", "foglio/", "disdici/"):
        assert client.get(f"/operatori/prenotazioni/{booking.pk}/{page}").status_code == 404
    assert client.post(f"/operatori/prenotazioni/{booking.pk}/disdici/").status_code == 404
    assert booked(settimio).state == Booking.State.CONFIRMED


def test_where_the_cycle_is_held_they_read_name_and_age_not_the_sheet(elsewhere, settimio):
    booking = activities.booking(coming(Comune.objects.get(slug="foligno")), settimio)
    client = factories.signed_in(elsewhere)

    page = client.get(f"/operatori/prenotazioni/{booking.pk}/").content.decode()

    assert "Settimio Bonacci" in page
    assert " anni" in page
    assert str(settimio.pk) not in page
    assert client.get(f"/operatori/persone/{settimio.pk}/").status_code == 404


@pytest.mark.parametrize("where", ["norcia", "foligno"])
def test_the_desk_gives_a_booking_back_wherever_the_cycle_is(operator, settimio, where):
    booking = activities.booking(coming(Comune.objects.get(slug=where)), settimio)

    factories.signed_in(operator).post(f"/operatori/prenotazioni/{booking.pk}/disdici/")

    assert booked(settimio).state == Booking.State.CANCELLED_BY_STAFF


def test_reading_changes_nothing_and_is_written_down(operator, settimio, cycle):
    booking = activities.booking(cycle, settimio)

    factories.signed_in(operator).get(f"/operatori/prenotazioni/{booking.pk}/disdici/")

    assert booked(settimio).state == Booking.State.CONFIRMED
    readings = AccessRecord.objects.for_everyone(reason="prova").filter(reader=operator.pk)
    assert readings.filter(subject_label="laboratories.Booking", subject_id=str(booking.pk)).exists()


@pytest.mark.parametrize("print_size", ["", "?grande"])
def test_the_paper_has_the_code(operator, settimio, cycle, print_size):
    booking = activities.booking(cycle, settimio)

    answer = factories.signed_in(operator).get(f"/operatori/prenotazioni/{booking.pk}/foglio/{print_size}")

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert spoken_code(booking.party.code) in answer.headers["Content-Disposition"]


def test_a_family_does_not_enter_the_desk(settimio, cycle):
    client = factories.signed_in(factories.person("famiglia@example.org", RoleKind.GUARDIAN))

    assert client.get("/operatori/prenotazioni/").status_code == 403
    assert client.post(book_page(settimio, cycle), asked(settimio)).status_code == 403
    assert not Party.objects.for_everyone(reason="prova").exists()

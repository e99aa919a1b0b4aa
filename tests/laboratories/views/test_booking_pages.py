"""The pages on which a family books, and finds what it has booked."""

import re
from datetime import date
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from networking.models import Person
from tests import activities, factories

pytestmark = pytest.mark.django_db
LIST = "/famiglia/prenotazioni/"


@pytest.fixture
def mother(norcia):
    return factories.person("mamma@example.org", "guardian", full_name="Maria Rossi", lives_in=norcia)


@pytest.fixture
def sara(mother, norcia):
    return factories.child_of(mother, "Sara Rossi", comune=norcia)


@pytest.fixture
def family(mother):
    return factories.signed_in(mother)


def address(cycle):
    return reverse("laboratories:cycle_book", args=[cycle.pk])


def key_in(answer):
    return re.search(r'name="key" value="([^"]+)"', answer.content.decode()).group(1)


def send(family, cycle, *people, **choice):
    key = choice.pop("key", None) or key_in(family.get(address(cycle)))
    return family.post(address(cycle), {"people": [str(each.pk) for each in people], "key": key, **choice})


def test_a_form_leads_to_its_code(family, sara, mother):
    cycle = activities.cycle(sara.comune)

    done = family.get(send(family, cycle, sara).url)

    code = activities.bookings().select_related("party").get().party.code
    assert f"Prenotato, codice {code[:3]}-{code[3:]}" in done.content.decode()


def test_the_key_stays_the_same_over_an_error(family, sara):
    cycle = activities.cycle(sara.comune)
    key = key_in(family.get(address(cycle)))

    again = send(family, cycle, key=key)

    assert "Scegli almeno una persona" in again.content.decode()
    assert key_in(again) == key


def test_pressed_twice_leads_to_the_same_place(family, sara):
    cycle = activities.cycle(sara.comune)
    key = key_in(family.get(address(cycle)))

    assert send(family, cycle, sara, key=key).url == send(family, cycle, sara, key=key).url
    assert activities.bookings().count() == 1


def test_who_cannot_is_told_why(family, sara, mother):
    factories.tie(mother.person, factories.human("Ali Rossi"), can_book=False)
    cycle = activities.cycle(sara.comune, activity=activities.activity(min_age=14))

    page = family.get(address(cycle)).content.decode()

    assert "È per chi ha almeno 14 anni; il 2 dicembre Sara ne avrà 9." in page
    assert "Non puoi prenotare per Ali." in page


def test_full_loses_no_choice_and_proposes_the_queue(family, sara):
    cycle = activities.cycle(sara.comune, places=1)
    activities.booking(cycle)

    answer = send(family, cycle, sara, if_full="lascio")

    page = family.get(answer.url).content.decode()
    assert "I posti non bastano" in page
    assert re.search(rf'value="{sara.pk}"[^>]*checked', page)
    assert activities.bookings().count() == 1


def test_the_queue_is_said_plainly(family, sara):
    cycle = activities.cycle(sara.comune, places=1)
    activities.booking(cycle)

    done = family.get(send(family, cycle, sara).url)

    assert "In lista d&#x27;attesa" in done.content.decode()


def test_a_choice_made_before_signing_in_is_kept(client, sara):
    cycle = activities.cycle(sara.comune, sessions=2, unit="session")
    session = cycle.sessions.first()

    answer = client.get(address(cycle), {"sessions": str(session.pk), "entra": "1"})

    following = parse_qs(urlsplit(answer.url).query)["next"][0]
    assert parse_qs(urlsplit(following).query)["sessions"] == [str(session.pk)]


def test_a_session_that_expired_loses_no_choice(client, sara):
    answer = client.post(
        address(activities.cycle(sara.comune)), {"people": [str(sara.pk)], "together": "ciascuno"}
    )

    following = parse_qs(urlsplit(answer.url).query)["next"][0]
    assert parse_qs(urlsplit(following).query) == {"people": [str(sara.pk)], "together": ["ciascuno"]}


def test_an_old_man_writes_his_birth_date_once_and_books(norcia):
    settimio = factories.person("settimio@example.org", "citizen", full_name="Settimio Bonacci")
    family = factories.signed_in(settimio)
    cycle = activities.cycle(norcia, activity=activities.activity(min_age=65))
    assert "La tua data di nascita" in family.get(address(cycle)).content.decode()

    answer = send(family, cycle, settimio.person, birth_date="1946-03-12")

    assert answer.status_code == HTTPStatus.FOUND
    assert Person.objects.of_family(settimio).get().birth_date == date(1946, 3, 12)


def test_a_booking_page_is_light(family, sara):
    cycle = activities.cycle(sara.comune, sessions=12, unit="session")

    assert len(family.get(address(cycle)).content) < 50_000


@pytest.mark.parametrize("number", [1, 25])
def test_questions_do_not_grow_with_the_bookings(family, sara, number, django_assert_max_num_queries):
    cycle = activities.cycle(sara.comune, sessions=number, unit="session")
    for session in cycle.sessions.select_related("cycle"):
        activities.booking(session, sara)

    with django_assert_max_num_queries(12):
        family.get(LIST)


@pytest.mark.parametrize("number", [1, 25])
def test_questions_of_the_form_do_not_grow_with_the_sessions(
    family, sara, number, django_assert_max_num_queries
):
    cycle = activities.cycle(sara.comune, sessions=number, unit="session")

    with django_assert_max_num_queries(16):
        family.get(address(cycle))


@pytest.mark.parametrize("page", ["booking_detail", "booking_cancel"])
def test_never_somebody_elses_booking(family, norcia, page):
    booking = activities.booking(activities.cycle(norcia))
    url = reverse(f"laboratories:{page}", args=[booking.pk])

    assert family.get(url).status_code == HTTPStatus.NOT_FOUND
    assert family.post(url).status_code in {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}
    assert activities.bookings().get().state == "confirmed"


def test_never_the_outcome_of_somebody_elses_form(family, norcia):
    booking = activities.booking(activities.cycle(norcia))

    url = reverse("laboratories:booking_done", args=[booking.party_id])
    assert family.get(url).status_code == HTTPStatus.NOT_FOUND


def test_who_only_sees_reads_and_finds_no_button(norcia, sara):
    father = factories.person("babbo@example.org", "guardian")
    factories.tie(father.person, sara, can_book=False)
    booking = activities.booking(activities.cycle(norcia), sara)

    page = factories.signed_in(father).get(booking.get_absolute_url()).content.decode()

    assert "Può disdire solo chi può prenotare" in page
    assert "/disdici/" not in page


def test_both_guardians_find_the_same_booking_and_either_cancels_it(norcia, sara):
    father = factories.person("babbo@example.org", "guardian")
    factories.tie(father.person, sara)
    booking = activities.booking(activities.cycle(norcia), sara)
    family = factories.signed_in(father)

    family.post(f"{booking.get_absolute_url()}disdici/")

    assert "disdetta" in family.get(LIST).content.decode().lower()
    assert activities.bookings().get().state == "cancelled_family"


def test_two_of_a_group_are_given_back_together(family, norcia, mother, sara):
    party = activities.party(mother.person, size=2)
    cycle = activities.cycle(norcia)
    first = activities.booking(cycle, sara, party=party)
    other = activities.booking(cycle, mother.person, party=party)

    family.post(f"{first.get_absolute_url()}disdici/", {"others": [str(other.pk)]})

    assert set(activities.bookings().values_list("state", flat=True)) == {"cancelled_family"}

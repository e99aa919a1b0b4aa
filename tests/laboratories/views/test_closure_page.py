"""The page on which staff close for snow."""

from datetime import timedelta

import pytest
from django.utils import timezone

from laboratories.models import Closure, Session
from tests import activities, factories

pytestmark = pytest.mark.django_db
LIST = "/operatori/chiusure/"
PAGE = f"{LIST}nuova/"


def send(user, **fields):
    tomorrow = f"{timezone.localdate() + timedelta(days=1):%d/%m/%Y}"
    typed = {"first_day": tomorrow, "last_day": tomorrow, "reason": "weather", **fields}
    return factories.signed_in(user).post(PAGE, typed)


@pytest.fixture
def cycle(norcia):
    return activities.cycle(norcia, first_day=timezone.localdate() + timedelta(days=1))


def test_what_it_touches_is_shown_before_anything_is_done(operator_of_zone_6, norcia, cycle):
    activities.booking(cycle)
    answer = send(operator_of_zone_6, comune=norcia.pk).content.decode()

    assert "Questa chiusura tocca un incontro" in answer
    assert "una persona con un posto" in answer
    assert str(cycle.activity) in answer
    assert not Closure.objects.exists()


def test_confirmed_it_is_done_and_said(operator_of_zone_6, norcia, cycle):
    answer = send(operator_of_zone_6, comune=norcia.pk, confirm="1")

    done = Closure.objects.get()
    assert (answer.status_code, answer.url) == (302, done.get_absolute_url())
    assert Session.objects.get().cancelled_because == "maltempo"
    assert done.made_by == operator_of_zone_6


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Scegli il comune, lo spazio o la sala."),
        ({"last_day": "01/01/2020"}, "La chiusura finirebbe prima di cominciare."),
        ({"first_day": "domani"}, "Scrivi giorno, mese e anno"),
    ],
    ids=["dove", "giorni", "giorno"],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(operator_of_zone_6, norcia, cycle, fields, sentence):
    place = {"comune": norcia.pk} if fields else {}
    answer = send(operator_of_zone_6, confirm="1", note="Neve alta", **place, **fields).content.decode()

    assert sentence in answer
    assert "Neve alta" in answer
    assert not Closure.objects.exists()


def test_places_of_others_cannot_be_chosen(operator_of_zone_8, norcia, cycle):
    answer = send(operator_of_zone_8, comune=norcia.pk, confirm="1")

    assert answer.status_code == 200
    assert Session.objects.taking_place().count() == 1


def test_it_says_how_many_are_told_and_how(operator_of_zone_6, norcia, cycle):
    father, by_telephone = factories.human(email="p@example.org"), factories.human(phone="+390743828711")
    activities.booking(cycle, factories.child_of(father), party=activities.party(father))
    activities.booking(cycle, by_telephone)
    activities.leads(factories.human(), cycle.sessions.get())

    answer = send(operator_of_zone_6, comune=norcia.pk).content.decode()

    assert "Ci sono 2 persone con un posto." in answer
    assert "Avvisiamo 3 persone, famiglie e chi conduce: 1 per e-mail, 1 per telefono e " in answer
    assert "1 che non sappiamo come raggiungere" in answer


def test_pressed_twice_it_closes_once(operator_of_zone_6, norcia, cycle):
    first, second = (
        send(operator_of_zone_6, comune=norcia.pk, confirm="1", key="un-modulo") for _press in range(2)
    )

    assert first.url == second.url == Closure.objects.get().get_absolute_url()


def test_sent_again_after_it_was_reopened_it_does_not_close_again(operator_of_zone_6, norcia, cycle):
    page = send(operator_of_zone_6, comune=norcia.pk, confirm="1", key="un-modulo").url
    factories.signed_in(operator_of_zone_6).post(f"{page}riapri/")

    answer = send(operator_of_zone_6, comune=norcia.pk, confirm="1", key="un-modulo")

    assert answer.url == page
    assert Session.objects.taking_place().count() == 1


def test_who_finds_it_closed_by_a_colleague_is_told(operator_of_zone_6, administrator, norcia, cycle):
    first = send(administrator, comune=norcia.pk, confirm="1").url
    client = factories.signed_in(operator_of_zone_6)
    tomorrow = f"{timezone.localdate() + timedelta(days=1):%d/%m/%Y}"
    typed = {"comune": norcia.pk, "first_day": tomorrow, "last_day": tomorrow, "reason": "works"}

    answer = client.post(PAGE, typed, follow=True)

    assert answer.redirect_chain == [(first, 302)]
    assert "già chiuso qualcun altro" in answer.content.decode()


def test_what_became_of_each_meeting_is_read_and_it_can_be_reopened(operator_of_zone_6, norcia, cycle):
    page = send(operator_of_zone_6, comune=norcia.pk, confirm="1", note="Neve alta").url
    client = factories.signed_in(operator_of_zone_6)
    before = client.get(page).content.decode()

    answer = client.post(f"{page}riapri/", follow=True).content.decode()

    assert "Annullati" in before
    assert "Torna in programma un incontro" in before
    assert "Di nuovo in programma" in answer
    assert "Riapri</button>" not in answer


@pytest.mark.parametrize("deed", ["", "vai-avanti/", "riapri/"])
def test_never_a_closure_of_another_territory(operator_of_zone_6, operator_of_zone_8, norcia, cycle, deed):
    done = send(operator_of_zone_6, comune=norcia.pk, confirm="1").url
    client = factories.signed_in(operator_of_zone_8)

    answer = client.post(done + deed) if deed else client.get(done)

    assert answer.status_code == 404
    assert Closure.objects.get().ended_at is None
    assert done not in client.get(LIST).content.decode()


def closures(comune, number):
    today = timezone.localdate()
    for day in range(number):
        when = today + timedelta(days=100 + day)
        Closure.objects.create(
            comune=comune, first_day=when, last_day=when, reason="works", made_at=timezone.now()
        )


@pytest.mark.parametrize("number", [1, 20])
def test_the_list_asks_the_same_few_questions(
    operator_of_zone_6, norcia, django_assert_max_num_queries, number
):
    closures(norcia, number)
    client = factories.signed_in(operator_of_zone_6)

    with django_assert_max_num_queries(13):
        assert client.get(LIST).content.decode().count("chiuderà") == number


@pytest.mark.parametrize("number", [1, 25])
def test_a_closure_asks_the_same_few_questions_however_many_meetings(
    operator_of_zone_6, norcia, django_assert_max_num_queries, number
):
    when = timezone.localdate() + timedelta(days=1)
    for _number in range(number):
        activities.booking(activities.cycle(norcia, first_day=when))
    client = factories.signed_in(operator_of_zone_6)
    day = f"{when:%d/%m/%Y}"
    typed = {"comune": norcia.pk, "first_day": day, "last_day": day, "reason": "weather"}

    with django_assert_max_num_queries(30):
        client.post(PAGE, typed)
    page = client.post(PAGE, {**typed, "confirm": "1"}).url
    with django_assert_max_num_queries(13):
        assert client.get(page).content.decode().count("<strong>Laboratorio") == number

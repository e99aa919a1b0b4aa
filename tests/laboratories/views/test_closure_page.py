"""The page on which staff close for snow."""

from datetime import timedelta

import pytest
from django.utils import timezone

from laboratories.models import Closure, Session
from tests import activities, factories

pytestmark = pytest.mark.django_db
PAGE = "/operatori/chiusure/"


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

    assert (answer.status_code, answer.url) == (302, PAGE)
    assert Session.objects.get().cancelled_because == "maltempo"
    assert Closure.objects.get().made_by == operator_of_zone_6


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

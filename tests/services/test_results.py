"""The words and the addresses of the page of results."""

from urllib.parse import urlsplit

import pytest
from django.http import QueryDict

from services.results import address_of, results_of
from services.search import Order, Question, answer
from services.search.form import SearchForm
from tests import factories

QUESTIONS = [
    Question(),
    Question(words="aiuto & casa = 100%? «sì» 🍝", comune="norcia"),
    Question(zone="zona-6", categories=("nidi", "aiuto-a-casa"), targets=("anziani", "famiglie")),
    Question(age=0, is_open_now=True, is_free=True, is_step_free=True),
    Question(access_modes=("phone", "home_visit"), languages=("it", "ar")),
    Question(near="cascia", order=Order.DISTANCE, page=3),
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_address_asks_again_the_same_question(db, question):
    asked = QueryDict(urlsplit(address_of(question)).query)

    assert SearchForm(asked).question() == question


def test_an_address_says_only_what_was_asked(db):
    assert address_of(Question()) == "/servizi/"
    assert address_of(Question(comune="norcia", page=2), "/mappa/") == "/mappa/?comune=norcia&pagina=2"


def results(now, **asked):
    return results_of(answer.answer(Question(**asked), now=now), today=now.date())


def test_distance_is_a_way_to_sort_only_from_somewhere(norcia, now):
    factories.service(comune=norcia)

    assert len(results(now).orders) == 2
    assert len(results(now, comune="norcia").orders) == 3
    assert len(results(now, near="norcia").orders) == 3


def test_each_chip_takes_away_one_thing_and_goes_back_to_the_first_page(norcia, now):
    told = results(now, words="aiuto", comune="norcia", targets=("anziani", "famiglie"), age=70, page=4)

    assert {chip.label: chip.url for chip in told.chips} == {
        "Norcia": "/servizi/?q=aiuto&per=anziani&per=famiglie&eta=70",
        "Persone anziane": "/servizi/?q=aiuto&comune=norcia&per=famiglie&eta=70",
        "Famiglie": "/servizi/?q=aiuto&comune=norcia&per=anziani&eta=70",
        "70 anni": "/servizi/?q=aiuto&comune=norcia&per=anziani&per=famiglie",
    }


def test_a_large_number_is_readable(norcia, now, monkeypatch):
    found = answer.answer(Question(), now=now)
    many = type(found)(**{**vars(found), "total": 12345})

    assert results_of(many, today=now.date()).heading == "12.345 servizi in tutto il territorio"

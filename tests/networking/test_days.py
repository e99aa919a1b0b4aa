"""Days with their article."""

from datetime import UTC, date, datetime

import pytest
from django.template import engines
from django.utils.formats import date_format


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 3, 14), "il 14 marzo 2026, dal 14 marzo 2026, al 14 marzo 2026"),
        (date(2026, 9, 1), "il 1° settembre 2026, dal 1° settembre 2026, al 1° settembre 2026"),
        (date(2026, 3, 8), "l'8 marzo 2026, dall'8 marzo 2026, all'8 marzo 2026"),
        (date(2026, 5, 11), "l'11 maggio 2026, dall'11 maggio 2026, all'11 maggio 2026"),
        (datetime(2026, 3, 7, 23, 30, tzinfo=UTC), "l'8 marzo 2026, dall'8 marzo 2026, all'8 marzo 2026"),
    ],
    ids=["an ordinary one", "the first", "eight", "eleven", "eight in Rome, seven in London"],
)
def test_before_a_vowel_the_article_loses_its_own(day, said):
    words = "{% load days %}{{ day|on_day }}, {{ day|from_day }}, {{ day|until_day }}"

    assert engines["django"].from_string(words).render({"day": day}).replace("&#x27;", "'") == said


@pytest.mark.parametrize(
    ("form", "said"),
    [("l j F", "martedì 1° settembre"), ("d/m/Y", "01/09/2026"), ("Y-m-d", "2026-09-01")],
    ids=["in words", "in figures", "for machines"],
)
def test_only_in_words_is_the_first_an_ordinal(form, said):
    assert date_format(date(2026, 9, 1), form).lower() == said


def test_without_a_form_too_the_first_is_an_ordinal():
    assert engines["django"].from_string("{{ day }}").render({"day": date(2026, 9, 1)}) == "1° settembre 2026"

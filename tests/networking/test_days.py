"""Days with their article."""

from datetime import UTC, date, datetime

import pytest
from django.template import engines


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 3, 14), "il 14 marzo 2026, dal 14 marzo 2026, al 14 marzo 2026"),
        (date(2026, 3, 8), "l'8 marzo 2026, dall'8 marzo 2026, all'8 marzo 2026"),
        (date(2026, 5, 11), "l'11 maggio 2026, dall'11 maggio 2026, all'11 maggio 2026"),
        (datetime(2026, 3, 7, 23, 30, tzinfo=UTC), "l'8 marzo 2026, dall'8 marzo 2026, all'8 marzo 2026"),
    ],
    ids=["an ordinary one", "eight", "eleven", "eight in Rome, seven in London"],
)
def test_before_a_vowel_the_article_loses_its_own(day, said):
    words = "{% load days %}{{ day|on_day }}, {{ day|from_day }}, {{ day|until_day }}"

    assert engines["django"].from_string(words).render({"day": day}).replace("&#x27;", "'") == said

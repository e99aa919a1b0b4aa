"""Who lives in a comune, in words."""

from datetime import date

import pytest

from networking.models import PopulationBand
from networking.population import age_words, latest_population


def band(age_from, age_to, female, male, day=date(2023, 1, 1)):
    return PopulationBand(age_from=age_from, age_to=age_to, female=female, male=male, reference_date=day)


@pytest.mark.parametrize(
    ("ages", "words"), [((0, 2), "da 0 a 2"), ((75, None), "75 e più"), ((18, 18), "18")]
)
def test_an_age_band_is_said_in_words(ages, words):
    assert age_words(*ages) == words


def test_only_the_newest_count_is_told():
    rows = [band(0, 17, 10, 10), band(0, 17, 8, 7, day=date(2024, 1, 1))]

    assert latest_population(rows).total == 15


def test_minors_and_elderly_are_counted_by_whole_bands():
    population = latest_population([band(65, None, 30, 20), band(14, 17, 5, 5), band(18, 64, 20, 20)])

    assert (population.minors, population.elderly) == (10, 50)
    assert (population.minors_percent, population.elderly_percent) == (10, 50)
    assert [words for words, _band in population.rows] == ["da 14 a 17", "da 18 a 64", "65 e più"]


def test_nobody_counted_is_not_zero_people():
    assert latest_population([]) is None


def test_an_empty_village_divides_nothing():
    assert latest_population([band(0, 17, 0, 0)]).elderly_percent == 0

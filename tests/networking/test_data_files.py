"""The territory and the programme the project carries: complete, consistent, with their sources."""

import re
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from tests.data_files import COMUNE_NAMES, COMUNI, E164, GOALS, TERRITORY, repeated, table, toml


class TestTerritory:
    def test_there_are_twenty_one_comuni_in_three_zones(self):
        assert len(COMUNI) == len(COMUNE_NAMES) == len({row["istat_code"] for row in COMUNI}) == 21
        assert Counter(row["zone"] for row in COMUNI) == {"6": 9, "8": 9, "9": 3}

    def test_the_lead_comune_of_a_zone_is_in_that_zone(self):
        zone_of = {row["name"]: row["zone"] for row in COMUNI}
        for zone in table(TERRITORY / "zones.csv"):
            assert zone_of[zone["lead_comune"]] == zone["number"]
            assert E164.fullmatch(zone["contact_phone"])
            assert zone["source"]

    @pytest.mark.parametrize("comune", COMUNI, ids=[row["name"] for row in COMUNI])
    def test_a_comune_lies_in_umbria_and_says_where_its_facts_come_from(self, comune):
        assert 42.5 < float(comune["latitude"]) < 43.3
        assert 12.4 < float(comune["longitude"]) < 13.3
        assert E164.fullmatch(comune["phone"])
        assert re.fullmatch(r"060\d\d", comune["postcode"])
        assert comune["source"]
        date.fromisoformat(comune["source_date"])

    def test_a_patron_day_is_a_day_of_the_year_or_empty(self):
        for day in filter(None, (row["patron_month_day"] for row in COMUNI)):
            date.fromisoformat(f"2024-{day}")

    def test_residents_by_age_add_up_to_the_residents_of_the_comune(self):
        by_age: Counter[str] = Counter()
        for row in table(TERRITORY / "population.csv"):
            by_age[row["istat_code"]] += int(row["female"]) + int(row["male"])
        assert by_age == {row["istat_code"]: int(row["population_2023"]) for row in COMUNI}

    def test_age_bands_follow_one_another_without_holes(self):
        for code in {row["istat_code"] for row in COMUNI}:
            bands = [row for row in table(TERRITORY / "population.csv") if row["istat_code"] == code]
            assert bands[0]["age_from"] == "0"
            assert bands[-1]["age_to"] == ""
            for younger, older in pairwise(bands):
                assert int(older["age_from"]) == int(younger["age_to"]) + 1

    def test_holidays_are_real_days_told_once(self):
        holidays = table(TERRITORY / "holidays.csv")
        assert not repeated([row["date"] for row in holidays])
        for row in holidays:
            date.fromisoformat(row["date"])
            assert row["name"]

    def test_the_programme_has_four_goals_and_ten_points(self):
        assert [goal["code"] for goal in GOALS] == ["3", "4", "10", "11"]
        assert all(
            action["code"].startswith(f"{goal['code']}.") for goal in GOALS for action in goal["action"]
        )
        points = toml(TERRITORY / "programme.toml", "point")
        assert [point["number"] for point in points] == list(range(1, 11))
        assert all(point["title"] and point["plain"] for point in points)

"""What the portal reads by itself: periods that ended, each once; late data looked at again; one failure alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from governance.indicators import gathering, measuring
from governance.indicators.gathering import GatheringError, due, gather
from governance.indicators.periods import Period, Span
from governance.models import Publication, Reading
from tests.factories import human
from tests.measuring import definition, feed

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def names(frequency: str, today: date, since: date) -> list[tuple[str, str]]:
    definition(frequency=frequency, valid_from=since)
    return [(period.span.value, f"{period.last:%m/%y}") for _each, period in due(today)]


@pytest.fixture(autouse=True)
def fed(monkeypatch):
    feed(monkeypatch)


def test_months_quarters_and_the_year_so_far_are_read_once_they_have_settled():
    assert names(Span.MONTH, date(2026, 11, 24), date(2026, 5, 1)) == [
        ("month", "05/26"), ("month", "06/26"), ("quarter", "06/26"), ("so_far", "06/26"),
        ("month", "07/26"), ("month", "08/26"), ("month", "09/26"), ("quarter", "09/26"), ("so_far", "09/26"),
        ("month", "10/26"),
    ]  # fmt: skip


@pytest.mark.parametrize(("day", "is_due"), [(6, False), (7, True)])
def test_a_month_settles_in_a_week(day, is_due):
    last = ("month", "10/26")
    assert (last in names(Span.MONTH, date(2026, 11, day), date(2026, 9, 1))) == is_due


def test_a_year_so_far_never_stands_beside_its_own_quarter_or_year():
    found = names(Span.QUARTER, date(2027, 1, 20), date(2026, 1, 1))
    assert [each for each in found if each[1] in {"03/26", "12/26"}] == [
        ("quarter", "03/26"),
        ("quarter", "12/26"),
        ("year", "12/26"),
    ]


def test_school_years_are_read_alone():
    assert names(Span.SCHOOL_YEAR, date(2026, 11, 24), date(2025, 9, 1)) == [("school_year", "06/26")]


def test_of_a_year_in_which_the_definition_changed_the_last_one_counts():
    definition(valid_from=date(2025, 1, 1))
    definition(valid_from=date(2026, 7, 1), version=2, changed_because="Si contano anche gli ospiti")
    versions = {period.last.year: found.version for found, period in due(date(2027, 2, 1))}
    assert versions == {2025: 1, 2026: 2}


def test_reading_twice_reads_once_and_late_data_are_seen():
    definition(frequency=Span.MONTH, valid_from=date(2026, 9, 1))
    assert gather(now=NOW) == {"read": 4}
    assert Publication.objects.count() == 4
    assert not Publication.objects.public().exists()
    assert gather(now=NOW + timedelta(hours=1)) == {"same": 4}

    human(created_at=datetime(2026, 9, 30, 9, tzinfo=UTC))
    assert gather(now=NOW + timedelta(hours=2)) == {"revised": 3, "same": 1}
    assert Reading.objects.latest().count() == 4
    assert Publication.objects.count() == 7


def test_what_ended_long_ago_is_looked_at_no_more():
    definition(frequency=Span.MONTH, valid_from=date(2026, 6, 15))
    gather(now=NOW)
    human(created_at=datetime(2026, 6, 20, 9, tzinfo=UTC))
    done = gather(now=NOW + timedelta(hours=1))
    assert done["settled"] == 3
    # Only the year so far, which is recent, holds that day too.
    assert done["revised"] == 1


def test_one_that_fails_does_not_stop_the_others(monkeypatch):
    def broken(_period):
        raise ZeroDivisionError

    feed(monkeypatch, "ROTTO", rows=broken)
    definition("ROTTO", frequency=Span.MONTH, valid_from=date(2026, 10, 1))
    definition("SANO", frequency=Span.MONTH, valid_from=date(2026, 10, 1))
    feed(monkeypatch, "SANO")

    with pytest.raises(GatheringError, match="ROTTO"):
        gather(now=NOW)

    assert set(Reading.objects.values_list("definition__code", flat=True)) == {"SANO"}


def test_what_has_no_rows_is_not_read(monkeypatch):
    monkeypatch.delitem(measuring.SOURCES, "PROVA")
    definition(frequency=Span.MONTH, valid_from=date(2026, 10, 1))
    assert gather(now=NOW) == {}
    assert gathering.SOURCES is measuring.SOURCES
    assert Period.of(Span.SO_FAR, date(2026, 8, 1)).before == Period.of(Span.SO_FAR, date(2025, 8, 1))

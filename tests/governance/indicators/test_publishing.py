"""What everybody may see of a reading: some cells hidden, prepared once, given once, never of an old reading."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from governance.indicators import measuring, publishing
from governance.indicators.periods import Period, Span
from governance.indicators.publishing import PublishingError
from governance.models import Publication, PublishedCell, Status
from networking.models import Comune
from tests.factories import human
from tests.measuring import AFTER, YEAR, definition, feed, read

MAY = datetime(2026, 5, 4, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fed(monkeypatch):
    feed(monkeypatch)


def people(comune: str, many: int, at: datetime = MAY) -> None:
    for _each in range(many):
        human(comune=Comune.objects.get(name=comune), birth_date=date(1990, 1, 1), created_at=at)


def places(publication: Publication) -> dict[str, tuple[str, Decimal | None]]:
    """The table of the comuni in which something was counted, or is hidden."""
    cells = publication.cells.filter(by="zone comune").select_related("comune")
    return {each.comune.name: (each.status, each.value) for each in cells if each.comune and each.value != 0}


def test_a_comune_with_four_participants_is_hidden_and_another_with_it():
    """Alone it would be what is left of its zone: so the next smallest is hidden too, and the total stays."""
    people("Foligno", 30)
    people("Spello", 4)
    people("Bevagna", 9)
    reading = read(definition(threshold=5, dimensions=["zone", "comune"]))

    made = publishing.prepare(reading, now=AFTER)

    assert places(made) == {
        "Foligno": (Status.OK, 30),
        "Spello": (Status.SUPPRESSED, None),
        "Bevagna": (Status.SUPPRESSED, None),
    }
    assert made.cells.get(by="").value == 43
    # What was read is as it was: only what everybody sees has holes.
    assert reading.cells.filter(by="zone comune", value=4).exists()


def test_of_a_month_only_the_whole_and_the_zones_are_given_and_of_a_quarter_also_the_comuni():
    people("Foligno", 30)
    indicator = definition()
    tables = {
        span: set(
            publishing.prepare(read(indicator, Period.of(span, MAY.date())), now=AFTER).cells.values_list(
                "by", flat=True
            )
        )
        for span in (Span.MONTH, Span.QUARTER, Span.YEAR)
    }
    assert tables[Span.MONTH] == {"", "zone"}
    assert tables[Span.QUARTER] == {"", "zone", "zone comune"}
    assert tables[Span.YEAR] == {
        "", "zone", "zone comune", "sex", "age", "group", "zone sex", "zone age", "zone group",
    }  # fmt: skip


def test_what_is_hidden_in_a_month_does_not_come_out_of_the_quarter():
    """April and May are known, of June there are two: the quarter must not tell them by difference."""
    indicator = definition(calculation="count", dimensions=["zone"], threshold=3)
    for month, many in ((4, 20), (5, 20), (6, 2)):
        people("Foligno", many, at=datetime(2026, month, 10, 9, tzinfo=UTC))
    for month in (4, 5, 6):
        period = Period.of(Span.MONTH, date(2026, month, 1))
        publishing.prepare(read(indicator, period), now=AFTER)

    quarter = publishing.prepare(read(indicator, Period.of(Span.QUARTER, date(2026, 4, 1))), now=AFTER)

    assert quarter.cells.get(by="").status == Status.SUPPRESSED


def test_a_quarter_of_months_that_are_all_known_is_shown():
    """The careless twin of the one above: it is the hidden month that hides the quarter, nothing else."""
    indicator = definition(calculation="count", dimensions=["zone"], threshold=3)
    for month in (4, 5, 6):
        people("Foligno", 20, at=datetime(2026, month, 10, 9, tzinfo=UTC))
        publishing.prepare(read(indicator, Period.of(Span.MONTH, date(2026, month, 1))), now=AFTER)

    quarter = publishing.prepare(read(indicator, Period.of(Span.QUARTER, date(2026, 4, 1))), now=AFTER)

    assert quarter.cells.get(by="").value == 60


def test_it_is_prepared_once_and_given_once():
    people("Foligno", 30)
    reading = read(definition())
    made = publishing.prepare(reading, now=AFTER)
    assert publishing.prepare(reading, now=AFTER + timedelta(days=1)) == made
    assert not Publication.objects.public().exists()

    assert publishing.publish([made], by=None, now=AFTER) == 1
    assert publishing.publish([made], by=None, now=AFTER + timedelta(days=1)) == 0

    assert Publication.objects.public().get().published_at == AFTER


def test_an_old_reading_is_neither_prepared_nor_given():
    people("Foligno", 30)
    old = read(definition())
    waiting = publishing.prepare(old, now=AFTER)
    people("Foligno", 3)
    new = measuring.remeasure(old, YEAR, now=AFTER)

    with pytest.raises(PublishingError, match="superseded"):
        publishing.publish([waiting], by=None, now=AFTER)
    publishing.publish([publishing.prepare(new, now=AFTER)], by=None, now=AFTER)

    assert [each.reading for each in Publication.objects.public()] == [new]


def test_what_was_published_stays_until_its_successor_is_given():
    people("Foligno", 30)
    old = read(definition())
    publishing.publish([publishing.prepare(old, now=AFTER)], by=None, now=AFTER)
    people("Foligno", 3)
    prepared = publishing.prepare(measuring.remeasure(old, YEAR, now=AFTER), now=AFTER)

    assert [each.reading for each in Publication.objects.public()] == [old]
    publishing.publish([prepared], by=None, now=AFTER)
    assert [each.reading for each in Publication.objects.public()] == [prepared.reading]


def test_a_cell_that_is_hidden_cannot_keep_its_number():
    people("Foligno", 30)
    made = publishing.prepare(read(definition()), now=AFTER)
    with pytest.raises(IntegrityError, match="what_is_hidden_says_nothing"), transaction.atomic():
        PublishedCell.objects.create(publication=made, by="sex", status=Status.SUPPRESSED, value=3)

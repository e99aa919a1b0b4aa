"""The sheet for the fridge, as it is printed: a full month still hangs as one page."""

from datetime import UTC, date, datetime

import pytest

from laboratories.pages import fridge
from networking import pdf
from tests.poppler import said_by

MONTH = date(2026, 12, 1)
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
ENTRY = fridge.Entry(
    hours="16:00–17:30",
    title="Matematica senza paura",
    place="Biblioteca comunale di Campello sul Clitunno",
    address="Biblioteca comunale di Campello sul Clitunno, Piazza Garibaldi 1, Campello sul Clitunno",
    names="Anita, Marta, Pietro",
)


def month(number):
    """A month with so many appointments on each day but Sundays."""
    rows = fridge.weeks_of(MONTH, [])
    return [
        [
            fridge.Square(each.day, each.is_of_month, [ENTRY] * number * (each.day.weekday() < 6))
            for each in week
        ]
        for week in rows
    ]


def pages_of(weeks):
    context = {"title": "dicembre 2026", **fridge.fitted(weeks, {ENTRY.address})}
    content = pdf.render(fridge.TEMPLATE, context, written_at=NOW, is_large_print=False)
    return said_by("pdftotext", content, "-layout").split("\f")[:-1]


@pytest.mark.parametrize("number", [1, 2])
def test_a_full_month_is_one_page(number):
    [page] = pages_of(month(number))

    assert "31" in page
    assert "Piazza Garibaldi 1" in page


def test_a_street_is_written_once():
    [page] = pages_of(month(2))

    assert page.count("Piazza Garibaldi 1") == 1


def test_a_quiet_month_keeps_its_letters_large():
    assert fridge.fitted(month(1), ())["is_dense"] is False
    assert fridge.fitted(month(2), ())["is_dense"] is True

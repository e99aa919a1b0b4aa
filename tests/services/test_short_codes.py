"""The code that a person reads on a sheet and says on the telephone."""

import pytest

from services.models import catalogue
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_new_sheet_whose_code_somebody_has_gets_another(norcia, monkeypatch):
    """Three million codes: chance repeats one in four of every hundred catalogues of five hundred sheets."""
    first = factories.service("Il primo", comune=norcia)
    drawn = iter([first.short_code, first.short_code, "K7-42PB"])
    monkeypatch.setattr(catalogue, "new_short_code", lambda: next(drawn))

    second = factories.service("Il secondo", comune=norcia, short_code=first.short_code)

    assert second.short_code == "K7-42PB"


def test_a_sheet_that_is_corrected_keeps_its_code(norcia):
    sheet = factories.service("Il primo", comune=norcia)
    code = sheet.short_code

    sheet.title = "Un altro titolo"
    sheet.save()
    sheet.refresh_from_db()

    assert sheet.short_code == code

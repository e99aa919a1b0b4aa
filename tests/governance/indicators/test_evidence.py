"""The rows behind a number: only for who answers for it, only of their territory, without names, and written down."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from governance.models import Evidence
from networking.models import AccessRecord, Comune, RoleKind, Zone
from tests import database
from tests.factories import human, person, signed_in
from tests.measuring import definition, feed, read

pytestmark = pytest.mark.django_db
TOUCHED = """
ALTER TABLE governance_evidence DISABLE TRIGGER USER;
UPDATE governance_evidence SET age_band = '75+';
ALTER TABLE governance_evidence ENABLE TRIGGER USER;
"""
MAY = datetime(2026, 5, 4, 9, tzinfo=UTC)


@pytest.fixture
def reading(monkeypatch):
    feed(monkeypatch, "NW-90")
    for slug in ("foligno", "foligno", "norcia"):
        human(
            "Ada Nascosta", comune=Comune.objects.get(slug=slug), birth_date=date(1990, 1, 1), created_at=MAY
        )
    return read(definition("NW-90", name="Nuovi iscritti"))


def rows_of(client, reading):
    text = client.get(f"/operatori/monitoraggio/righe/{reading.pk}/").content.decode()
    return text, text.partition("<tbody>")[2].partition("</tbody>")[0].count("<tr>")


def test_whoever_answers_for_all_of_them_sees_every_row_and_no_name(reading):
    officer = person("davide@example.org", RoleKind.MONITORING_OFFICER, everywhere=True)

    text, rows = rows_of(signed_in(officer), reading)

    assert rows == 3
    assert "Nascosta" not in text
    assert "danno ancora lo stesso numero" in text
    record = AccessRecord.objects.for_everyone(reason="prova").filter(reader=officer.pk).latest("number")
    assert (record.subject_label, record.rows) == ("governance.Evidence", 3)


def test_whoever_answers_for_a_zone_sees_its_rows(reading):
    officer = person("davide@example.org", RoleKind.MONITORING_OFFICER, zone=Zone.objects.get(number=6))
    assert rows_of(signed_in(officer), reading)[1] == 1


@pytest.mark.parametrize("kind", [RoleKind.CABINA_MEMBER, RoleKind.CITIZEN, RoleKind.DESK_OPERATOR])
def test_nobody_else_does(reading, kind):
    client = signed_in(person("altri@example.org", kind, everywhere=kind != RoleKind.CITIZEN))
    assert client.get(f"/operatori/monitoraggio/righe/{reading.pk}/").status_code == 403


@pytest.mark.parametrize("rows", [1, 25])
def test_it_asks_as_much_for_many_as_for_one(monkeypatch, rows, django_assert_max_num_queries):
    feed(monkeypatch, "NW-90")
    for _each in range(rows):
        human(comune=Comune.objects.get(slug="foligno"), birth_date=date(1990, 1, 1), created_at=MAY)
    reading = read(definition("NW-90"))
    client = signed_in(person("davide@example.org", RoleKind.MONITORING_OFFICER, everywhere=True))
    with django_assert_max_num_queries(24):
        client.get(f"/operatori/monitoraggio/righe/{reading.pk}/")


class TestRecomputing:
    def said(self, *codes):
        out = StringIO()
        try:
            call_command("recompute_indicators", *codes, stdout=out)
        except CommandError as error:
            return f"{out.getvalue()}{error}"
        return out.getvalue()

    def test_numbers_that_hold_and_numbers_whose_rows_were_erased(self, reading):
        assert "Tornano: 1. Senza più tutte le righe: 0." in self.said()
        Evidence.objects.for_everyone(reason="prova").filter(reading=reading).first().delete()
        assert "Tornano: 0. Senza più tutte le righe: 1." in self.said("NW-90")
        assert "Tornano: 0. Senza più tutte le righe: 0." in self.said("NW-01")

    @pytest.mark.django_db(transaction=True)
    def test_a_row_that_was_touched_behind_our_back_is_found(self, reading):
        database.as_owner(TOUCHED, None)
        assert "Qualche numero non è più quello delle sue righe." in self.said()

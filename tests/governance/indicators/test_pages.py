"""«Come va il progetto» as everybody reads it: the pages, the sheets and the data say the same cells."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from governance.indicators import measuring, publishing
from governance.indicators.periods import Period, Span
from governance.models import IndicatorTarget, Publication
from networking.models import Comune, Goal
from tests.factories import human
from tests.measuring import AFTER, YEAR, definition, feed, read

pytestmark = pytest.mark.django_db
DASHBOARD, PAGE = "/monitoraggio/", "/monitoraggio/nw-90/"
LATER = AFTER + timedelta(days=1)
MAY = datetime(2026, 5, 4, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def fed(monkeypatch):
    for number in range(60, 91):
        feed(monkeypatch, f"NW-{number}")


@pytest.fixture
def goal(db):
    return Goal.objects.get(sdg_number=3)


@pytest.fixture
def indicator(goal):
    return definition("NW-90", name="Nuovi iscritti", goal=goal, threshold=3, frequency=Span.MONTH)


def people(comune, many, at=MAY, born=1990):
    for _each in range(many):
        human(comune=Comune.objects.get(name=comune), birth_date=date(born, 1, 1), created_at=at)


def give(indicator, *periods):
    """Publish what is read of the periods, as the monthly work and whoever answers for it do."""
    made = [publishing.prepare(read(indicator, each), now=AFTER) for each in periods or (YEAR,)]
    publishing.publish(made, by=None, now=AFTER)
    return made[-1]


def give_again(publication):
    """Publish what late data made of the same year."""
    again = publishing.prepare(measuring.remeasure(publication.reading, YEAR, now=LATER), now=LATER)
    publishing.publish([again], by=None, now=LATER)
    return again


@pytest.fixture
def published(indicator):
    people("Foligno", 30)
    people("Spello", 2)
    people("Bevagna", 9)
    people("Norcia", 5, born=1950)
    return give(indicator)


class TestDashboard:
    def test_a_number_with_its_words_its_target_and_its_zones(self, client, published):
        IndicatorTarget.objects.create(
            code="NW-90", first_day=YEAR.first, last_day=YEAR.last, value=40, reason="Prova", set_at=MAY
        )
        text = client.get(DASHBOARD).content.decode()

        assert "Nuovi iscritti" in text
        assert "46 persone" in text
        assert "Traguardo: raggiunto" in text
        assert "<dt>Zona 8</dt><dd>41</dd>" in text

    def test_nobody_reads_what_is_not_published(self, client, indicator):
        people("Foligno", 30)
        publishing.prepare(read(indicator), now=AFTER)

        text = client.get(DASHBOARD).content.decode()

        assert "30 persone" not in text
        assert "Non c'è ancora un numero pubblicato." in text

    def test_who_has_no_rows_says_so_and_why(self, client, goal):
        definition("NW-90", name="Cadute in casa", goal=goal, not_fed_because="Il portale non le registra.")

        text = client.get(DASHBOARD).content.decode()

        assert "Non ancora alimentati" in text
        assert "Il portale non le registra." in text

    def test_without_indicators_it_says_so(self, client, db):
        assert "non sono ancora stati scritti" in client.get(DASHBOARD).content.decode()

    @pytest.mark.parametrize("many", [1, 25])
    def test_it_asks_as_much_for_many_as_for_one(self, client, goal, many, django_assert_max_num_queries):
        people("Foligno", 8)
        for number in range(60, 60 + many):
            give(definition(f"NW-{number}", goal=goal))
        with django_assert_max_num_queries(8):
            assert client.get(DASHBOARD).status_code == 200


class TestOneIndicator:
    def test_what_is_hidden_is_drawn_and_said_as_hidden(self, client, published):
        text = client.get(PAGE).content.decode()
        row = text.partition(">Spello</a>")[2].partition("</tr>")[0]

        assert "nascosto" in row
        assert "2" not in row.rpartition("<td")[2].partition(">")[2]
        assert "da 30 a 64 anni" in text

    def test_the_period_is_chosen_in_the_address(self, client, indicator):
        people("Foligno", 7)
        people("Foligno", 4, at=datetime(2026, 6, 4, 9, tzinfo=UTC))
        give(indicator, Period.of(Span.MONTH, MAY.date()), Period.of(Span.MONTH, date(2026, 6, 1)), YEAR)

        assert "Nel 2026: 11 persone." in client.get(PAGE).content.decode()
        chosen = client.get(PAGE, {"periodo": "2026-05-01/2026-05-31"}).content.decode()
        assert "A maggio 2026: 7 persone." in chosen
        assert '<option value="2026-05-01/2026-05-31" selected>' in chosen

    @pytest.mark.parametrize("wrong", ["2031", "x", "2026-05-01/2026-05-31"])
    def test_of_a_period_that_there_is_not_the_last_is_shown(self, client, published, wrong):
        answer = client.get(PAGE, {"periodo": wrong})
        assert "Nel 2026: 46 persone." in answer.content.decode()

    @pytest.mark.parametrize("path", ["nw-91/", "nw-91/dati.csv", "nw-9/", "nw-90/dati.pdf", "altro/"])
    def test_what_there_is_not(self, client, indicator, path):
        assert client.get(f"{DASHBOARD}{path}").status_code == 404

    def test_before_the_first_number_the_sheet_is_there(self, client, indicator):
        text = client.get(PAGE).content.decode()

        assert "Non c'è ancora un numero pubblicato" in text
        assert "Come si calcola" in text

    def test_late_data_are_told_with_the_number_of_before(self, client, indicator, published):
        people("Foligno", 4)
        give_again(published)

        text = client.get(PAGE).content.decode()

        assert "Nel 2026: 50 persone." in text
        assert "46" in text.partition('class="indicator-said"')[2].partition("</div>")[0]

    @pytest.mark.parametrize("many", [1, 12])
    def test_it_asks_as_much_for_many_periods_as_for_one(
        self, client, indicator, many, django_assert_max_num_queries
    ):
        people("Foligno", 8)
        give(indicator, *(Period.of(Span.MONTH, date(2026, 1 + n, 1)) for n in range(many)))
        with django_assert_max_num_queries(9):
            assert client.get(PAGE).status_code == 200


class TestOneComune:
    def page(self, client, slug="spello"):
        return client.get(f"/monitoraggio/comuni/{slug}/").content.decode()

    def test_its_numbers_beside_those_of_its_zone_and_of_all(self, client, published):
        text = self.page(client, "norcia")
        row = text.partition("Nuovi iscritti")[2].partition("</tr>")[0]
        assert [part.partition("<")[0] for part in row.split('class="number">')[1:]] == ["", "5", "46"]
        assert "<strong>5</strong>" in row

    def test_a_gap_is_of_nobody_and_is_made_of_rates(self, client, goal, monkeypatch):
        feed(monkeypatch, "NW-90", residents=lambda _period: {Comune.objects.get(slug="foligno").pk: 3000})
        people("Foligno", 9)
        give(definition("NW-90", name="Divario", goal=goal, calculation="gap", unit="index"))

        assert "Divario" not in self.page(client, "foligno")
        zones = client.get(PAGE).content.decode().partition("Zona per zona")[2].partition("</table>")[0]
        assert "Ogni mille residenti" in zones
        assert ">3<" in zones

    def test_what_is_hidden_stays_hidden(self, client, published):
        row = self.page(client).partition("Nuovi iscritti")[2].partition("</tr>")[0]
        assert "nascosto" in row
        assert "<strong>" not in row

    def test_its_page_leads_there_only_when_there_is_something(self, client, indicator):
        assert "monitoraggio/comuni" not in client.get("/comuni/foligno/").content.decode()
        people("Foligno", 9)
        give(indicator)
        assert "/monitoraggio/comuni/foligno/" in client.get("/comuni/foligno/").content.decode()
        assert client.get("/monitoraggio/comuni/roma/").status_code == 404

    @pytest.mark.parametrize("many", [1, 25])
    def test_it_asks_as_much_for_many_as_for_one(self, client, goal, many, django_assert_max_num_queries):
        people("Foligno", 8)
        for number in range(60, 60 + many):
            give(definition(f"NW-{number}", goal=goal))
        with django_assert_max_num_queries(9):
            assert "Non c'è ancora" not in self.page(client)


class TestTheSameNumbersEverywhere:
    def test_the_sheet_the_table_and_the_data_are_the_published_cells(self, client, published):
        wanted = sorted(
            (each.by, each.comune.name if each.comune else "", each.status, each.value)
            for each in published.cells.select_related("comune")
            if each.by in ("", "zone comune")
        )
        assert len({status for _by, _name, status, _value in wanted}) > 1

        assert of_json(client.get(f"{PAGE}dati.json").json()["cells"]) == wanted
        lines = csv.DictReader(
            StringIO(client.get(f"{PAGE}dati.csv").content.decode("utf-8-sig")), delimiter=";"
        )
        assert of_sheet(lines) == wanted
        sheet = load_workbook(BytesIO(client.get(f"{PAGE}dati.xlsx").content)).active
        head, *rows = sheet.iter_rows(values_only=True)
        assert of_sheet(dict(zip(head, row, strict=True)) for row in rows) == wanted

    def test_all_of_them_together(self, client, goal, published):
        give(definition("NW-60", goal=goal))
        cells = client.get(f"{DASHBOARD}dati.json").json()["cells"]
        assert {each["code"] for each in cells} == {"NW-60", "NW-90"}

    def test_an_earlier_reading_is_given_no_more(self, client, indicator, published):
        people("Foligno", 4)
        last = give_again(published)

        readings = {each["reading"] for each in client.get(f"{PAGE}dati.json").json()["cells"]}

        assert readings == {str(last.reading_id)}
        assert Publication.objects.count() == 2


def number(value):
    return None if value in ("", None) else Decimal(str(value).replace(",", "."))


def of_json(cells):
    return sorted(
        (each["by"], each["comune"], each["status"], number(each["value"]))
        for each in cells
        if each["by"] in ("", "zone comune")
    )


def of_sheet(rows):
    return sorted(
        (each["Diviso per"] or "", each["Comune"] or "", each["Stato"], number(each["Valore"]))
        for each in rows
        if (each["Diviso per"] or "") in ("", "zone comune")
    )

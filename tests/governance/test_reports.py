"""A report from its numbers to everybody's screen: written, drawn, approved by somebody else, then never changed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.db import transaction
from django.db.utils import IntegrityError
from openpyxl import load_workbook

from governance.indicators import measuring, publishing
from governance.indicators.periods import Period, Span
from governance.models import MonitoringReport
from governance.refusing import GovernanceError
from governance.reporting import beginning, drawing, writing
from networking.models import Comune, Goal, Job, RoleKind, StoredFile, Zone
from tests import pdf_structure, poppler
from tests.factories import human, person, signed_in
from tests.measuring import AFTER, YEAR, definition, feed, read

pytestmark = pytest.mark.django_db
DESK = "/operatori/monitoraggio/"
MAY = datetime(2026, 5, 4, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def fed(monkeypatch):
    feed(monkeypatch, "NW-90")


@pytest.fixture
def officer(db):
    return person("monitoraggio@example.org", RoleKind.MONITORING_OFFICER, everywhere=True)


@pytest.fixture
def member(db):
    return person("cabina@example.org", RoleKind.CABINA_MEMBER, everywhere=True)


@pytest.fixture
def number(db):
    """Thirty people in Foligno, two in Spello, ten in Norcia."""
    for comune, many in (("foligno", 30), ("spello", 2), ("bevagna", 9), ("norcia", 10)):
        for _each in range(many):
            human(comune=Comune.objects.get(slug=comune), birth_date=date(1990, 1, 1), created_at=MAY)
    made = definition("NW-90", name="Nuovi iscritti", goal=Goal.objects.get(sdg_number=3), threshold=3)
    definition("NW-91", goal=made.goal, name="Cadute in casa", not_fed_because="Il portale non le registra.")
    return made


@pytest.fixture
def prepared(number):
    return publishing.prepare(read(number), now=AFTER)


@pytest.fixture
def given(prepared):
    publishing.publish([prepared], by=None, now=AFTER)
    return prepared


@pytest.fixture
def draft(given, officer):
    return writing.draft(YEAR, None, by=officer, now=AFTER)


@pytest.fixture
def drawn(draft):
    return drawing.draw(draft, now=AFTER)


@pytest.fixture
def approved(drawn, member):
    writing.approve(drawn, by=member, digest=bytes(drawn.digest).hex(), now=AFTER)
    drawn.refresh_from_db()
    return drawn


@pytest.fixture
def public(approved, member):
    writing.publish(approved, by=member, now=AFTER)
    approved.refresh_from_db()
    return approved


def bytes_of(report):
    with report.file.file.open() as file:
        return file.read()


class TestBeginning:
    def test_the_summary_is_made_of_the_numbers(self, draft):
        assert draft.code == "2026-1"
        assert "nel 2026, per tutto il territorio, con 1 numero." in draft.summary
        assert "1 indicatore non è ancora alimentato." in draft.summary
        assert draft.publications.count() == 1

    def test_each_year_has_its_numbers(self, draft, given, officer):
        other = writing.draft(YEAR, Zone.objects.get(number=8), by=officer, now=AFTER)
        assert (other.year, other.number) == (2026, 2)
        assert "Zona sociale 8" in other.summary

    @pytest.mark.parametrize(
        ("period", "sentence"),
        [
            (Period.of(Span.YEAR, date(2027, 1, 1)), "non è ancora finito"),
            (Period.of(Span.YEAR, date(2024, 1, 1)), "nessun numero pubblicato"),
            (YEAR, "c'è già una bozza"),
        ],
    )
    def test_what_cannot_be_begun(self, draft, officer, period, sentence):
        with pytest.raises(GovernanceError, match=sentence):
            writing.draft(period, None, by=officer, now=AFTER)

    def test_what_nobody_published_is_in_no_report(self, prepared, officer):
        with pytest.raises(GovernanceError, match="nessun numero pubblicato"):
            writing.draft(YEAR, None, by=officer, now=AFTER)


class TestByItself:
    def publish(self, number, span, day):
        made = publishing.prepare(read(number, Period.of(span, day)), now=AFTER)
        publishing.publish([made], by=None, now=AFTER)

    def test_it_waits_for_the_numbers_and_begins_once(self, number):
        when = datetime(2026, 6, 12, 6, tzinfo=UTC)
        assert beginning.begin(now=when) == 0
        self.publish(number, Span.MONTH, MAY.date())

        assert beginning.begin(now=when) == 1
        assert beginning.begin(now=when) == 0
        report = MonitoringReport.objects.get()
        assert (report.first_day, report.last_day, report.drafted_by) == (
            date(2026, 5, 1),
            date(2026, 5, 31),
            None,
        )

    def test_after_the_third_month_it_is_of_the_quarter(self, number):
        self.publish(number, Span.MONTH, date(2026, 6, 1))
        assert beginning.begin(now=datetime(2026, 7, 12, 6, tzinfo=UTC)) == 0
        self.publish(number, Span.QUARTER, date(2026, 6, 1))
        assert beginning.begin(now=datetime(2026, 7, 12, 6, tzinfo=UTC)) == 1

    def test_what_began_by_itself_whoever_looks_after_the_numbers_may_approve(self, given, officer):
        report = drawing.draw(writing.draft(YEAR, None, by=None, now=AFTER), now=AFTER)
        writing.approve(report, by=officer, digest=bytes(report.digest).hex(), now=AFTER)
        report.refresh_from_db()
        assert report.approved_by == officer


class TestDrawing:
    def test_it_is_whole_for_a_screen_reader_and_says_the_published_cells(self, drawn):
        content = bytes_of(drawn)
        assert pdf_structure.flaws(content, standard=pdf_structure.UNIVERSAL) == []
        text = poppler.said_by("pdftotext", content, "-layout")
        assert "Nel 2026: 51 persone." in text
        zones = (line for line in text.splitlines() if line.strip().startswith("Zona sociale 8"))
        assert next(zones).split()[-1] == "41"
        assert drawn.publications.get().reading.digest[:20] in text.replace("\n", "")

    def test_other_words_have_no_pdf(self, drawn, officer):
        writing.rewrite(drawn, "Altre parole.", by=officer)
        drawn.refresh_from_db()
        assert drawn.file is None
        assert drawn.digest is None

    def test_drawn_again_the_old_file_goes(self, drawn):
        drawing.draw(drawn, now=AFTER)
        assert StoredFile.objects.filter(name__startswith="rapporto-").count() == 1

    def test_words_changed_while_it_was_drawn(self, draft, officer):
        stale = MonitoringReport.objects.get(pk=draft.pk)
        writing.rewrite(draft, "Altre parole.", by=officer)
        with pytest.raises(GovernanceError, match="Il testo è cambiato"):
            drawing.draw(stale, now=AFTER)

    def test_hidden_numbers_are_hidden_in_it(self, draft):
        (page,) = drawing.of(draft, now=AFTER)["chapters"][0].pages
        lines = {bar.line.name: bar.line.words for bar in page.comuni.bars}
        assert lines["Foligno"] == "30"
        assert lines["Spello"] == lines["Bevagna"] == "nascosto"

    def test_of_a_zone_only_its_comuni(self, given, officer):
        report = writing.draft(YEAR, Zone.objects.get(number=6), by=officer, now=AFTER)
        (page,) = drawing.of(report, now=AFTER)["chapters"][0].pages
        assert page.sentences[0] == "Nel 2026: 10 persone."
        assert {bar.line.name for bar in page.comuni.bars} >= {"Norcia", "Preci"}
        assert "Foligno" not in {bar.line.name for bar in page.comuni.bars}


class TestPromises:
    def test_who_wrote_it_does_not_approve_it(self, drawn, officer):
        with pytest.raises(GovernanceError, match="una persona diversa"):
            writing.approve(drawn, by=officer, digest=bytes(drawn.digest).hex(), now=AFTER)

    def test_who_rewrote_it_has_written_it(self, draft, member):
        writing.rewrite(draft, "Altre parole.", by=member)
        again = drawing.draw(MonitoringReport.objects.get(pk=draft.pk), now=AFTER)
        with pytest.raises(GovernanceError, match="una persona diversa"):
            writing.approve(again, by=member, digest=bytes(again.digest).hex(), now=AFTER)

    def test_what_one_approves_is_what_one_read(self, drawn, member):
        with pytest.raises(GovernanceError, match="è cambiato mentre lo leggevi"):
            writing.approve(drawn, by=member, digest="00" * 32, now=AFTER)

    def test_without_a_pdf_nothing_is_approved(self, draft, member):
        with pytest.raises(GovernanceError, match="Prima si prepara il PDF"):
            writing.approve(draft, by=member, digest="", now=AFTER)

    @pytest.mark.parametrize(
        "change",
        [{"summary": "x"}, {"digest": b"x" * 32}, {"state": "draft", "approved_at": None}, {"number": 9}],
    )
    def test_the_database_keeps_an_approved_one_for_every_writer(self, approved, change):
        with pytest.raises(IntegrityError, match="an_approved_report_stays"):
            MonitoringReport.objects.filter(pk=approved.pk).update(**change)

    def test_its_numbers_stay_too(self, approved):
        with pytest.raises(IntegrityError, match="an_approved_report_stays"), transaction.atomic():
            approved.publications.clear()
        with pytest.raises(IntegrityError, match="an_approved_report_stays"), transaction.atomic():
            approved.delete()

    def test_a_draft_is_not_published(self, drawn, member):
        with pytest.raises(GovernanceError, match="è andato avanti"):
            writing.publish(drawn, by=member, now=AFTER)

    def test_a_draft_can_go(self, drawn):
        drawn.delete()
        assert not MonitoringReport.objects.exists()


class TestPages:
    def test_prepared_numbers_are_given_to_everybody(self, prepared, officer):
        writer = signed_in(officer)
        assert ">51<" in writer.get(DESK).content.decode()
        writer.post(f"{DESK}numeri/", {"periodo": "2026-01-01/2026-12-31"})
        assert "Niente aspetta." in writer.get(DESK).content.decode()

    def test_a_bad_period_is_said_and_what_was_chosen_stays(self, given, officer):
        browser = signed_in(officer)
        answer = browser.post(f"{DESK}rapporti/nuovo/", {"period": "2031", "zone": "foligno"})
        assert answer.status_code == 200
        assert "Scegli un periodo dell&#x27;elenco." in answer.content.decode()

    def test_an_empty_summary_is_said_beside_it(self, draft, officer):
        answer = signed_in(officer).post(f"{DESK}rapporti/{draft.pk}/", {"summary": "  "})
        assert "Scrivi almeno una frase" in answer.content.decode()
        draft.refresh_from_db()
        assert draft.summary

    def test_a_worker_draws_it(self, draft, officer):
        answer = signed_in(officer).post(f"{DESK}rapporti/{draft.pk}/pdf/")
        job = Job.objects.for_everyone(reason="prova").get()
        assert answer.url == job.get_absolute_url()
        assert job.kind == "governance.report"

    def test_everybody_reads_what_is_published_and_nothing_else(self, drawn, client):
        assert client.get("/monitoraggio/rapporti/").status_code == 200
        for path in ("", "rapporto.pdf", "dati.csv"):
            assert client.get(f"/monitoraggio/rapporti/2026-1/{path}").status_code == 404

    def test_the_page_the_pdf_and_the_sheet(self, public, client):
        text = client.get(public.get_absolute_url()).content.decode()
        assert bytes(public.digest).hex() in text
        pdf = client.get(f"{public.get_absolute_url()}rapporto.pdf")
        assert pdf.content[:5] == b"%PDF-"
        rows = client.get(f"{public.get_absolute_url()}dati.csv").content.decode("utf-8-sig").splitlines()
        sheet = load_workbook(BytesIO(client.get(f"{public.get_absolute_url()}dati.xlsx").content)).active
        assert len(rows) == sheet.max_row == public.publications.get().cells.count() + 1

    def test_a_number_revised_since_is_told(self, public, number, client):
        assert "rivisto" not in client.get(public.get_absolute_url()).content.decode()
        human(comune=Comune.objects.get(slug="foligno"), birth_date=date(1990, 1, 1), created_at=MAY)
        again = measuring.remeasure(public.publications.get().reading, YEAR, now=AFTER)
        publishing.publish([publishing.prepare(again, now=AFTER)], by=None, now=AFTER)

        text = client.get(public.get_absolute_url()).content.decode()
        assert "1 numero è stato rivisto" in text
        # The report says still what it said.
        assert "51" in text

    def test_who_sits_in_the_cabina_reads_and_approves_but_does_not_write(self, drawn, member, officer):
        reader = signed_in(member)
        page = f"{DESK}rapporti/{drawn.pk}/"
        assert "Approvo questo PDF" in reader.get(page).content.decode()
        assert "Approvo questo PDF" not in signed_in(officer).get(page).content.decode()
        reader.post(page, {"summary": "Altro"})
        reader.post(f"{page}approva/", {"impronta": bytes(drawn.digest).hex()})
        drawn.refresh_from_db()
        assert (drawn.state, drawn.approved_by) == ("approved", member)
        reader.post(f"{page}pubblica/")
        drawn.refresh_from_db()
        assert drawn.state == "published"

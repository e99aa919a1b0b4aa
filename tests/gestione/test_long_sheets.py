"""Long sheets and long lists: done by a worker, followed on a page, with the same rules as short ones."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from networking.jobs import run
from networking.models import Job, Role
from services import jobs
from services.models import Organization, PendingImport
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/gestione/services/organization/"
IMPORT = f"{LIST}importa/"
ROWS = [f";Coro {each};Associazione;Cascia" for each in range(3)]


@pytest.fixture(autouse=True)
def everything_is_long(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(jobs, "ROWS_AT_ONCE", 2)
    monkeypatch.setattr(jobs, "EXPORTED_AT_ONCE", 2)


@pytest.fixture
def pro_loco(norcia):
    return factories.organization("Pro Loco", comune=norcia)


def hand_in(client, *rows):
    """Upload a sheet; the page that follows."""
    content = "\n".join(["Codice;Nome;Tipo;Comune", *rows]).encode()
    return client.post(IMPORT, {"sheet": SimpleUploadedFile("enti.csv", content)}, follow=True)


def last_job():
    return Job.objects.for_everyone(reason="prova").order_by("-created_at").first()


def looked_at(client, *rows):
    """The preview of a sheet that a worker has looked at."""
    hand_in(client, *rows)
    run()
    return client.get(last_job().leads_to, follow=True)


def confirm(client, page):
    return client.post(page.request["PATH_INFO"], {"seen": page.context["plan"].digest}, follow=True)


def choirs():
    return Organization.objects.filter(name__startswith="Coro").count()


def test_a_long_sheet_is_looked_at_and_written_by_a_worker(as_operator_6, pro_loco):
    following = hand_in(as_operator_6, *ROWS).content.decode()
    assert "Che cosa cambierebbe: enti" in following
    assert "Annulla" in following

    page = looked_at(as_operator_6, *ROWS)
    assert "Scrivi 3 righe nel catalogo" in page.content.decode()
    assert choirs() == 0
    confirm(as_operator_6, page)
    assert choirs() == 0
    run()

    done = last_job()
    assert (done.state, done.outcome, done.leads_to) == ("done", "3 righe nuove. 0 righe cambiate.", LIST)
    assert choirs() == 3
    assert "3 righe nuove" in as_operator_6.get(done.get_absolute_url()).content.decode()


def test_a_long_sheet_to_mend_says_where_and_cannot_be_written(as_operator_6, pro_loco):
    page = looked_at(as_operator_6, *ROWS, ";Banda;Associazione;Foligno").content.decode()

    assert "Ci sono" not in last_job().outcome
    assert last_job().outcome == "C'è 1 cosa da correggere: non è stato scritto niente."
    assert "Questa riga non è di un comune che puoi curare." in page
    assert "Scrivi" not in page


def test_a_sheet_to_mend_does_not_wait_for_a_confirmation(as_operator_6, pro_loco):
    looked_at(as_operator_6, *ROWS, ";Banda;Associazione;Foligno")

    assert "aspetta la tua conferma" not in as_operator_6.get("/gestione/").content.decode()
    looked_at(as_operator_6, *ROWS)
    assert "aspetta la tua conferma" in as_operator_6.get("/gestione/").content.decode()


def test_a_long_sheet_that_says_nothing_new_is_put_aside(as_operator_6, norcia):
    rows = [
        f"{each.slug};{each.name};Altro ente;Norcia"
        for each in (factories.organization(comune=norcia) for _n in range(3))
    ]

    hand_in(as_operator_6, *rows)
    run()

    assert "stesse cose del catalogo" in last_job().outcome
    assert not PendingImport.objects.exists()


def test_what_changed_meanwhile_is_looked_at_again_before_it_is_written(as_operator_6, cascia):
    page = looked_at(as_operator_6, *ROWS)
    factories.organization("Coro 1", comune=cascia)

    confirm(as_operator_6, page)
    run()

    refused = last_job()
    assert (refused.state, refused.fault) == ("failed", "")
    assert "Intanto il catalogo è cambiato" in refused.error
    assert choirs() == 1
    again = as_operator_6.get(page.request["PATH_INFO"])
    assert "bisogna guardare che cosa cambierebbe" in again.content.decode()
    as_operator_6.post(page.request["PATH_INFO"], {"look": "1"})
    run()
    assert "Scrivi" not in as_operator_6.get(page.request["PATH_INFO"]).content.decode()


def test_confirming_twice_writes_once(as_operator_6, pro_loco):
    page = looked_at(as_operator_6, *ROWS)
    first, second = confirm(as_operator_6, page), confirm(as_operator_6, page)
    assert first.request["PATH_INFO"] == second.request["PATH_INFO"]
    run()

    confirm(as_operator_6, page)
    run()

    assert choirs() == 3


def test_a_cancelled_writing_writes_nothing_and_the_sheet_still_waits(as_operator_6, pro_loco):
    page = looked_at(as_operator_6, *ROWS)
    following = confirm(as_operator_6, page)

    as_operator_6.post(f"{following.request['PATH_INFO']}annulla/")
    run()

    assert (last_job().state, choirs()) == ("cancelled", 0)
    assert "Scrivi 3 righe" in as_operator_6.get(page.request["PATH_INFO"]).content.decode()


def test_a_sheet_that_is_being_written_leads_to_its_job(as_operator_6, pro_loco):
    page = looked_at(as_operator_6, *ROWS)
    following = confirm(as_operator_6, page).request["PATH_INFO"]

    assert as_operator_6.get(page.request["PATH_INFO"]).url == following
    assert as_operator_6.post(page.request["PATH_INFO"], {"give_up": "1"}).url == following


def test_asvs_8_3_2_a_role_that_has_ended_writes_nothing(as_operator_6, operator_of_zone_6, pro_loco):
    confirm(as_operator_6, looked_at(as_operator_6, *ROWS))
    Role.objects.filter(user=operator_of_zone_6).update(ends_on=timezone.localdate())

    run()

    assert (last_job().state, choirs()) == ("failed", 0)
    assert "Non puoi più lavorare su questo elenco." in last_job().error


def test_asvs_8_2_2_nobody_confirms_somebody_elses_long_sheet(as_operator_6, as_administrator_6, pro_loco):
    page = looked_at(as_operator_6, *ROWS)

    as_administrator_6.post(page.request["PATH_INFO"], {"seen": page.context["plan"].digest})
    run()

    assert choirs() == 0


class TestLongLists:
    """Taken away as a file that a worker prepares."""

    @pytest.fixture
    def many(self, norcia, foligno):
        factories.organization("Canarino", comune=foligno)
        return [factories.organization(f"Ente {each}", comune=norcia) for each in range(4)]

    def prepared(self):
        run()
        job = last_job()
        assert (job.state, job.error) == ("done", "")
        return job

    def test_asvs_3_5_1_a_link_only_asks_whether_to_prepare_it(self, as_operator_6, many):
        page = as_operator_6.get(f"{LIST}esporta/xlsx/").content.decode()

        assert "Prepara il file .xlsx" in page
        assert last_job() is None

    def test_asvs_8_4_1_it_holds_only_ones_own_zone(self, as_operator_6, many):
        as_operator_6.post(f"{LIST}esporta/xlsx/")
        job = self.prepared()

        book = load_workbook(io.BytesIO(job.file.read()))
        names = [row[1] for row in book.active.values]
        assert names[0] == "Nome"
        assert sorted(names[1:]) == sorted(each.name for each in many)
        assert job.outcome == "4 righe."

    def test_of_a_list_only_the_chosen_rows(self, as_operator_6, many):
        chosen = {"action": "export_chosen", "_selected_action": [each.pk for each in many[:3]]}
        as_operator_6.post(LIST, chosen)

        assert self.prepared().outcome == "3 righe."

    def test_asvs_8_3_2_who_no_longer_cares_for_the_place_no_longer_has_the_file(
        self, as_operator_6, operator_of_zone_6, many
    ):
        as_operator_6.post(f"{LIST}esporta/csv/")
        file = f"{self.prepared().get_absolute_url()}file/"
        assert as_operator_6.get(file).status_code == 200

        Role.objects.filter(user=operator_of_zone_6).update(ends_on=timezone.localdate())

        assert as_operator_6.get(file).status_code == 404

    def test_only_sheets_are_handed_out(self, as_operator_6, many):
        assert as_operator_6.get(f"{LIST}esporta/pdf/").status_code == 404
        assert as_operator_6.post(f"{LIST}esporta/pdf/").status_code == 404

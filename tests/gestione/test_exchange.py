"""Handing sheets in and out, page by page."""

import io

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from networking.models import RoleKind
from services.models import Organization, PendingImport
from tests import factories

LIST = "/gestione/services/organization/"
IMPORT = f"{LIST}importa/"
HEADER = "Codice;Nome;Tipo;Comune"


@pytest.fixture
def pro_loco(norcia):
    return factories.organization("Pro Loco", comune=norcia)


def sheet(*rows):
    return SimpleUploadedFile("enti.csv", "\n".join([HEADER, *rows]).encode())


def hand_in(client, *rows):
    """Upload a sheet; the page that follows."""
    return client.post(IMPORT, {"sheet": sheet(*rows)}, follow=True)


def confirm(client, page):
    return client.post(page.request["PATH_INFO"], {"seen": page.context["plan"].digest}, follow=True)


def test_a_sheet_is_seen_first_and_written_when_confirmed(as_operator_6, pro_loco):
    page = hand_in(
        as_operator_6, f"{pro_loco.slug};Pro Loco Norcia;Pro loco;Norcia", ";Coro;Associazione;Cascia"
    )
    assert "Non è ancora stato scritto niente" in page.content.decode()
    assert not Organization.objects.filter(name="Coro").exists()

    done = confirm(as_operator_6, page)

    assert "1 riga nuova. 1 riga cambiata." in done.content.decode()
    assert set(Organization.objects.values_list("name", flat=True)) == {"Pro Loco Norcia", "Coro"}


def test_the_history_of_a_row_says_from_which_sheet_it_was_written(as_operator_6, pro_loco):
    confirm(as_operator_6, hand_in(as_operator_6, f"{pro_loco.slug};Nuovo nome;Pro loco;Norcia"))

    assert LogEntry.objects.get(object_id=str(pro_loco.pk)).change_message == "Dal foglio «enti.csv»."


def test_a_sheet_to_mend_keeps_nothing_and_says_where(as_operator_6, pro_loco):
    page = hand_in(as_operator_6, ";Coro;Associazione;Cascia", ";Banda;Associazione;Foligno").content.decode()

    assert "Non è stato scritto niente: in «enti.csv» c'è 1 cosa da correggere." in page
    assert "Questa riga non è di un comune che puoi curare." in page
    assert not PendingImport.objects.exists()


def test_the_same_sheet_twice_has_nothing_to_do(as_operator_6, pro_loco):
    page = hand_in(as_operator_6, f"{pro_loco.slug};Pro Loco;Altro ente;Norcia").content.decode()

    assert "non c&#x27;è niente da cambiare" in page


def test_what_is_posted_is_not_believed(as_operator_6, pro_loco):
    page = hand_in(as_operator_6, ";Coro;Associazione;Cascia")

    again = as_operator_6.post(page.request["PATH_INFO"], {"seen": "0" * 64}, follow=True)

    assert "Intanto il catalogo è cambiato" in again.content.decode()
    assert not Organization.objects.filter(name="Coro").exists()


def test_giving_up_writes_nothing(as_operator_6, pro_loco):
    page = hand_in(as_operator_6, ";Coro;Associazione;Cascia")

    as_operator_6.post(page.request["PATH_INFO"], {"give_up": "1"})

    assert (Organization.objects.count(), PendingImport.objects.count()) == (1, 0)


def test_asvs_8_2_2_nobody_opens_or_confirms_somebody_elses_sheet(
    as_operator_6, as_administrator_6, pro_loco
):
    page = hand_in(as_operator_6, ";Coro;Associazione;Cascia")
    theirs = page.request["PATH_INFO"]

    assert "plan" not in as_administrator_6.get(theirs, follow=True).context
    as_administrator_6.post(theirs, {"seen": page.context["plan"].digest})
    assert not Organization.objects.filter(name="Coro").exists()


def test_confirming_twice_writes_once(as_operator_6, pro_loco):
    page = hand_in(as_operator_6, ";Coro;Associazione;Cascia")
    confirm(as_operator_6, page)
    confirm(as_operator_6, page)

    assert Organization.objects.filter(name="Coro").count() == 1


def test_asvs_8_4_1_an_export_holds_only_ones_own_zone(as_operator_6, pro_loco, foligno):
    factories.organization("Canarino", comune=foligno)

    content = as_operator_6.get(f"{LIST}esporta/csv/").content.decode()

    assert "Pro Loco" in content
    assert "Canarino" not in content


def test_asvs_8_4_1_nor_by_choosing_rows_that_are_not_ones_own(as_operator_6, pro_loco, foligno):
    elsewhere = factories.organization("Canarino", comune=foligno)

    chosen = {"action": "export_chosen", "_selected_action": [pro_loco.pk, elsewhere.pk]}
    book = load_workbook(io.BytesIO(as_operator_6.post(LIST, chosen).content))

    assert [row[1] for row in book.active.values] == ["Nome", "Pro Loco"]


@pytest.mark.parametrize("kind", [RoleKind.MONITORING_OFFICER, RoleKind.SECRETARY])
def test_whoever_only_exports_does_not_import(kind, db):
    client = factories.signed_in(factories.person("x@example.org", kind, everywhere=True))

    assert client.get(f"{LIST}esporta/xlsx/").status_code == 200
    assert client.get(IMPORT).status_code == 403
    assert client.post(IMPORT, {"sheet": sheet(";A;Altro ente;Norcia")}).status_code == 403


def test_coordinators_take_no_sheet_away(db):
    client = factories.signed_in(factories.person("x@example.org", "volunteer_coordinator", everywhere=True))

    assert client.get(f"{LIST}esporta/csv/").status_code == 403
    assert "Scarica tutto" not in client.get(LIST).content.decode()


@pytest.mark.parametrize("address", ["esporta/pdf/", "modello/exe/"])
def test_only_sheets_are_handed_out(as_operator_6, address):
    assert as_operator_6.get(f"{LIST}{address}").status_code == 404


def test_without_a_file_the_page_asks_for_one(as_operator_6):
    assert "Scegli un file .csv o .xlsx." in as_operator_6.post(IMPORT, {}).content.decode()

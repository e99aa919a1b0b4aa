"""A sheet with something wrong changes nothing, and says row by row what to mend."""

import pytest

from services.imports import ORGANIZATIONS, SERVICES, ImportChangedError, confirm, keep, plan_of, read
from services.models import PendingImport, Place, Service
from tests import factories

from .sheets import EVERYWHERE, csv_of, exported, planned, refusals, upload, zone

GOOD = {"title": "Spesa a casa", "summary": "Un aiuto.", "category": "aiuto-a-casa", "comune": "Norcia"}
FREE_WITH_A_PRICE = "Hai scritto che è gratuito, ma qui c'è un prezzo: correggi uno dei due."


@pytest.fixture(autouse=True)
def pro_loco(norcia):
    return factories.organization("Pro Loco", comune=norcia)


def row(**cells):
    """A good row, with something changed."""
    return {**GOOD, "place_name": "Sede", "organization": "Pro Loco", **cells}


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"comune": "Norcja"}, "Comune", "«Norcja» non c'è: forse volevi «norcia»."),
        ({"comune": "Roma"}, "Comune", "«Roma» non c'è."),
        ({"comune": ""}, "Comune", "Scrivi in quale comune è il luogo."),
        ({"place_name": ""}, "Luogo", "Scrivi come si chiama il luogo, per esempio «Sede di via Roma»."),
        ({"min_age": "60", "max_age": "18"}, "Età massima", "L'età massima è più bassa di quella minima."),
        ({"max_age": "dieci"}, "Età massima", "Inserisci un numero intero."),
        ({"cost": "a pagamento"}, "Costo in parole", "Se il servizio si paga, scrivi quanto costa."),
        ({"cost": "gratuito", "cost_text": "5 euro al mese"}, "Costo in parole", FREE_WITH_A_PRICE),
        ({"cost": "caro"}, "Quanto costa", "«caro» non va: scrivi «gratuito», «a pagamento»,"),
        ({"title": ""}, "Titolo", "Questo campo serve"),
        ({"title": "x" * 81}, "Titolo", "più di 80 caratteri"),
        ({"category": "aiuto a cassa"}, "Categoria", "«aiuto a cassa» non c'è: forse volevi"),
        ({"organization": "Nessuno"}, "Ente responsabile", "«Nessuno» non c'è."),
        ({"phones": "chiama in ufficio"}, "Telefoni", "Scrivi il telefono in cifre"),
        ({"emails": "senza chiocciola"}, "E-mail", "«senza chiocciola» non è un'e-mail"),
        ({"sites": "javascript:alert(1)"}, "Siti", "non è un indirizzo di un sito"),
        ({"online_url": "javascript:alert(1)"}, "Indirizzo in rete per richiederlo", ""),
        ({"targets": "Marziani"}, "Gruppi", "«Marziani» non c'è"),
        ({"serves_everywhere": "forse"}, "Aperto a tutto il territorio", "scrivi «sì» o «no»"),
        ({"code": "K7-42PB"}, "Codice", "Fra quelle che puoi curare non c'è nessuna riga con questo codice."),
        ({"description": "=HYPERLINK(1)"}, "Descrizione", "formula"),
    ],
)
def test_what_is_wrong_is_said_with_its_row_and_column(cells, column, sentence):
    (found,) = refusals(SERVICES, csv_of(SERVICES, row(title="Prima riga buona"), row(**cells)))

    assert found[:2] == (3, column)
    assert sentence in found[2]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("Codice;Titolo\n;Città\n".encode("cp1252"), "non è in UTF-8"),
        ("Titolo;Comune\nUno;Norcia\n", "Manca la colonna «Codice»."),
        (b"", "Il file è vuoto."),
        (b"%PDF-1.7", "non è un foglio"),
        ("Codice;Titolo;Prezzo\n;Uno;5\n", "La colonna «Prezzo» non è fra quelle previste."),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content, sentence):
    assert any(sentence in found[2] for found in refusals(SERVICES, upload(content)))


def test_the_same_row_twice_is_refused():
    ((number, column, sentence),) = refusals(SERVICES, csv_of(SERVICES, row(), row()))

    assert (number, column) == (3, "Codice")
    assert sentence == "È la stessa della riga 2: tienine una sola."


def test_what_is_there_already_asks_for_its_code(pro_loco):
    file = csv_of(ORGANIZATIONS, {"name": "PRO LOCO", "kind": "Pro loco", "comune": "Norcia"})

    ((_number, _column, sentence),) = refusals(ORGANIZATIONS, file)

    assert sentence == f"C'è già: per cambiarla scrivi qui il suo codice, «{pro_loco.slug}»."


def test_the_same_code_twice_is_refused(pro_loco):
    again = {"code": pro_loco.slug, "name": "Altro", "kind": "Pro loco", "comune": "Norcia"}

    ((number, _column, sentence),) = refusals(ORGANIZATIONS, csv_of(ORGANIZATIONS, again, again))

    assert (number, sentence) == (3, "Lo stesso codice è già alla riga 2.")


def test_asvs_8_4_1_a_row_of_another_zone_is_refused_to_an_operator_of_zone_6():
    file = csv_of(SERVICES, row(), row(comune="Foligno"))

    ((number, column, sentence),) = refusals(SERVICES, file, zone(6))

    assert (number, column) == (3, "Comune")
    assert sentence == "Questa riga non è di un comune che puoi curare."


def test_asvs_8_4_1_a_code_of_another_zone_is_as_unknown_as_one_that_is_not_there(foligno):
    factories.service("Di Foligno", comune=foligno)
    handed_out_elsewhere = exported(SERVICES)

    sentences = {found[2] for found in refusals(SERVICES, handed_out_elsewhere, zone(6))}

    assert sentences == {"Fra quelle che puoi curare non c'è nessuna riga con questo codice."}


def test_a_row_of_ones_own_cannot_be_moved_to_another_zone(norcia):
    sheet = factories.service(comune=norcia)
    file = csv_of(SERVICES, row(code=sheet.short_code, comune="Foligno"))

    assert refusals(SERVICES, file, zone(6))[0][2] == "Questa riga non è di un comune che puoi curare."


@pytest.mark.parametrize("address", ["Via Nuova 1", ""])
def test_a_hidden_place_cannot_be_written_in_the_open(norcia, address):
    hidden = factories.place(norcia, name="Casa rifugio", is_protected=True)
    sheet = factories.service(place=hidden)
    file = csv_of(SERVICES, row(code=sheet.short_code, place_name="Casa rifugio", address=address))

    ((_number, column, sentence),) = refusals(SERVICES, file)

    assert column == "Indirizzo"
    assert sentence.startswith("L'indirizzo di questo luogo è protetto")


def test_one_bad_row_among_good_ones_writes_nothing(administrator, now):
    before = (Service.objects.count(), Place.objects.count())
    file = csv_of(SERVICES, row(), row(title="Altro", comune="Foligno"))
    pending = keep(read(file, SERVICES), table=SERVICES, file_name="f.csv", by=administrator, now=now)
    plan = plan_of(pending, SERVICES, zone(6))

    with pytest.raises(ImportChangedError):
        confirm(pending.pk, seen=plan.digest, table=SERVICES, scope=zone(6), by=administrator, now=now)

    assert (Service.objects.count(), Place.objects.count()) == before
    assert PendingImport.objects.exists()


def test_organisations_without_a_comune_are_for_the_whole_territory_only():
    file = {"name": "Rete", "kind": "Altro ente", "comune": ""}
    working_in_zone_6 = refusals(ORGANIZATIONS, csv_of(ORGANIZATIONS, file), zone(6))

    assert [found[2] for found in working_in_zone_6] == ["Questa riga non è di un comune che puoi curare."]
    assert planned(ORGANIZATIONS, csv_of(ORGANIZATIONS, file), EVERYWHERE).can_be_written


def test_what_is_wrong_does_not_tell_of_hidden_places_of_other_zones(foligno):
    factories.place(foligno, name="Casa rifugio", is_protected=True)
    file = csv_of(SERVICES, row(comune="Foligno", place_name="Casa rifugio"))

    assert [found[2] for found in refusals(SERVICES, file, zone(6))] == [
        "Questa riga non è di un comune che puoi curare."
    ]

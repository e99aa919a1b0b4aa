"""The ICCU's register of libraries: as published, as copied, and broken."""

import pytest

from services.models import Library
from services.registers.importing import import_register
from services.registers.libraries import REGISTER

# The headings of territorio.csv, as the ICCU publishes it.
HEADINGS = (
    "codice-isil;codice-sbn;denominazione;indirizzo;frazione;cap;comune;codice istat comune;provincia;regione;"
    "codice istat provincia;latitudine;longitudine;telefono;fax;email;url"
)
NORCIA = (
    "IT-PG0070;;Biblioteca comunale San Benedetto;Via Renzi 1;;06046;Norcia;054035;Perugia;Umbria;054;"
    "42,792805;13,091013;0743828711;;biblioteca@comune.norcia.pg.it;http://www.comune.norcia.pg.it"
)


@pytest.fixture
def read(tmp_path, db):
    def read(*lines, headings=HEADINGS):
        path = tmp_path / "territorio.csv"
        path.write_text("\n".join([headings, *lines, ""]))
        return import_register(REGISTER, path)

    return read


def said(report):
    return "\n".join(report.lines())


def test_a_library_is_read_as_the_iccu_publishes_it(read, norcia):
    read(NORCIA)

    library = Library.objects.get()
    assert (library.isil, library.comune) == ("IT-PG0070", norcia)
    assert (library.latitude, library.longitude) == (42.792805, 13.091013)


def test_a_point_in_the_sea_is_left_out_whole_and_told(read):
    report = read(NORCIA.replace("42,792805", "12,792805"))

    library = Library.objects.get()
    assert (library.latitude, library.longitude) == (None, None)
    assert "«12.792805» non va" in said(report)


def test_the_zero_of_who_does_not_know_is_no_point(read):
    read(NORCIA.replace("42,792805;13,091013", "0,0;0,0"))

    assert Library.objects.get().latitude is None


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (NORCIA.replace("IT-PG0070", "PG0070"), "Il codice ISIL è fatto così"),
        (NORCIA.replace("054035", "054007"), "Comune sconosciuto"),
        (NORCIA.replace("Biblioteca comunale San Benedetto", ""), "denominazione"),
        (NORCIA.replace("Norcia", '"Norcia'), "virgoletta"),
    ],
)
def test_a_broken_row_is_told_and_nothing_is_written(read, line, sentence):
    report = read(NORCIA.replace("IT-PG0070", "IT-PG0071"), line)

    assert sentence in said(report)
    assert not Library.objects.exists()


def test_a_file_of_another_region_is_refused(read):
    report = read(NORCIA.replace("Norcia;054035", "Milano;015146"))

    assert "nessuna riga del territorio" in said(report)


def test_the_real_register_comes_in_whole_and_only_once(db, reference):
    path = reference / "data/libraries.csv"

    first, second = import_register(REGISTER, path), import_register(REGISTER, path)

    assert first.problems == []
    assert len(first.added) == Library.objects.count() == 54
    assert (second.added, second.changed, second.unchanged) == ([], [], 54)

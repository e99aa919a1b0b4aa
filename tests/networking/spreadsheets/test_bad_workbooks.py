"""Files that are no plain workbook: refused before anything in them is opened."""

import io
import resource
import time
import tracemalloc
import zipfile

import pytest

from networking.spreadsheets import read_sheet
from tests.networking.spreadsheets.files import part_of, upload, with_part, workbook

HONEST = workbook(["Nome"], ["Auser"])
FIRST_SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (97 + n, b"&%c;" % (96 + n) * 20) for n in range(1, 9)
) + b"]>"  # fmt: skip


def refusal(content, name="enti.xlsx"):
    """What is said of the file as a whole."""
    sheet = read_sheet(upload(content, name), required=("Nome",))
    assert sheet.rows == []
    (problem,) = sheet.problems
    assert problem.row is None
    return problem.sentence


def with_doctype(part, doctype, text=b"Auser"):
    """A sheet's XML with a declaration before it and an entity in it."""
    body = part.partition(b"?>")[2] if part.startswith(b"<?xml") else part
    return b'<?xml version="1.0"?>' + doctype + body.replace(b"Auser", text)


def test_the_honest_one_is_read():
    assert read_sheet(upload(HONEST, "enti.xlsx"), required=("Nome",)).rows[0].values == {"Nome": "Auser"}


@pytest.mark.parametrize(
    "part", [FIRST_SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"]
)
def test_asvs_1_5_1_an_external_entity_is_refused_in_any_part(part):
    doctype = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    bad = with_part(HONEST, part, with_doctype(part_of(HONEST, part), doctype, b"&e;"))

    assert "dichiarazioni XML" in refusal(bad)


def test_asvs_1_5_1_a_billion_laughs_are_refused_at_once():
    bad = with_part(HONEST, FIRST_SHEET, with_doctype(part_of(HONEST, FIRST_SHEET), LAUGHS, b"&i;"))
    started = time.monotonic()

    assert "dichiarazioni XML" in refusal(bad)
    assert time.monotonic() - started < 1


def test_asvs_1_5_1_a_declaration_in_another_encoding_is_seen():
    doctype = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY e "y">]><x>&e;</x>'

    assert "dichiarazioni XML" in refusal(with_part(HONEST, FIRST_SHEET, doctype.encode("utf-16")))


def test_asvs_5_2_1_a_zip_bomb_is_refused_within_little_memory():
    bomb = with_part(HONEST, "xl/media/niente.xml", b" " * (200 * 2**20))
    assert len(bomb) < 2**20
    tracemalloc.start()
    started = time.monotonic()

    assert "troppo grande" in refusal(bomb)
    assert time.monotonic() - started < 1
    assert tracemalloc.get_traced_memory()[1] < 20 * 2**20
    tracemalloc.stop()


@pytest.mark.parametrize("part", ["xl/styles.xml", FIRST_SHEET])
def test_a_few_kilobytes_of_tags_are_refused_before_they_become_a_gigabyte(part):
    crowded = with_part(HONEST, part, b"<x>" + b"<x/>" * 4_000_000 + b"</x>")
    assert len(crowded) < 100_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert "troppo grande" in refusal(crowded)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


def test_a_part_that_lies_about_its_size_does_not_unpack_beyond_it():
    liar = bytearray(with_part(HONEST, FIRST_SHEET, b"<x>" + b" " * (100 * 2**20) + b"</x>"))
    size = (100 * 2**20 + 7).to_bytes(4, "little")
    while (place := liar.find(size)) >= 0:
        liar[place : place + 4] = (1000).to_bytes(4, "little")

    refusal(bytes(liar))


def test_thousands_of_parts_are_refused():
    many = io.BytesIO(HONEST)
    with zipfile.ZipFile(many, "a") as archive:
        for number in range(1_001):
            archive.writestr(f"xl/{number}.xml", "")

    assert "troppo grande" in refusal(many.getvalue())


def test_a_row_at_the_end_of_the_world_does_not_make_a_million_rows():
    far = part_of(HONEST, FIRST_SHEET).replace(b'r="2"', b'r="1048576"').replace(b"A2", b"XFD1048576")
    started = time.monotonic()

    assert "più di 5000 righe" in refusal(with_part(HONEST, FIRST_SHEET, far))
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7 Nome\nAuser", "enti.csv"),
        (b"%PDF-1.7", "enti.xlsx"),
        (HONEST, "enti.csv"),
        (b"Nome\nAuser\n", "enti.xlsx"),
        (b"Nome\nAuser\n", "enti.txt"),
        (b"<html><table><tr><td>Nome", "enti.csv"),
        (HONEST, "enti.xlsm"),
    ],
)
def test_asvs_5_2_2_name_and_content_must_agree(content, name):
    assert "nome non dice il vero" in refusal(content, name)


def test_an_old_or_locked_workbook_says_what_to_do():
    assert "password" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


def test_a_workbook_with_macros_under_an_honest_name_is_refused():
    types = part_of(HONEST, "[Content_Types].xml").replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )

    assert "senza macro" in refusal(with_part(HONEST, "[Content_Types].xml", types))


def test_another_zip_is_refused():
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")

    assert "senza macro" in refusal(other.getvalue())


@pytest.mark.parametrize(
    "content",
    [HONEST[:-200], HONEST[:40], b"PK\x03\x04", HONEST[:500] + b"\0" * 900 + HONEST[1400:]],
    # A workbook holds the moment it was made: its bytes would name each run otherwise.
    ids=["without its end", "only its beginning", "four letters", "with a hole"],
)
def test_a_broken_workbook_says_so(content):
    assert "rovinato" in refusal(content)

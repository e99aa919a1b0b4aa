"""What a file says that it is, and what it is."""

import pytest

from networking.uploads import (
    DOCUMENTS,
    PDF,
    SHEETS,
    UploadRefusedError,
    check_upload,
    clean_name,
)
from tests.networking.spreadsheets.files import workbook
from tests.networking.uploads import files
from tests.networking.uploads.files import picture, upload

WHOLE_PDF = files.PDF


def refusal(content, name, kinds=DOCUMENTS):
    with pytest.raises(UploadRefusedError) as refused:
        check_upload(upload(content, name), kinds=kinds)
    return str(refused.value)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (WHOLE_PDF, "modulo.pdf"),
        (picture(), "foto.JPEG"),
        (picture("PNG"), "foto.png"),
        (picture("WEBP"), "foto.webp"),
    ],
)
def test_an_honest_file_is_taken(content, name):
    assert check_upload(upload(content, name), kinds=DOCUMENTS).size


@pytest.mark.parametrize("name", ["disegno.svg", "disegno.png", "disegno.pdf", "disegno.svg.jpg"])
def test_asvs_1_3_4_svg_is_refused_under_any_name(name):
    assert (
        refusal(files.SVG, name) == "Questo tipo di file non si può caricare. Va bene PDF, JPEG, PNG o WebP."
    )


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\0" + b"\0" * 60, "foto.jpg"),
        (b"<html><script>alert(1)</script></html>", "modulo.pdf"),
        (b"GIF89a" + b"\0" * 50, "foto.png"),
        (b"PK\x03\x04" + b"\0" * 50, "modulo.pdf"),
        (WHOLE_PDF, "modulo.exe"),
        (WHOLE_PDF, "modulo"),
        (b"testo qualunque", "modulo.pdf"),
    ],
)
def test_asvs_5_2_2_what_is_not_on_the_list_is_refused(content, name):
    assert "non si può caricare" in refusal(content, name)


def test_asvs_5_2_2_name_and_content_must_agree():
    assert "dice PNG, ma il contenuto è JPEG" in refusal(picture(), "foto.png")
    assert "dice PDF, ma il contenuto è JPEG" in refusal(picture(), "modulo.pdf")


def test_asvs_5_2_1_too_large_is_refused_unread(settings):
    settings.UPLOAD_MAX_BYTES = {"document": 2**20}
    large = upload(WHOLE_PDF + b" " * 2**20, "modulo.pdf")
    large.file = None  # whoever reads finds nothing

    with pytest.raises(UploadRefusedError, match="al massimo 1 MB"):
        check_upload(large, kinds=[PDF])


def test_an_empty_file_is_refused():
    assert "vuoto" in refusal(b"", "modulo.pdf")


def test_a_pdf_with_something_before_it_is_refused():
    assert refusal(b"GIF89a\n" + WHOLE_PDF, "modulo.pdf")


def test_half_a_pdf_is_refused():
    assert "incompleto" in refusal(WHOLE_PDF[:-8], "modulo.pdf")


@pytest.mark.parametrize(
    "action",
    [
        b"<</S /JavaScript /JS (app.alert\\(1\\))>>",
        b"<</S /J#61vaScript /JS (app.alert\\(1\\))>>",
        b"<</S/Launch/F(cmd.exe)>>",
        b"<</Type /EmbeddedFile>>",
        b"<</Names <</EmbeddedFiles 3 0 R>>>>",
        b"<</Subtype /RichMedia>>",
    ],
)
def test_a_pdf_that_does_something_when_opened_is_refused(action):
    assert "Stampa in PDF" in refusal(files.pdf(action), "modulo.pdf")
    assert "Stampa in PDF" in refusal(files.pdf(packed=b"5 0 " + action), "modulo.pdf")


def test_a_pdf_form_without_programs_is_taken():
    form = files.pdf(
        b"<</AcroForm <</Fields [] /NeedAppearances true>> /Launcher 1>>", packed=b"5 0 <</FT /Tx>>"
    )

    assert check_upload(upload(form, "modulo.pdf"), kinds=[PDF]).content == form


def test_a_pdf_that_unpacks_to_a_flood_is_refused():
    assert "troppo complicato" in refusal(files.pdf(packed=b" " * 40_000_000), "modulo.pdf")


@pytest.mark.parametrize("kind", [b"stream\n", b"<<", b"/J#", b"/ObjStm stream endstream "])
def test_a_pdf_made_to_keep_us_busy_is_looked_at_in_a_moment(kind):
    import time

    busy = WHOLE_PDF[:9] + kind * (3_000_000 // len(kind)) + WHOLE_PDF[9:]
    started = time.monotonic()

    check_upload(upload(busy, "modulo.pdf"), kinds=[PDF])

    assert time.monotonic() - started < 2


def test_sheets_are_opened_to_know_them():
    book = workbook(["Nome"], ["Auser"])

    assert check_upload(upload(book, "enti.xlsx"), kinds=SHEETS).content == book
    assert "rovinato" in refusal(book[:500], "enti.xlsx", SHEETS)
    assert "UTF-8" in refusal("Unità".encode("cp1252"), "enti.csv", SHEETS)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Modulo d'iscrizione.pdf", "Modulo d'iscrizione.pdf"),
        ("MODULO.PDF", "MODULO.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\lucia\\modulo.pdf", "modulo.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie: x=1.pdf"),
        ("modulo\u202efdp.exe", "modulo fdp.exe.pdf"),
        ("\x00", "file.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("è così.pdf", "è così.pdf"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_asvs_5_4_2_a_name_is_made_fit_to_be_shown(given, kept):
    assert clean_name(given, PDF) == kept

"""A sheet that is handed in: its rows as text, or what to mend, row by row."""

from datetime import date, datetime, time

import pytest

from networking.spreadsheets import Problem, Row, read_sheet
from tests.networking.spreadsheets.files import upload, workbook


def read(content, name="enti.csv", required=("Nome", "Comune"), optional=("Telefono",)):
    return read_sheet(upload(content, name), required=required, optional=optional)


def only_sentence(sheet):
    """The one thing to mend, and that nothing was taken."""
    assert sheet.rows == []
    assert len(sheet.problems) == 1, sheet.problems
    return sheet.problems[0].sentence


@pytest.mark.parametrize("delimiter", [";", ","])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_csv_in_utf_8_is_read_with_either_delimiter(delimiter, mark):
    sheet = read(f"{mark}Nome;Comune\r\nAuser;Città di Castello\r\n".replace(";", delimiter))

    assert sheet.rows == [Row(2, {"Nome": "Auser", "Comune": "Città di Castello"})]
    assert sheet.problems == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" Auser ", "Auser"),
        (6046.0, "6046"),
        (12.5, "12,5"),
        (date(2026, 11, 25), "2026-11-25"),
        (time(9), "09:00"),
        (datetime.fromisoformat("2026-11-25 09:30"), "2026-11-25 09:30"),
        (True, "sì"),
    ],
)
def test_a_cell_of_a_workbook_is_read_as_the_text_a_person_would_have_typed(value, text):
    sheet = read(workbook(["Nome"], [value]), "enti.xlsx", required=("Nome",), optional=())

    assert sheet.rows == [Row(2, {"Nome": text})]


def test_rows_have_the_numbers_that_the_spreadsheet_shows():
    sheet = read('Nome;Comune\n"Auser\ndi Norcia";Norcia\n\n;\nPro loco;Cascia\n')

    assert [(row.number, row.values["Nome"]) for row in sheet.rows] == [
        (2, "Auser\ndi Norcia"),
        (5, "Pro loco"),
    ]


def test_headings_are_known_in_any_order_and_case():
    sheet = read("COMUNE;telefono; nome \nNorcia;+39 0743 828711;Auser\n")

    assert sheet.rows[0].values == {"Comune": "Norcia", "Telefono": "+39 0743 828711", "Nome": "Auser"}


def test_a_short_line_has_blanks_at_the_end():
    assert read("Nome;Comune;Telefono\nAuser;Norcia\n").rows[0].values["Telefono"] == ""


def test_missing_double_and_unknown_headings_are_all_named():
    sheet = read("Nome;nome;Telefon\nAuser;Auser;1\n")

    assert [(problem.row, problem.column) for problem in sheet.problems] == [
        (1, "Comune"),
        (1, "Nome"),
        (1, "nome"),
        (1, "Telefon"),
    ]
    assert sheet.rows == []


def test_a_formula_in_a_workbook_is_named_by_row_and_column():
    content = workbook(["Nome", "Comune"], ["Auser", "Norcia"], ["Pro loco", '=A2&" di Norcia"'])
    sheet = read(content, "enti.xlsx")

    assert sheet.problems == [Problem(3, "Comune", "Qui c'è una formula: incolla il valore al suo posto.")]


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0"])
def test_a_formula_in_a_csv_is_refused(text):
    assert read(f'Nome;Comune\n"{text}";Norcia\n').problems[0].row == 2


@pytest.mark.parametrize("text", ["+39 0743 828711", "-5", "-12,50", "- primo punto", "0743/828711"])
def test_a_phone_an_amount_or_a_dash_is_no_formula(text):
    assert read(f'Nome;Comune\n"{text}";Norcia\n').rows[0].values["Nome"] == text


def test_an_error_left_by_the_spreadsheet_is_named():
    sheet = read(workbook(["Nome", "Comune"], ["Auser", "#N/A"]), "enti.xlsx")

    assert "errore del foglio di calcolo" in sheet.problems[0].sentence


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac-roman"])
def test_another_encoding_is_refused_with_what_to_do(encoding):
    content = "Nome;Comune\nAuser;Norcia\nUnità;Cascia\n".encode(encoding)

    sentence = only_sentence(read(content))

    assert "riga 3" in sentence
    assert "CSV UTF-8" in sentence


def test_utf_16_is_refused():
    assert "CSV UTF-8" in only_sentence(read("Nome;Comune\nAuser;Norcia\n".encode("utf-16")))


def test_a_quote_never_closed_is_refused():
    assert "virgoletta" in only_sentence(read('Nome;Comune\n"Auser;Norcia\n'))


@pytest.mark.parametrize("sign", ["\x01", "\x0b", "\x7f"])
def test_a_control_character_is_named_by_row(sign):
    sheet = read(f"Nome;Comune\nAu{sign}ser;Norcia\n")

    assert (sheet.problems[0].row, sheet.problems[0].column) == (2, "Nome")


def test_text_outside_every_column_is_not_lost_in_silence():
    assert "senza intestazione" in read("Nome;Comune\nAuser;Norcia;sabato\n").problems[0].sentence


@pytest.mark.parametrize("content", ["", " \n", "Nome;Comune\n", "Nome;Comune\n;\n"])
def test_an_empty_sheet_says_so(content):
    only_sentence(read(content))


def test_too_many_rows_are_refused(settings):
    settings.SHEET_MAX_ROWS = 3

    assert "più di 3 righe" in read("Nome;Comune\n" + "Auser;Norcia\n" * 4).problems[-1].sentence
    assert read("Nome;Comune\n" + "Auser;Norcia\n" * 3).problems == []


def test_asvs_5_2_1_too_many_bytes_are_refused_unread(settings):
    settings.SHEET_MAX_BYTES = 2**20
    sheet = upload(b"Nome;Comune\n" + b"x" * 2**20)
    sheet.file = None  # whoever reads finds nothing

    assert "1 MB" in read_sheet(sheet, required=("Nome",)).problems[0].sentence


def test_a_sheet_as_full_as_it_may_be_is_read():
    headings = [f"Colonna {number}" for number in range(30)]
    lines = [[f"valore {row} {column}" for column in range(30)] for row in range(2_000)]

    sheet = read(workbook(headings, *lines), "enti.xlsx", required=headings, optional=())

    assert len(sheet.rows) == 2_000

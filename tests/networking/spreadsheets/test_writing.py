"""Tables that leave: what people wrote stays text in every spreadsheet."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from networking.spreadsheets import read_sheet, write_csv, write_xlsx
from tests.networking.spreadsheets.files import upload

DANGEROUS = [
    "=1+1",
    "+1+cmd|' /C calc'!A0",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＠SUM(A1)",
]


def cells_of(content):
    """The first sheet, opened as a spreadsheet would."""
    return list(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows())


def lines_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("text", DANGEROUS)
def test_asvs_1_2_10_a_workbook_keeps_it_as_text(text):
    (_heading,), (cell,) = cells_of(write_xlsx(["Nome"], [[text]], title="Enti"))

    assert cell.data_type == "s"
    assert cell.quotePrefix
    # Which of the two a carriage return comes back as depends on who reads the XML.
    assert cell.value.replace("\r", "\n") == text.replace("\r", "\n")


@pytest.mark.parametrize("text", DANGEROUS)
def test_asvs_1_2_10_a_csv_puts_an_apostrophe_before_it(text):
    assert lines_of(write_csv(["Nome"], [[text]]))[1] == [f"'{text}"]


def test_asvs_1_2_10_headings_are_neutralised_too():
    assert lines_of(write_csv(["=A1"], [])) == [["'=A1"]]
    assert cells_of(write_xlsx(["=A1"], [], title="Enti"))[0][0].data_type == "s"


def test_what_people_wrote_with_quotes_and_line_ends_stays_in_its_cell():
    nasty = 'Auser "Norcia"; sede\n=1+1'

    assert lines_of(write_csv(["Nome", "Nota"], [[nasty, "x"]]))[1] == [nasty, "x"]


def test_a_csv_opens_in_italian_spreadsheets():
    content = write_csv(["Nome", "Costo", "Dal"], [["Città", Decimal("12.50"), date(2026, 11, 25)]])

    assert content.startswith(b"\xef\xbb\xbf")
    assert lines_of(content)[1] == ["Città", "12,50", "2026-11-25"]


def test_a_negative_number_of_ours_stays_a_number():
    assert lines_of(write_csv(["Saldo"], [[-5]]))[1] == ["-5"]
    assert cells_of(write_xlsx(["Saldo"], [[-5]], title="Conti"))[1][0].value == -5


def test_a_moment_is_written_on_italian_clocks():
    moment = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)

    assert lines_of(write_csv(["Quando"], [[moment]]))[1] == ["2026-07-02 00:30"]
    assert cells_of(write_xlsx(["Quando"], [[moment]], title="x"))[1][0].value == datetime.fromisoformat(
        "2026-07-02 00:30"
    )


def test_a_character_that_workbooks_cannot_hold_is_left_out():
    assert (
        cells_of(write_xlsx(["Nome"], [["Au\x00s\x0ber"]], title="[Enti]: *?/\\ " + "x" * 50))[1][0].value
        == "Auser"
    )


@pytest.mark.parametrize("name", ["enti.csv", "enti.xlsx"])
def test_what_we_write_we_read_again(name):
    columns, row = ["Nome", "Telefono", "Nota"], ["Auser", "+39 0743 828711", "=1+1"]
    content = write_csv(columns, [row]) if name.endswith("csv") else write_xlsx(columns, [row], title="Enti")

    assert list(read_sheet(upload(content, name), required=columns).rows[0].values.values()) == row

"""The check by the letter can fail: each fault put into a good file is found."""

import pytest

from networking.calendars.writing import calendar_of
from tests.networking.calendars.grammar import problems_in
from tests.networking.calendars.making import WRITTEN, event

GOOD = calendar_of([event(place="Foligno")], name="NET WORKING", written_at=WRITTEN)


def test_a_good_file_has_no_problems():
    assert problems_in(GOOD) == []


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        (b"SUMMARY:", b"SUMMARY:" + b"x" * 76, "octets"),
        (b"Laboratorio NET", "Perch\r\n é".encode().replace(b"\xc3\xa9", b"\xc3\r\n \xa9"), "cut in two"),
        (b"SUMMARY:", b"SUMMARY:uno, due ", "SUMMARY"),
        (b"SUMMARY:", b"SUMMARY:uno\\x ", "SUMMARY"),
        (b"SUMMARY:", b"SUMMARY:uno\n", "half a line end"),
        (b"SUMMARY:", b"SUMMARY:\x07", "SUMMARY"),
        (b"LOCATION:Foligno", b"ATTENDEE:mailto:a@example.org", "unknown: ATTENDEE"),
        (b"LOCATION:Foligno\r\n", b"LOCATION:Foligno\r\nLOCATION:Spoleto\r\n", "2 times LOCATION"),
        (b"UID:prova-1@networking.invalid\r\n", b"", "without UID"),
        (b"END:VEVENT\r\n", b"", "END:VCALENDAR"),
        (b"DTSTART;TZID=Europe/Rome", b"DTSTART;TZID=Europe/Paris", "DTSTART"),
        (b"DTSTART;TZID=Europe/Rome:2026", b"DTSTART:2026", "DTSTART"),
        (b"TZOFFSETTO:+0200\r\n", b"", "without TZOFFSETTO"),
        (b";VALUE=DURATION", b"", "REFRESH-INTERVAL"),
        (b"END:VCALENDAR\r\n", b"END:VCALENDAR", "does not end"),
    ],
)
def test_a_fault_is_found(before, after, problem):
    assert before in GOOD

    found = problems_in(GOOD.replace(before, after))

    assert any(problem in each for each in found), found

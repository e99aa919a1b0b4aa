"""The file says what the events say: by the letter of RFC 5545, and to a library that reads it again."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from networking.calendars.event import Status
from networking.calendars.writing import calendar_of
from networking.rules import ITALY
from tests.networking.calendars.grammar import content_lines, problems_in
from tests.networking.calendars.making import WRITTEN, event, moment_of, values_of


def written(*events, **options):
    return calendar_of(events, **{"name": "NET WORKING", "written_at": WRITTEN, **options})


def read_again(content):
    """The events, as the library reads them."""
    return icalendar.Calendar.from_ical(content).events


def test_a_file_says_who_wrote_it_and_how_often_to_look_again():
    lines = content_lines(written(event()))

    assert lines[0] == "BEGIN:VCALENDAR"
    for line in (
        "VERSION:2.0",
        "PRODID:-//NET WORKING//Portale//IT",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:NET WORKING",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ):
        assert line in lines


def test_an_event_is_written_whole():
    content = written(
        event(
            sequence=3,
            place="Via Roma 1, Foligno",
            description="Porta un quaderno.",
            url="https://portale.example/famiglia/",
            categories=("Laboratori",),
            updated_at=datetime(2026, 11, 20, 18, 30, tzinfo=ITALY),
        )
    )

    assert problems_in(content) == []
    [read] = read_again(content)
    assert read["UID"] == "prova-1@networking.invalid"
    assert read["SEQUENCE"] == 3
    assert read["SUMMARY"] == "Laboratorio NET WORKING"
    assert read["LOCATION"] == "Via Roma 1, Foligno"
    assert read["DESCRIPTION"] == "Porta un quaderno."
    assert read["URL"] == "https://portale.example/famiglia/"
    assert read["STATUS"] == "CONFIRMED"
    assert read["DTSTAMP"].dt == WRITTEN
    assert read["LAST-MODIFIED"].dt == datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
    assert "DTSTART;TZID=Europe/Rome:20261201T100000" in content_lines(content)
    assert "DTEND;TZID=Europe/Rome:20261201T120000" in content_lines(content)


def test_what_is_not_said_is_not_written():
    content = written(event())

    for name in ("LOCATION", "DESCRIPTION", "URL", "CATEGORIES"):
        assert values_of(content, name) == []


def test_whole_days_end_on_the_day_after_and_take_nobodys_time():
    content = written(event(starts_at=date(2027, 3, 28), ends_at=date(2027, 3, 29)))

    assert problems_in(content) == []
    assert {"DTSTART;VALUE=DATE:20270328", "DTEND;VALUE=DATE:20270329", "TRANSP:TRANSPARENT"} <= set(
        content_lines(content)
    )


def test_what_was_called_off_stays_and_says_so():
    content = written(event(sequence=4, status=Status.CANCELLED))

    assert values_of(content, "STATUS") == ["CANCELLED"]
    assert values_of(content, "SEQUENCE") == ["4"]
    assert values_of(content, "TRANSP") == ["TRANSPARENT"]


def test_the_same_events_give_the_same_bytes():
    again = [written(event(), event("prova-2", place="Foligno")) for _time in range(2)]

    assert again[0] == again[1]
    assert again[0] != written(event(), event("prova-2", place="Spoleto"))


def test_an_address_with_accents_is_written_as_the_web_wants_it():
    content = written(event(url="https://portale.example/città/?q=perché&a=1"))

    assert problems_in(content) == []
    assert values_of(content, "URL") == ["https://portale.example/citt%C3%A0/?q=perch%C3%A9&a=1"]


def test_a_calendar_without_events_is_still_one():
    assert problems_in(written()) == []
    assert read_again(written()) == []


def test_a_method_that_would_answer_somebody_is_refused():
    with pytest.raises(ValueError, match="REQUEST"):
        written(event(), method="REQUEST")


# --- text of others ---

SPITEFUL = [
    'Ada <b>"l\'amica" & C.</b>',
    "a;b,c\\d\\n e: f",
    "uno\r\nATTENDEE:mailto:a@example.org",
    "uno\rEND:VEVENT\nEND:VCALENDAR",
    "uno\u2028BEGIN:VALARM\u2029due\x85tre\x0bquattro\x0ccinque\x1csei",
    "NUL\x00 BEL\x07 ESC\x1b[31m DEL\x7f tab\tfine",
    "perché ".ljust(400, "é"),
    "😀" * 120,
    " spazio in testa e in coda ",
]


@pytest.mark.parametrize("text", SPITEFUL)
def test_asvs_1_2_1_no_text_adds_a_property(text):
    plain = written(event(place="x", description="x"))

    content = written(event(title=text, place=text, description=text, categories=(text, "altro")), name=text)

    assert problems_in(content) == []
    names = [line.partition(":")[0] for line in content_lines(content)]
    assert [name for name in names if name != "CATEGORIES"] == [
        line.partition(":")[0] for line in content_lines(plain)
    ]
    [read] = read_again(content)
    said = str(read["SUMMARY"])
    assert said == str(read["LOCATION"]) == str(read["DESCRIPTION"])
    # Apart from signs that move a cursor, and from how a line ends, what was written is what is read.
    assert "".join(said.split()) == "".join(sign for sign in text if sign.isprintable() and sign != " ")


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_asvs_1_2_1_whatever_is_typed_stays_text(text):
    content = written(event(title=text, place=text, description=text))

    assert problems_in(content) == []
    assert len(read_again(content)) == 1


# --- time ---

NIGHTS = {
    "over the night of October": (
        datetime(2026, 10, 24, 23, tzinfo=ITALY),
        datetime(2026, 10, 25, 3, 30, tzinfo=ITALY),
        timedelta(hours=5, minutes=30),
    ),
    "over the night of March": (
        datetime(2027, 3, 27, 23, tzinfo=ITALY),
        datetime(2027, 3, 28, 3, 30, tzinfo=ITALY),
        timedelta(hours=3, minutes=30),
    ),
    "the first 02:30 of October": (
        datetime(2026, 10, 25, 2, 30, tzinfo=ITALY),
        datetime(2026, 10, 25, 3, 30, tzinfo=ITALY),
        timedelta(hours=2),
    ),
    "the second 02:30 of October": (
        datetime(2026, 10, 25, 2, 30, tzinfo=ITALY, fold=1),
        datetime(2026, 10, 25, 3, 30, tzinfo=ITALY),
        timedelta(hours=1),
    ),
    "until the second 02:30 of October": (
        datetime(2026, 10, 25, 2, 30, tzinfo=ITALY),
        datetime(2026, 10, 25, 2, 30, tzinfo=ITALY, fold=1),
        timedelta(hours=1),
    ),
    "the 02:30 that March does not have": (
        datetime(2027, 3, 28, 2, 30, tzinfo=ITALY),
        datetime(2027, 3, 28, 4, 30, tzinfo=ITALY),
        timedelta(hours=1),
    ),
}


@pytest.mark.parametrize("night", NIGHTS)
def test_in_the_nights_in_which_clocks_turn_every_moment_stays_where_it_is(night):
    starts_at, ends_at, lasts = NIGHTS[night]

    content = written(event(starts_at=starts_at, ends_at=ends_at))

    assert problems_in(content) == []
    begins, ends = (moment_of(content, values_of(content, name)[0]) for name in ("DTSTART", "DTEND"))
    assert (begins, ends - begins) == (starts_at.astimezone(UTC), lasts)
    [read] = read_again(content)
    assert read["DTSTART"].dt.astimezone(UTC) == begins
    assert read["DTEND"].dt.astimezone(UTC) == ends


@settings(max_examples=300, deadline=None)
@given(st.datetimes(datetime(1997, 1, 1), datetime(2037, 12, 30), timezones=st.just(UTC)))  # noqa: DTZ001
def test_every_moment_is_read_back_by_the_rules_in_the_file_alone(moment):
    moment = moment.replace(microsecond=0)

    content = written(event(starts_at=moment, ends_at=moment + timedelta(hours=1)))

    assert moment_of(content, values_of(content, "DTSTART")[0]) == moment


def test_the_clock_of_rome_in_the_file_is_that_of_the_world():
    """Every hour around every turn, from 1997 to 2037."""
    content = written()
    wrong = []
    for year in range(1997, 2038):
        for month in (3, 10):
            first = datetime(year, month, 24, tzinfo=UTC)
            for hour in range(8 * 24):
                moment = first + timedelta(hours=hour)
                local = moment.astimezone(ITALY)
                if not local.fold and moment_of(content, local.strftime("%Y%m%dT%H%M%S")) != moment:
                    wrong.append(moment)

    assert wrong == []


def test_a_weekly_laboratory_stays_at_ten_on_the_wall():
    weeks = [datetime(2026, 10, 20, 10, tzinfo=ITALY) + timedelta(weeks=week) for week in range(3)]

    content = written(
        *(event(f"prova-{n}", starts_at=w, ends_at=w + timedelta(hours=1)) for n, w in enumerate(weeks))
    )

    assert [value[-6:] for value in values_of(content, "DTSTART")] == ["100000"] * 3

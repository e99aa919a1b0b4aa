"""How long an offer lasts: the cases one would dispute, and what holds of every one of them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laboratories.offering import RUSH_BEGINS, offer_ends, reminder_at

ROME = ZoneInfo("Europe/Rome")
CHRISTMAS = {date(2026, 12, 25), date(2026, 12, 26)}
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
FAR = "2027-06-01 17:00"


def rome(written):
    """«2026-11-25 10:00», by the clock of Rome."""
    return datetime.strptime(written, "%Y-%m-%d %H:%M").replace(tzinfo=ROME)


@pytest.mark.parametrize(
    ("offered", "start", "end"),
    [
        pytest.param("2026-11-25 10:00", FAR, "2026-11-26 10:00", id="a working day later"),
        pytest.param("2026-11-25 22:30", FAR, "2026-11-27 08:00", id="at night: the whole day after"),
        pytest.param("2026-11-25 03:00", FAR, "2026-11-26 08:00", id="before dawn: that day"),
        pytest.param("2026-11-27 18:00", FAR, "2026-11-30 18:00", id="Friday evening: Monday"),
        pytest.param("2026-11-28 11:00", FAR, "2026-11-30 20:00", id="Saturday: all Monday"),
        pytest.param("2026-12-24 10:00", FAR, "2026-12-28 10:00", id="Christmas rests"),
        pytest.param("2027-03-26 10:00", FAR, "2027-03-29 10:00", id="over the night that loses an hour"),
        pytest.param("2026-10-23 10:00", FAR, "2026-10-26 10:00", id="over the night that gains one"),
        pytest.param(
            "2026-12-24 10:00", "2026-12-27 10:00", "2026-12-24 13:00", id="exactly 72 hours: a hurry"
        ),
        pytest.param("2026-12-24 09:00", "2026-12-27 16:00", "2026-12-27 16:00", id="never after the start"),
        pytest.param("2026-11-25 10:00", "2026-11-26 17:00", "2026-11-25 13:00", id="three hours"),
        pytest.param(
            "2026-11-25 19:00", "2026-11-27 17:00", "2026-11-26 10:00", id="three hours, over night"
        ),
        pytest.param("2026-11-25 23:00", "2026-11-26 09:00", "2026-11-26 09:00", id="one hour, to the start"),
        pytest.param("2026-11-28 12:00", "2026-11-29 10:00", "2026-11-28 15:00", id="Saturday for Sunday"),
        pytest.param("2026-11-28 12:00", "2026-11-30 17:00", "2026-11-30 11:00", id="Saturday for Monday"),
        pytest.param("2026-11-25 18:30", "2026-11-25 21:00", "2026-11-25 20:00", id="for the same evening"),
        pytest.param("2026-11-25 16:30", "2026-11-25 17:00", None, id="half an hour is no time"),
        pytest.param("2026-11-25 18:00", "2026-11-25 17:00", None, id="it has begun"),
    ],
)
def test_until_when_an_offer_can_be_answered(offered, start, end):
    expected = rome(end) if end else None

    assert offer_ends(rome(offered), start=rome(start), holidays=CHRISTMAS) == expected


def test_a_letter_has_seven_days_to_arrive():
    end = offer_ends(rome("2026-11-25 10:00"), start=rome(FAR), by_letter=True)

    assert end == rome("2026-12-03 10:00")


def test_who_gets_letters_is_told_otherwise_when_the_post_is_too_slow():
    assert offer_ends(rome("2026-11-25 10:00"), start=rome("2026-12-02 17:00"), by_letter=True) is None


def test_one_is_reminded_by_day_and_never_just_after():
    offered = rome("2026-11-25 22:30")

    assert reminder_at(offered, rome("2026-11-27 08:00")) == rome("2026-11-26 17:00")
    assert reminder_at(offered, rome("2026-11-27 13:00")) == rome("2026-11-27 09:00")
    assert reminder_at(rome("2026-11-25 10:00"), rome("2026-11-25 13:00")) is None


moments = st.integers(0, 60 * 24 * 700).map(lambda minutes: FIRST + timedelta(minutes=minutes))
spans = st.timedeltas(timedelta(minutes=1), timedelta(days=20))
some_holidays = st.sets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=6)


@settings(max_examples=300, deadline=None)
@given(now=moments, ahead=spans, holidays=some_holidays, by_letter=st.booleans())
def test_every_offer_can_be_answered_and_none_outlives_the_start(now, ahead, holidays, by_letter):
    start = now + ahead
    end = offer_ends(now, start=start, holidays=holidays, by_letter=by_letter)

    if end is None:
        assert ahead <= timedelta(hours=72) or by_letter
        return
    assert now < end <= start
    assert time(8) <= end.astimezone(ROME).time() <= time(20)
    if ahead > RUSH_BEGINS:
        assert end.astimezone(UTC) - now >= timedelta(hours=24)


@settings(max_examples=200, deadline=None)
@given(now=moments, ahead=spans, holidays=some_holidays)
def test_working_days_alone_end_an_offer_unless_the_start_does(now, ahead, holidays):
    end = offer_ends(now, start=now + ahead, holidays=holidays)

    if end is not None and ahead > RUSH_BEGINS and now + ahead - end > timedelta(hours=12):
        assert end.astimezone(ROME).weekday() < 5
        assert end.astimezone(ROME).date() not in holidays

"""Nobody is woken: by Italy's wall clock, also in the nights when it is moved."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from networking.outbox.hours import is_quiet, next_waking

ROME = ZoneInfo("Europe/Rome")


@pytest.mark.parametrize(
    ("local", "quiet"),
    [("07:59", True), ("08:00", False), ("19:59", False), ("20:00", True), ("00:00", True), ("02:30", True)],
)
def test_from_eight_to_eight_is_day(local, quiet):
    assert is_quiet(datetime.fromisoformat(f"2026-11-25T{local}").replace(tzinfo=ROME)) is quiet


@pytest.mark.parametrize(
    ("evening", "waking"),
    [
        # Clocks go back: eight in the morning is seven in UTC, and the night an hour longer.
        ("2026-10-24T20:30+00:00", "2026-10-25T07:00+00:00"),
        # The hour from two to three comes twice.
        ("2026-10-25T00:30+00:00", "2026-10-25T07:00+00:00"),
        ("2026-10-25T01:30+00:00", "2026-10-25T07:00+00:00"),
        # Clocks go forward: eight is six in UTC, and the night an hour shorter.
        ("2027-03-27T21:30+00:00", "2027-03-28T06:00+00:00"),
        ("2027-03-28T01:00+00:00", "2027-03-28T06:00+00:00"),
    ],
)
def test_the_morning_after_is_at_eight_on_the_wall(evening, waking):
    assert next_waking(datetime.fromisoformat(evening)).astimezone(UTC) == datetime.fromisoformat(waking)


def test_by_day_one_need_not_wait():
    noon = datetime(2026, 11, 25, 12, tzinfo=ROME)
    assert next_waking(noon) == noon

"""When people are not disturbed. Wall-clock time of Italy, on whatever night the clocks change."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from networking.rules import ITALY

# An SMS or a call between eight in the evening and eight in the morning wakes or frightens.
MORNING, EVENING = time(8), time(20)


def is_quiet(moment: datetime) -> bool:
    """Whether at `moment` nobody is to be called."""
    return not MORNING <= moment.astimezone(ITALY).time() < EVENING


def next_waking(moment: datetime) -> datetime:
    """`moment` itself by day; by night the eight o'clock that follows."""
    if not is_quiet(moment):
        return moment
    local = moment.astimezone(ITALY)
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, tzinfo=ITALY)

"""Who and what is taken when, so that nothing is asked of the database that it must refuse."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

Hours = tuple[time, time]


def later(clock: time, minutes: int) -> time:
    """The clock that many minutes later, or the last minute of the day."""
    moved = datetime.combine(date.min, clock) + timedelta(minutes=minutes)
    return moved.time() if moved.date() == date.min else time(23, 59)


@dataclass
class Ledger:
    """The hours of each day in which somebody, or a piece of a venue, is taken."""

    taken: dict[tuple[Hashable, date], list[Hours]] = field(default_factory=lambda: defaultdict(list))

    def is_free(self, who: Hashable, days: Iterable[date], hours: Hours) -> bool:
        """Whether nothing of those days overlaps those hours."""
        return not any(
            begins < hours[1] and hours[0] < ends
            for day in days
            for begins, ends in self.taken.get((who, day), ())
        )

    def take(self, who: Hashable, days: Iterable[date], hours: Hours) -> None:
        """Write them down."""
        for day in days:
            self.taken[who, day].append(hours)

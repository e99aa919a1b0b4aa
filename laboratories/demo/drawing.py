"""Chance that is the same for the same day."""

from __future__ import annotations

import random
import uuid
from datetime import date, datetime, time, timedelta

from networking.rules import ITALY

from ..rules import CODE_LENGTH, SPEAKABLE


class Draw(random.Random):
    """Everything that the demonstration leaves to chance, drawn from the day and from what it is about."""

    def __init__(self, day: date, about: str = "") -> None:
        super().__init__(f"{about}{day.toordinal()}" if about else day.toordinal())
        self.day = day
        # When everything that has always been there was made.
        self.long_ago = at(day - timedelta(days=400), 9)

    def uuid(self) -> uuid.UUID:
        """A number for a row."""
        return uuid.UUID(int=self.getrandbits(128), version=4)

    def code(self) -> str:
        """A code to say over the telephone."""
        return "".join(self.choices(SPEAKABLE, k=CODE_LENGTH))

    def often(self, share: float) -> bool:
        """True in that share of cases, from 0 to 1."""
        return self.random() < share

    def days(self, least: int, most: int) -> timedelta:
        """Some days and hours, so that not everything happens at the same moment."""
        return timedelta(days=self.randint(least, most), minutes=self.randint(0, 600))


def at(day: date, hour: int | time) -> datetime:
    """The moment at which it is that hour of that day in Italy."""
    clock = time(hour) if isinstance(hour, int) else hour
    return datetime.combine(day, clock, tzinfo=ITALY)

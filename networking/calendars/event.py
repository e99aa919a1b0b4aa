"""One date of somebody's, in our words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from networking.rules import ITALY

# As people type them, accents too; but no space, and above all no line end.
ADDRESS = re.compile(r"https?://[^\s\x00-\x20\x7f-\x9f]+")


class Status(StrEnum):
    """Whether it will take place. The values are those of RFC 5545."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class Event:
    """Something that happens from one moment until another (which is no longer of it), or on whole days.

    It ends up on computers of others, in calendars that families show each other. So `title`, `place` and
    `description` never say a person's name, nor what somebody needs or suffers from: «Laboratorio NET WORKING», not
    whose. Whoever wants to know more follows `url`, and signs in.

    `uid` names it for ever among all events of the portal («appuntamento-<id>»), and says nothing of anybody.
    `sequence` grows with every change of when, where or whether: a calendar that has seen 3 does not believe 2.
    """

    uid: str
    sequence: int
    starts_at: datetime | date
    ends_at: datetime | date
    title: str
    updated_at: datetime
    place: str = ""
    description: str = ""
    url: str = ""
    status: Status = Status.CONFIRMED
    categories: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError for what no calendar could show rightly."""
        moments = [each for each in (self.starts_at, self.ends_at) if isinstance(each, datetime)]
        if len(moments) == 1:
            raise ValueError("An event is made of moments or of whole days, not of both.")
        if any(each.tzinfo is None for each in (*moments, self.updated_at)):
            raise ValueError("A moment without its time zone is no moment.")
        if self.begins >= self.ends:
            raise ValueError("An event ends after it begins.")
        if self.sequence < 0:
            raise ValueError("A sequence begins at zero and grows.")
        if self.url and not ADDRESS.fullmatch(self.url):
            raise ValueError("Not an address of the web.")

    @property
    def is_all_day(self) -> bool:
        """Whether it is made of whole days."""
        return not isinstance(self.starts_at, datetime)

    @property
    def is_cancelled(self) -> bool:
        """Whether it was called off."""
        return self.status is Status.CANCELLED

    @property
    def begins(self) -> datetime:
        """Its first moment, in UTC; of whole days, the first midnight."""
        return _moment(self.starts_at)

    @property
    def ends(self) -> datetime:
        """The first moment after it, in UTC."""
        return _moment(self.ends_at)

    @property
    def last_day(self) -> date:
        """The last day, in Rome, on which one is there."""
        return (self.ends - timedelta(microseconds=1)).astimezone(ITALY).date()


def _moment(value: datetime | date) -> datetime:
    """In UTC, where moments compare: two of Rome compare as clocks on the wall, wrong on the night in October."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time.min, tzinfo=ITALY)
    return value.astimezone(UTC)

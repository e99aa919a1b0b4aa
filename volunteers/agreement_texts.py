"""The words of the agreement of volunteering, version by version: whoever accepted can read again what."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from networking.rules import months_after

if TYPE_CHECKING:
    from datetime import date

FILE = Path(__file__).parent / "data/agreement.toml"


@dataclass(frozen=True)
class Agreement:
    """Every version's words, which one is given from today, and for how many months a yes holds."""

    current: str
    months: int
    texts: dict[str, str]

    def until(self, day: date) -> date:
        """The first day on which a yes of `day` does not hold any more."""
        return months_after(day, self.months)

    def paragraphs(self, version: str) -> list[str]:
        """The words of `version`, a paragraph each. Raises KeyError for one that was never written."""
        return self.texts[version].strip().split("\n\n")


@cache
def agreement() -> Agreement:
    """What the file says."""
    return Agreement(**tomllib.loads(FILE.read_text("utf-8")))

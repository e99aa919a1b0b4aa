"""The words of the agreement of volunteering, version by version: whoever accepted can read again what."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data/agreement.toml"


@dataclass(frozen=True)
class Agreement:
    """Every version's words, and which one is given from today."""

    current: str
    texts: dict[str, str]

    def paragraphs(self, version: str) -> list[str]:
        """The words of `version`, a paragraph each. Raises KeyError for one that was never written."""
        return self.texts[version].strip().split("\n\n")


@cache
def agreement() -> Agreement:
    """What the file says."""
    return Agreement(**tomllib.loads(FILE.read_text("utf-8")))

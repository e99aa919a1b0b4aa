"""The words of each consent, version by version: whoever agreed can read again to what."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data/consents.toml"


class UnknownTextError(LookupError):
    """A version that was never written: consents name only those of the file."""


@dataclass(frozen=True)
class Wording:
    """What is asked for one purpose, and of whom: ages in whole years, both included."""

    title: str
    current: str
    texts: dict[str, str]
    from_age: int | None = None
    until_age: int | None = None

    def is_asked_at(self, age: int | None) -> bool:
        """Whether it is asked of somebody that old; where an age matters, not of who has none written."""
        if self.from_age is None and self.until_age is None:
            return True
        return age is not None and (self.from_age or 0) <= age <= (self.until_age or age)


@cache
def wordings() -> dict[str, Wording]:
    """Every purpose's words."""
    return {purpose: Wording(**said) for purpose, said in tomllib.loads(FILE.read_text("utf-8")).items()}


def text_of(purpose: str, version: str) -> str:
    """The words of one version. Raises UnknownTextError."""
    try:
        return wordings()[purpose].texts[version].strip()
    except KeyError as error:
        raise UnknownTextError(f"{purpose} {version}") from error

"""Text that a spreadsheet would take for a formula."""

from __future__ import annotations

import re

STARTERS = ("=", "+", "-", "@", "\t", "\r")
# What only some spreadsheets begin a formula with: those of Asia know the wide signs.
RARE_STARTERS = ("\n", "＝", "＋", "－", "＠")
# «+39 0743 828711», «-12,5», «- primo punto»: people write these, and they compute nothing.
HARMLESS = re.compile(r"[+-][\d .,/()-]*|- \w[^|!(]*")


def would_compute(text: str) -> bool:
    """Whether a spreadsheet could take `text` for a formula: when writing, better one too many."""
    return text.startswith(STARTERS + RARE_STARTERS)


def is_formula(text: str) -> bool:
    """Whether `text` is a formula and not a phone number, an amount, a dash: when reading what people wrote."""
    return text.startswith(STARTERS) and not HARMLESS.fullmatch(text)


def neutralised(text: str) -> str:
    """`text` behind an apostrophe when it would compute, as spreadsheets themselves mark text."""
    return f"'{text}" if would_compute(text) else text


def without_mark(text: str) -> str:
    """`text` without the apostrophe that `neutralised` put before it."""
    return text[1:] if text.startswith("'") and would_compute(text[1:]) else text

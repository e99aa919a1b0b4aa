"""Numbers of certificates: drawn by chance, said aloud and typed without mistakes. Plain values."""

from __future__ import annotations

import secrets

# Crockford's: no I, L, O or U, which look or sound like others.
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# Five bits each: 80 bits.
LENGTH, GROUP = 16, 4
LOOK_ALIKE = str.maketrans("OIL", "011")


def draw() -> str:
    """A new number, which nobody can guess."""
    return "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))


def grouped(number: str) -> str:
    """As it is written and said: «7K2M-9QXD-…»."""
    return "-".join(number[start : start + GROUP] for start in range(0, len(number), GROUP))


def typed(words: str) -> str:
    """The number that somebody typed, with whatever spaces and lines; empty when it cannot be one."""
    compact = "".join(each for each in words.upper() if each.isalnum()).translate(LOOK_ALIKE)
    is_one = len(compact) == LENGTH and set(compact) <= set(SIGNS)
    return compact if is_one else ""


def initials(given_name: str, family_name: str) -> str:
    """«M. R.»: what whoever checks a certificate compares with the name before them."""
    parts = [*given_name.split()[:1], *family_name.split()[:1]]
    return " ".join(f"{part[0].upper()}." for part in parts)

"""Addresses as registers write them, made into those a browser and a mailbox take."""

import re


def first_of(text: str) -> str:
    """The first of several addresses in one cell."""
    return re.split(r"[;,\s]", text.strip(), maxsplit=1)[0]


def address_on_the_web(text: str) -> str:
    """«www.scuola.it» with what a browser needs before it."""
    first = first_of(text)
    return first if not first or "://" in first else f"http://{first}"

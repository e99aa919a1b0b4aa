"""The catalogue in `/gestione/`."""

from . import feedback, organizations, registers, sheets, words

__all__ = ["feedback", "organizations", "registers", "sheets", "words"]

"""The catalogue in `/gestione/`."""

from . import feedback, organizations, sheets, words

__all__ = ["feedback", "organizations", "sheets", "words"]

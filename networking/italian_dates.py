"""The first of the month: in Italian an ordinal, «1° settembre», where all the other days are plain numbers.

Django writes every date in words (filters, fields, the admin) with one formatter and leaves no way in, neither a setting
nor a format letter: what it answers for the day of the month is therefore changed here, once. Dates in figures
(«01/09/2026») and for machines use other letters and stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import dateformat
from django.utils.translation import get_language

if TYPE_CHECKING:
    from datetime import date

FIRST = "1°"


class ItalianDateFormat(dateformat.DateFormat):
    """Django's own, with an ordinal first of the month."""

    data: date

    def j(self) -> int | str:  # type: ignore[override]
        """Day of the month: «1°», then «2» … «31»."""
        return FIRST if self.data.day == 1 and get_language() == "it" else self.data.day


def speak() -> None:
    """Have every date in words written so."""
    dateformat.DateFormat = ItalianDateFormat  # type: ignore[misc]

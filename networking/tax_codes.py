"""The codice fiscale: whether it is one, and the day of birth it says (D.M. 23 December 1976).

The place of birth is not checked: the lists of the comuni that were are never complete, and a true code refused at
the desk is worse than a wrong one let in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from codicefiscale.codicefiscale import decode_raw, encode_cin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from datetime import date

LENGTH = 16
MONTHS = "ABCDEHLMPRST"
# Two people would have had the same code: digits from the right became letters (omocodia).
DIGITS = str.maketrans("LMNPQRSTUV", "0123456789")
WOMEN_AFTER = 40
LAST_DAY = 31
SHOWN_AT_THE_END = 4


@dataclass(frozen=True)
class TaxCode:
    """A codice fiscale that has the right shape and the right last letter."""

    text: str
    year: int
    month: int
    day: int

    def agrees_with(self, born: date) -> bool:
        """Whether it may be of somebody `born` then: the code has two digits of the year only."""
        return (self.year, self.month, self.day) == (born.year % 100, born.month, born.day)


def compact(typed: str) -> str:
    """What was typed, without spaces and in capitals, as it is kept."""
    return "".join(typed.split()).upper()


def read(typed: str) -> TaxCode:
    """The code in what was typed. Raises ValidationError, with a sentence that says what to look at."""
    text = compact(typed)
    if len(text) != LENGTH or not (text.isascii() and text.isalnum()):
        raise ValidationError(_("Il codice fiscale ha 16 tra lettere e numeri: ricontrollalo sulla tessera."))
    try:
        parts = decode_raw(text)
        is_whole = parts["cin"] == encode_cin(text)
        year = int(parts["birthdate_year"].translate(DIGITS))
        day = int(parts["birthdate_day"].translate(DIGITS))
        day -= WOMEN_AFTER if day > WOMEN_AFTER else 0
        is_whole = is_whole and 1 <= day <= LAST_DAY
    except (ValueError, KeyError):
        is_whole = False
    if not is_whole:
        raise ValidationError(
            _("Questo codice fiscale non torna: una lettera o un numero è diverso da quello sulla tessera.")
        )
    return TaxCode(text, year, MONTHS.index(parts["birthdate_month"]) + 1, day)


def masked(code: str | None) -> str:
    """Only the last signs, by which to tell two people of a list apart."""
    return f"••••{code[-SHOWN_AT_THE_END:]}" if code and len(code) == LENGTH else ""

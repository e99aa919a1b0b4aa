"""How people are found: by name, whatever the capitals, accents and apostrophes; by telephone; by codice fiscale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Func, Q, TextField, Value
from django.db.models.functions import Collate

from networking import encryption, tax_codes
from networking.telephones import digits_looked_for

from .private import PrivateQuerySet

if TYPE_CHECKING:
    from datetime import date


class PlainText(Func):
    """Words without capitals, accents and apostrophes, with a space before each («D'Angelo» → « d angelo»)."""

    function = "networking_plain"
    arity = 1
    output_field = TextField()


class PlainName(Func):
    """A name and a family name, plain, and then each in one piece: « paolo d angelo paolo dangelo»."""

    function = "networking_plain_name"
    arity = 2
    output_field = TextField()


def tax_code_index(codice_fiscale: str) -> bytes:
    """By which to find a codice fiscale (already upper case, without spaces) without reading any."""
    return encryption.blind_index(codice_fiscale, purpose="codice_fiscale")


class FoundByName(PrivateQuerySet):
    """People among whom one can search."""

    def matching(self, words: str) -> Self:
        """Those in whose name a word begins with each of `words`, whatever the accents and apostrophes; or who
        have this telephone, or a part of it, or this codice fiscale.
        """
        digits = digits_looked_for(words)
        if digits:
            return self.filter(phone__contains=digits)
        found = Q()
        for word in words.split():
            found &= Q(plain_name__contains=PlainText(Value(word)))
        code = tax_codes.compact(words)
        if len(code) == tax_codes.LENGTH:
            found |= Q(codice_fiscale_index=tax_code_index(code))
        return self._with_plain_name().filter(found)

    def namesakes(self, given_name: str, family_name: str, birth_date: date) -> Self:
        """Those with this name, however it is written, and this birth date."""
        same_name = PlainName(Value(given_name), Value(family_name))
        return self._with_plain_name().filter(plain_name=same_name, birth_date=birth_date)

    def in_order(self) -> Self:
        """By family name, as an Italian register sorts them."""
        names = [Collate(name, "it-x-icu") for name in ("family_name", "given_name")]
        return self.order_by(*names, "id")

    def _with_plain_name(self) -> Self:
        return self.alias(plain_name=PlainName("given_name", "family_name"))

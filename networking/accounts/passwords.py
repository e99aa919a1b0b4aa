"""What a password must be: long enough, and not one that many would try.

No rule about capitals, digits or signs, and no expiry: they make people write predictable ones (ASVS 6.2.5, 6.2.10).
Nothing is asked outside: the lists are here.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

from networking.models import Comune, Zone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from networking.models import User

SHORTEST = 12
SHORTEST_FOR_STAFF = 14
LONGEST = 128
# An attacker who gets the table tries thirty a second per core (see networking.accounts.hashers).
FEWEST_GUESSES = 10**8
# What zxcvbn looks at; a longer password is at least as hard as its beginning.
LOOKED_AT = 72
PROJECT_WORDS = ("networking", "network", "working", "net", "portale", "umbria", "valnerina", "spoleto")
LIST = Path(__file__).parents[1] / "data/passwords/parole-comuni.txt"
# Small words join into anything: «sole», «luna». Three of the list are a password that many would try.
MOST_WORDS = 3
SHORTEST_WORD, LONGEST_WORD = 3, 24
DISGUISES = str.maketrans("013457@$!|", "oieastasii")


class LengthValidator:
    """At least twelve characters, fourteen for who works here; never more than 128."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError."""
        shortest = SHORTEST_FOR_STAFF if getattr(user, "needs_second_factor", False) else SHORTEST
        if len(password) < shortest:
            raise ValidationError(
                _(
                    "È troppo corta: servono almeno %(shortest)s caratteri. Prova con tre o quattro parole a caso."
                )
                % {"shortest": shortest},
                code="password_too_short",
            )
        if len(password) > LONGEST:
            raise ValidationError(
                _("È troppo lunga: bastano %(longest)s caratteri.") % {"longest": LONGEST},
                code="password_too_long",
            )

    def get_help_text(self) -> str:
        """For the pages of `/gestione/`."""
        return _("Almeno 12 caratteri, 14 per chi lavora nel portale; non più di 128.")


class KnownWordsValidator:
    """Not a common password, a common word or a place of ours with a few digits and signs around."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError."""
        words = common_words() | words_of_the_territory() | words_of(user)
        if any(_is_made_of(core, words) for core in _cores(password)):
            raise ValidationError(
                _("Somiglia troppo a quelle che usano tutti: prova con tre o quattro parole a caso."),
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        """For the pages of `/gestione/`."""
        return _("Non parole comuni, nomi di luoghi o del progetto con qualche cifra attorno.")


class GuessesValidator:
    """Not one that a program would find among the first hundred million."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError."""
        known = sorted(words_of_the_territory() | words_of(user))
        if zxcvbn(password[:LOOKED_AT], user_inputs=known)["guesses"] < FEWEST_GUESSES:
            raise ValidationError(
                _("È facile da indovinare: allungala, o prova con tre o quattro parole a caso."),
                code="password_too_easy",
            )

    def get_help_text(self) -> str:
        """For the pages of `/gestione/`."""
        return _("Non una serie che un programma indovina: «aaaa», «1234», «qwerty».")


@cache
def common_words() -> frozenset[str]:
    """The words of our own list."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def _passwords_of_django() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)


def words_of_the_territory() -> frozenset[str]:
    """Names of comuni and zones, whole and in pieces, and those of the project."""
    names = [*Comune.objects.values_list("name", flat=True), *Zone.objects.values_list("name", flat=True)]
    return words_in(names) | frozenset(PROJECT_WORDS)


def words_of(user: User | None) -> frozenset[str]:
    """What is known of a person that others know too: the address, and the names typed or kept."""
    if user is None:
        return frozenset()
    typed = getattr(user, "typed_names", None) or str(user).split()
    return words_in([*typed, user.email.partition("@")[0]])


def words_in(texts: Iterable[str]) -> frozenset[str]:
    """The words of some texts, plain: lower case, letters and digits only; and each text run together."""
    found = set()
    for text in texts:
        pieces = "".join(letter if letter.isalnum() else " " for letter in _plain(text)).split()
        found.update(piece for piece in (*pieces, "".join(pieces)) if len(piece) >= SHORTEST_WORD)
    return frozenset(found)


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _cores(password: str) -> set[str]:
    """What is left without digits and signs around and between, also where they stand for letters."""
    plain = _plain(password)
    start = next((i for i, letter in enumerate(plain) if letter.isalpha()), 0)
    end = len(plain) - next((i for i, letter in enumerate(reversed(plain)) if letter.isalpha()), 0)
    inside = plain[start:end]
    spellings = (inside, inside.translate(DISGUISES), plain.translate(DISGUISES))
    return {core for text in spellings if (core := "".join(filter(str.isalpha, text)))}


def _is_made_of(core: str, words: frozenset[str]) -> bool:
    """Whether it is a common password, or joins up to three of the words (one of them as often as it likes)."""
    if core in _passwords_of_django():
        return True
    # Positions that can be reached, with the words it took.
    reached: dict[int, set[frozenset[str]]] = {0: {frozenset()}}
    for start in range(len(core)):
        for taken in reached.get(start, ()):
            for end in range(start + SHORTEST_WORD, min(len(core), start + LONGEST_WORD) + 1):
                used = taken | {core[start:end]}
                if core[start:end] in words and len(used) <= MOST_WORDS:
                    reached.setdefault(end, set()).add(used)
    return len(core) in reached

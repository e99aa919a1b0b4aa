"""What the issuer says of a person, once the words have been proved to be its own: no query, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from codicefiscale import codicefiscale
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

# SPID's name for «codice fiscale of Italy» before the code itself.
FISCAL_NUMBER_PREFIX = "TINIT-"
LONGEST_NAME = 80


class UnusableClaimsError(Exception):
    """The issuer says something that cannot be true, or leaves out what we cannot do without."""


@dataclass(frozen=True)
class VerifiedIdentity:
    """A person as the issuer knows them. `birth_date` and `codice_fiscale` only where it said them."""

    issuer: str
    subject: str
    level: str
    given_name: str
    family_name: str
    birth_date: date | None = None
    codice_fiscale: str = ""
    email: str = ""
    email_is_verified: bool = False

    @property
    def full_name(self) -> str:
        """Name and family name, as one speaks."""
        return f"{self.given_name} {self.family_name}".strip()


def identity_from(claims: dict[str, Any], *, level: str, fiscal_number_claim: str) -> VerifiedIdentity:
    """The person whom `claims` describe. Raises UnusableClaimsError."""
    codice_fiscale = fiscal_number_of(claims.get(fiscal_number_claim))
    email = _email_of(claims.get("email"))
    return VerifiedIdentity(
        issuer=str(claims["iss"]),
        subject=str(claims["sub"]),
        level=level,
        given_name=_name_of(claims, "given_name"),
        family_name=_name_of(claims, "family_name"),
        birth_date=_birth_date_of(claims.get("birthdate"), codice_fiscale),
        codice_fiscale=codice_fiscale,
        email=email,
        # Only the truth itself: «"false"» is a word, and words are true.
        email_is_verified=bool(email) and claims.get("email_verified") is True,
    )


def fiscal_number_of(claim: Any) -> str:
    """The codice fiscale in `claim`, in SPID's form or bare, also with omocodia; empty where there is none.

    Raises UnusableClaimsError for one that cannot exist.
    """
    if claim in (None, ""):
        return ""
    written = str(claim).strip().upper().removeprefix(FISCAL_NUMBER_PREFIX)
    # The library forgives spaces, dashes and accents: a code that names a person must be exact.
    if not written.isascii() or not written.isalnum():
        raise UnusableClaimsError("fiscal_number")
    try:
        decoded = codicefiscale.decode(written)
    except (ValueError, KeyError) as error:
        raise UnusableClaimsError("fiscal_number") from error
    return str(decoded["code"])


def _birth_date_of(claim: Any, codice_fiscale: str) -> date | None:
    """What the issuer says, else what the code says: of the two centuries it may mean, the later."""
    if claim:
        try:
            return date.fromisoformat(str(claim))
        except ValueError as error:
            raise UnusableClaimsError("birthdate") from error
    return codicefiscale.decode(codice_fiscale)["birthdate"].date() if codice_fiscale else None


def _name_of(claims: dict[str, Any], name: str) -> str:
    words = " ".join(str(claims.get(name) or "").split())
    if not words or len(words) > LONGEST_NAME or not words.isprintable():
        raise UnusableClaimsError(name)
    # SPID and CIE often shout.
    return words.title() if words.isupper() else words


def _email_of(claim: Any) -> str:
    try:
        validate_email(claim)
    except ValidationError:
        return ""
    return str(claim).lower()

"""What company and referrals bring to the pages of the desk, of registers and of families."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import referrals

if TYPE_CHECKING:
    from django.http import HttpRequest

    from laboratories.models import Session
    from networking.models import Person

    Block = tuple[str, dict[str, Any]] | None


def refer_from_desk(request: HttpRequest, *, person: Person, **about: Any) -> Block:
    """The door to show somebody the way to a service, on their sheet."""
    return "volunteers/blocks/desk_referral.html", {"person": person}


def refer_from_register(request: HttpRequest, *, session: Session, **about: Any) -> Block:
    """The same, at the foot of a register."""
    return "volunteers/blocks/register_referral.html", {"session": session}


def own_referrals(request: HttpRequest, **about: Any) -> Block:
    """The services that were shown to one's family, and what came of it."""
    found = referrals.of_family(request.user)
    return ("volunteers/blocks/family_referrals.html", {"referrals": found}) if found else None

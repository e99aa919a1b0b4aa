"""What volunteering brings to the pages of families and of the desk, which belong to the ground."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from . import parents

if TYPE_CHECKING:
    from django.http import HttpRequest

    from networking.models import Guardianship, Person

    Block = tuple[str, dict[str, Any]] | None


def wishes(request: HttpRequest, **about: Any) -> Block:
    """Who of the family wants to help, and waits for a yes."""
    found = parents.asked_of(request.user, today=timezone.localdate())
    waiting = [asked for asked in found if not asked.agrees]
    return ("volunteers/blocks/family_asked.html", {"asked": waiting}) if waiting else None


def wish(request: HttpRequest, *, tie: Guardianship, **about: Any) -> Block:
    """Whether somebody of the family wants to help, on their page."""
    asked = parents.of_tie(tie)
    return ("volunteers/blocks/family_person.html", {"asked": asked}) if asked else None


def at_the_desk(request: HttpRequest, *, person: Person, **about: Any) -> Block:
    """The door to a parent's yes, on the sheet of who is under age and wants to help."""
    found = parents.at_the_desk(person, known_to=request.user, today=timezone.localdate())
    return ("volunteers/blocks/desk_parent.html", {"person": person}) if found else None

"""What volunteering adds to the pages of the floors beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from volunteers import telling_when
from volunteers.models import COORDINATE, Companionship
from volunteers.path import applying

from . import home

if TYPE_CHECKING:
    from django.http import HttpRequest

    from networking.models import Person


def own_links(request: HttpRequest, **about: Any) -> tuple[str, dict[str, Any]] | None:
    """Among the links of one's own area: what a volunteer tells of themselves, what a coordinator corrects."""
    context = {
        "volunteer": telling_when.own(request.user),
        "keeps_company": Companionship.objects.of_volunteer(request.user).exists(),
        "coordinates": request.user.is_superuser or request.user.holds(*COORDINATE),
    }
    return ("volunteers/blocks/own_links.html", context) if any(context.values()) else None


def a_hand(request: HttpRequest, **about: Any) -> tuple[str, dict[str, Any]] | None:
    """Three places where a hand is needed; nothing where nobody asks."""
    needs, here = home.a_hand(request, now=timezone.now())
    return ("volunteers/blocks/a_hand.html", {"needs": needs, "here": here}) if needs else None


def desk_apply(request: HttpRequest, *, person: Person, **about: Any) -> tuple[str, dict[str, Any]] | None:
    """The door to ask for somebody at the desk, on their sheet; not for a child, nor for who has asked already."""
    if not applying.may_ask(person, timezone.localdate()):
        return None
    return "volunteers/blocks/desk_apply.html", {"person": person}

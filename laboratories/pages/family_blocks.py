"""What the activities bring to the family's pages, which belong to the ground."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from laboratories import family, schools
from laboratories.pages import fridge

if TYPE_CHECKING:
    from django.http import HttpRequest

    from networking.models import Guardianship

    Block = tuple[str, dict[str, Any]] | None


def offers(request: HttpRequest, **about: Any) -> Block:
    """Places that wait for an answer: first of all, with the time that is left."""
    found = family.offers_of(request.user, now=timezone.now())
    return ("laboratories/blocks/family_offers.html", {"offers": found}) if found else None


def dates(request: HttpRequest, **about: Any) -> Block:
    """The next dates, and those that are called off; or where to find something to do."""
    now, today = timezone.now(), timezone.localdate()
    cards, off = family.cards_of(request.user, now=now), family.called_off(request.user, now=now)
    context = {
        "cards": cards,
        "called_off": off,
        "today": today,
        "next_month": fridge.next_month(today),
    }
    return "laboratories/blocks/family_dates.html", context


def school(request: HttpRequest, *, tie: Guardianship, **about: Any) -> Block:
    """School and class, on a child's page."""
    said = schools.said_of(tie.child, day=timezone.localdate())
    return "laboratories/blocks/family_school.html", {"tie": tie, "said": said}

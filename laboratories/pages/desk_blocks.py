"""What the activities bring to the pages of the desk and of one's own area, which belong to the ground."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.utils import timezone

from laboratories.models import Booking, Cycle
from networking.models import RoleKind

if TYPE_CHECKING:
    from django.http import HttpRequest

    from networking.models import Person

    Block = tuple[str, dict[str, Any]] | None

MOST_QUEUES = 12


def doors(request: HttpRequest, **about: Any) -> Block:
    """Registers, bookings, closures; and the queues in which somebody waits."""
    queues = _queues(request)
    context = {"queues": queues[:MOST_QUEUES], "others": len(queues) - MOST_QUEUES}
    return "laboratories/blocks/desk_doors.html", context


def _queues(request: HttpRequest) -> list[Cycle]:
    """The cycles of who asks, not over, in which somebody waits: with how many, the next to begin first."""
    waiting = Q(pools__bookings__state__in=(Booking.State.WAITING, Booking.State.OFFERED))
    found = Cycle.objects.run_by(request.user).not_over(timezone.localdate())
    counted = found.annotate(people=Count("pools__bookings", filter=waiting))
    return list(counted.filter(people__gt=0).select_related("activity", "venue__place__comune"))


def book_for(request: HttpRequest, *, person: Person, **about: Any) -> Block:
    """The door to book for somebody, on their sheet."""
    return "laboratories/blocks/desk_book_for.html", {"person": person}


def own_links(request: HttpRequest, **about: Any) -> Block:
    """One's own certificates; the registers of who leads."""
    context = {"leads": request.user.holds(RoleKind.EDUCATOR)}
    return "laboratories/blocks/own_links.html", context

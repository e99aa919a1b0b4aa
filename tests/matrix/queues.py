"""A place offered to a child of Zone 6: what the matrix asks for."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from laboratories.models import Booking
from laboratories.offer_links import token_of
from tests import activities

if TYPE_CHECKING:
    from networking.models import Comune, Person


def rows(child: Person, comune: Comune) -> dict[str, Any]:
    """Rows by name."""
    now = timezone.now()
    # A day of its own: nobody is expected in two places.
    cycle = activities.cycle(comune, first_day=date(2027, 2, 10))
    offered = activities.booking(
        cycle,
        child,
        state=Booking.State.OFFERED,
        offered_at=now,
        offer_expires_at=now + timedelta(days=1),
    )
    token = token_of(offered.party_id, now)
    return {"offer": SimpleNamespace(pk=offered.pk, token=token, cycle=cycle.pk, party=offered.party_id)}

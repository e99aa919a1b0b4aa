"""A meeting of Zone 6 with its register, a seat asked back, a certificate, a closure: what the matrix asks for."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from laboratories import keeping
from laboratories.models import Booking, Certificate, Closure
from tests import activities, factories

if TYPE_CHECKING:
    from networking.models import Comune, Person


def rows(child: Person, comune: Comune) -> dict[str, Any]:
    """Rows by name, all of `child`."""
    # A day of its own: nobody is expected in two places.
    cycle = activities.cycle(comune, first_day=date(2027, 2, 3))
    booking = activities.booking(cycle, child)
    Booking.objects.for_everyone(reason="prova").filter(pk=booking.pk).update(
        asked_back_at=factories.LONG_AGO
    )
    booking.refresh_from_db()
    return {
        "run_cycle": cycle,
        "held_booking": booking,
        "meeting": cycle.sessions.get(),
        "presence": activities.presences().get(booking=booking),
        # Of a day on which nothing is held.
        "closure": Closure.objects.create(
            comune=comune,
            first_day=date(2027, 2, 4),
            last_day=date(2027, 2, 4),
            reason="weather",
            made_at=factories.LONG_AGO,
            settled_at=factories.LONG_AGO,
        ),
        "seat": SimpleNamespace(token=keeping.token_of(booking)),
        "certificate": Certificate.objects.create(
            number="7K2M9QXD4T8VWB3N",
            person=child,
            cycle=cycle,
            title=str(cycle),
            minutes=90,
            minutes_held=90,
            first_day=cycle.first_day,
            last_day=cycle.last_day,
            issued_at=factories.LONG_AGO,
        ),
    }

"""What happens to the people one can sign in as: two children booked together, an offer to answer, a place in a queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..models import Booking
from .cycles import OVER, Round

if TYPE_CHECKING:
    from .bookings import Booker
    from .people import Guest

State = Booking.State
# The activity (as the file calls it), the comune, over or to come, who, and what they have.
FOLIGNO = (
    ("compiti-insieme", "foligno", True, ("Anita", "Pietro"), State.CONFIRMED),
    ("robotica-da-tavolo", "foligno", True, ("Anita",), State.CONFIRMED),
    ("mercatino-dei-giochi", "castel-ritaldi", False, ("Anita", "Pietro"), State.CONFIRMED),
    ("robotica-da-tavolo", "foligno", False, ("Anita",), State.OFFERED),
    ("compiti-insieme", "foligno", False, ("Pietro",), State.WAITING),
)
NORCIA = (
    ("compiti-insieme", "norcia", False, ("Noemi",), State.CONFIRMED),
    ("calcetto-per-tutti", "norcia", True, ("Tommaso",), State.CONFIRMED),
    ("tamburi-e-ritmo", "norcia", False, ("Tommaso",), State.CONFIRMED),
    ("alfabeto-del-telefono", "norcia", False, ("Settimio",), State.CONFIRMED),
)


def tell(booker: Booker, rounds: list[Round], known: list[Guest]) -> None:
    """Give them what is theirs, before the others come."""
    by_name = {guest.person.given_name: guest for guest in known}
    for slug, comune, is_over, names, state in FOLIGNO + NORCIA:
        made = next((each for each in rounds if _is(each, slug, comune, is_over=is_over)), None)
        if made is None:
            continue
        places = made.pools(booker.pools)[0]
        together = [by_name[name] for name in names if name in by_name]
        if together and all(booker.fits(guest, places) for guest in together):
            booker.book(places, together, state)


def _is(made: Round, slug: str, comune: str, *, is_over: bool) -> bool:
    cycle = made.cycle
    return (
        slug in cycle.activity.slug
        and cycle.venue.place.comune.slug == comune
        and (made.going == OVER) == is_over
    )

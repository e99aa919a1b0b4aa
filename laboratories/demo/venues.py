"""The places of the demonstration: «piattaforme territoriali» in the larger comuni, guests of others elsewhere."""

from __future__ import annotations

import tomllib
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from networking.demo_people import INVENTED
from networking.models import Comune
from services.models import Organization, Place

from ..models import Room, RoomPart, Venue, VenueHours

if TYPE_CHECKING:
    from .drawing import Draw

VENUES = Path(__file__).parent / "venues.toml"
SETUP_MINUTES = 15
PEOPLE_OF_HALF_A_HALL = 2
KINDS = {
    "platform": (
        "Piattaforma territoriale",
        "Uno spazio del progetto: laboratori, aule, qualcuno che accoglie.",
    ),
    "library": (
        "Biblioteca di prova",
        "La biblioteca presta le sue sale negli orari di chiusura al pubblico.",
    ),
    "school": ("Scuola di prova", "La scuola resta aperta il pomeriggio per le attività."),
    "parish": ("Sala parrocchiale di prova", "La parrocchia presta il suo salone."),
    "club": ("Circolo di prova", "Il circolo del paese apre la sua sala a tutti."),
}
EQUIPMENT = {
    "Laboratorio grande": "Otto tavoli\nLavagna\nProiettore\nLavandino",
    "Laboratorio": "Sei tavoli\nProiettore\nLavandino",
    "Aula dei compiti": "Quattro tavoli\nLavagna\nDieci portatili",
    "Stanza della musica": "Percussioni\nSei chitarre\nPianoforte",
    "Cucina": "Due piani di cottura\nForno\nTavolo da impasto",
}
OPEN = ((0, 15, 19), (1, 9, 13), (1, 15, 19), (2, 15, 19), (3, 9, 13), (3, 15, 19), (4, 15, 19), (5, 9, 13))
DESK = ((1, 9, 12), (3, 16, 18), (5, 10, 12))


def ensure_venues(draw: Draw) -> dict[str, Venue]:
    """The venue of each comune by its slug, with rooms and hours."""
    comuni = {comune.slug: comune for comune in Comune.objects.select_related("zone")}
    organizations = {each.slug: each for each in Organization.objects.filter(is_demo=True)}
    facts = tomllib.loads(VENUES.read_text(encoding="utf-8"))["venue"]
    venues = {fact["comune"]: _venue(fact, comuni[fact["comune"]], organizations, draw) for fact in facts}
    for fact in facts:
        _add_rooms(venues[fact["comune"]], fact)
    _add_hours(venues, facts)
    return venues


def _venue(fact: dict[str, Any], comune: Comune, organizations: dict[str, Organization], draw: Draw) -> Venue:
    name, summary = KINDS[fact["kind"]]
    is_platform = fact["kind"] == "platform"
    place = Place.objects.create(
        name=f"{name} di {comune} (esempio)",
        comune=comune,
        address="Piazza dell'Esempio 1",
        step_free="yes" if is_platform else draw.choice(["yes", "partly"]),
        accessible_toilet="yes" if is_platform else draw.choice(["yes", "no"]),
        reserved_parking="yes" if is_platform else draw.choice(["yes", "no"]),
        access_notes="Si entra dal cortile, a sinistra. La porta è larga un metro.",
    )
    return Venue.objects.create(
        place=place,
        slug=f"{name.split()[0].lower()}-{comune.slug}-esempio",
        is_platform=is_platform,
        organization=organizations.get(ORGANIZATION_OF_ZONE[comune.zone.number]) if is_platform else None,
        summary=f"{summary} {INVENTED}",
        phone="+390743999920" if is_platform else "",
        published_at=draw.long_ago,
    )


ORGANIZATION_OF_ZONE = {6: "esempio-valnerina", 8: "esempio-foligno", 9: "esempio-spoleto"}


def _add_rooms(venue: Venue, fact: dict[str, Any]) -> None:
    """Each room is a piece by itself; a hall is two, which can also be taken one at a time."""
    for name, most in fact["rooms"]:
        _room(venue, name, most, [name])
    if most := fact.get("hall"):
        halves = ["Salone, parte A", "Salone, parte B"]
        for half in halves:
            _room(venue, half, most // PEOPLE_OF_HALF_A_HALL, [half])
        _room(venue, "Salone intero", most, halves)


def _room(venue: Venue, name: str, most: int, parts: list[str]) -> None:
    room = Room.objects.create(
        venue=venue,
        name=name,
        most_people=most,
        setup_minutes=SETUP_MINUTES,
        equipment=EQUIPMENT.get(name, "Sedie e tavoli"),
        is_step_free=True,
    )
    room.parts.set([RoomPart.objects.get_or_create(venue=venue, name=part)[0] for part in parts])


def _add_hours(venues: dict[str, Venue], facts: list[dict[str, Any]]) -> None:
    VenueHours.objects.bulk_create(
        VenueHours(
            venue=venues[fact["comune"]], kind=kind, weekday=day, opens=time(opens), closes=time(closes)
        )
        for fact in facts
        for kind, week in ((VenueHours.Kind.OPEN, OPEN), (VenueHours.Kind.DESK, DESK))
        if kind == VenueHours.Kind.OPEN or fact["kind"] == "platform"
        for day, opens, closes in week
    )

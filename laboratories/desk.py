"""What the desk reads when it books for somebody: open cycles, for whom, and the bookings it may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils import timezone

from networking.models import Guardianship, Person
from networking.rules import ADULT_AGE

from . import appointments, cancelling
from .models import Booking, Cycle
from .rules import parse_code, spoken_code

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User

    from .models.bookings import BookingQuerySet
    from .models.cycles import CycleQuerySet

ANSWERING = "per chi lo sportello può prenotare insieme"
NEEDS = (
    "party",
    "person",
    "pool__session",
    "pool__cycle__activity",
    "pool__cycle__venue__place__comune__zone",
)


def cycles_for(person: Person, words: str, *, now: datetime) -> CycleQuerySet:
    """The cycles with places to ask for at `now` that say all of `words`: those of their comune, then of their zone."""
    today = timezone.localdate(now)
    found = Cycle.objects.published().filter(called_off_at=None, enrol_opens_at__lte=now, last_day__gte=today)
    for word in words.split():
        found = found.filter(
            Q(activity__title__icontains=word)
            | Q(activity__summary__icontains=word)
            | Q(name__icontains=word)
            | Q(venue__place__name__icontains=word)
            | Q(venue__place__comune__name__icontains=word)
        )
    zone = person.followed_by_zone
    near = Case(
        When(venue__place__comune=person.comune_id, then=Value(0)),
        When(venue__place__comune__zone=zone.pk if zone else None, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return found.with_everything().annotate(near=near).order_by("near", "first_day", "pk")


def people_with(person: Person, user: User) -> list[Person]:
    """The person and those for whom they may book today, of the territory of `user`."""
    today = timezone.localdate()
    ties = Guardianship.objects.for_everyone(reason=ANSWERING).in_force_on(today)
    children = ties.filter(guardian=person, can_book=True).values("child")
    return [person, *Person.objects.followed_by(user).filter(pk__in=children).in_order()]


def booker_for(person: Person) -> Person:
    """Who is told: the person, or for a child who may book for them. A child for whom nobody may is told by nobody."""
    age = person.age_on(timezone.localdate())
    if age is None or age >= ADULT_AGE:
        return person
    ties = Guardianship.objects.for_everyone(reason=ANSWERING).in_force_on(timezone.localdate())
    tie = (
        ties.filter(child=person, can_book=True)
        .select_related("guardian")
        .order_by("starts_on", "pk")
        .first()
    )
    return tie.guardian if tie else person


def bookings_seen_by(user: User) -> BookingQuerySet:
    """Those of the people the desk of `user` follows, and those of the cycles held in its territory."""
    followed = Person.objects.followed_by(user).values("pk")
    run = Cycle.objects.run_by(user).values("pk")
    seen = Q(person__in=followed) | Q(pool__cycle__in=run)
    return Booking.objects.visible_to(user).filter(seen).select_related(*NEEDS)


def found_by_code(typed: str, user: User) -> list[Booking]:
    """The bookings of the party with that code, however it was typed, that `user` may see."""
    code = parse_code(typed)
    return list(bookings_seen_by(user).filter(party__code=code).order_by("ticket")) if code else []


def sheet_of(booking: Booking, user: User, *, now: datetime) -> dict[str, Any]:
    """What the desk reads of a booking, and prints: the same on both. `is_followed`: whether it may open their sheet."""
    cycle = booking.pool.cycle
    meetings = cancelling.meetings_of(booking).upcoming(now).select_related(*appointments.NEEDS)
    return {
        "booking": booking,
        "code": spoken_code(booking.party.code),
        "where": appointments.where(cycle.venue),
        "meetings": [appointments.when_of(meeting) for meeting in meetings],
        "others": bookings_seen_by(user).filter(party=booking.party_id).exclude(pk=booking.pk),
        "is_followed": Person.objects.followed_by(user).filter(pk=booking.person_id).exists(),
        "is_live": booking.state in Booking.LIVE,
        "zone": cycle.venue.place.comune.zone,
        "standing": cancelling.standing_of(booking, now=now),
        "today": timezone.localdate(now),
        "now": now,
    }

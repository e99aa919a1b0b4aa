"""What the pages of bookings say, in words: from rows to sentences, so that templates only place them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from laboratories import appointments
from laboratories.eligibility import Refused, people_for, refusal_of_cycle, refusals_of
from laboratories.hot import Slot, slots_of
from laboratories.models import Booking, Cycle, Party, Session, Venue
from laboratories.placing import parties_of_form
from laboratories.rules import Refusal, spoken_code
from networking.rules import ADULT_AGE

if TYPE_CHECKING:
    from datetime import datetime

    from laboratories.models.bookings import BookingQuerySet
    from networking.models import Person, User

PAST_SHOWN = 50


@dataclass(frozen=True)
class CyclePage:
    """What there is to choose of a cycle: who can, who cannot and why, which sessions, with how many places."""

    cycle: Cycle
    closed: str
    where: str
    sessions: list[tuple[str, str]]
    meetings: list[str]
    places: str
    # Whether some place is free, of the whole or of some of the sessions: else one can only wait.
    has_places: bool
    people: list[tuple[str, str]]
    cannot: list[tuple[str, list[str]]]
    asks_birth_date: bool
    cancel_until: str


def cycle_page(cycle: Cycle, user: User | None, *, now: datetime) -> CyclePage:
    """The page of `cycle` for `user`; without one, only what everybody may know."""
    cycle.venue = Venue.objects.select_related("place__comune").get(pk=cycle.venue_id)
    closed = refusal_of_cycle(cycle, door=Party.Door.WEB, now=now)
    slots = slots_of(cycle, None, now=now)
    coming = Session.objects.taking_place().filter(cycle=cycle).upcoming(now)
    sessions = list(coming.select_related(*appointments.NEEDS))
    if closed is None and not slots:
        closed = Refused(Refusal.STARTED, Refusal.STARTED.sentence())
    people = _family(cycle, slots, user) if user is not None and closed is None else []
    born_unknown = [
        person
        for person, reasons in people
        if user and person.account_id == user.pk and Refusal.BIRTH_DATE_MISSING in reasons
    ]
    by_session = cycle.unit == Cycle.Unit.SESSION
    return CyclePage(
        cycle=cycle,
        closed=closed.sentence if closed else "",
        where=appointments.where(cycle.venue),
        sessions=_session_choices(slots, sessions) if by_session else [],
        meetings=[] if by_session else [appointments.when_of(session) for session in sessions],
        places="" if by_session or not slots else _places(slots[0]),
        has_places=any(slot.has_room_for(1) for slot in slots),
        people=[
            (str(person.pk), _called(person, user))
            for person, reasons in people
            if not reasons or person in born_unknown
        ],
        cannot=[
            (_called(person, user), list(reasons.values()))
            for person, reasons in people
            if reasons and person not in born_unknown
        ],
        asks_birth_date=bool(born_unknown),
        cancel_until=_cancel_rule(cycle),
    )


def _family(cycle: Cycle, slots: Sequence[Slot], user: User) -> list[tuple[Person, dict[Refusal, str]]]:
    """Everybody of the family, the asker last, each with their reasons; of sessions, what holds for all of them."""
    people = list(people_for(user, Party.Door.WEB).order_by("birth_date", "given_name", "pk"))
    others = [person for person in people if person.account_id != user.pk]
    if others and _is_for_children(cycle):
        # An adult with children knows that this is not for them, and is asked for no birth date.
        people = others
    # Of sessions one by one only what no choice changes is said before: the rest when they have chosen.
    asked = slots if cycle.unit == Cycle.Unit.CYCLE else slots[:0]
    found = refusals_of(
        people, cycle=cycle, slots=asked, by=user, door=Party.Door.WEB, looks_everywhere=bool(asked)
    )
    people.sort(key=lambda person: person.account_id == user.pk)
    return [(person, {no.reason: no.sentence for no in found if no.person == person.pk}) for person in people]


def _is_for_children(cycle: Cycle) -> bool:
    most = cycle.activity.max_age
    return most is not None and most < ADULT_AGE


def _called(person: Person, user: User | None) -> str:
    is_oneself = user is not None and person.account_id == user.pk
    return _("{name} (tu)").format(name=person.full_name) if is_oneself else person.full_name


def _session_choices(slots: Sequence[Slot], sessions: Sequence[Session]) -> list[tuple[str, str]]:
    by_id = {session.pk: session for session in sessions}
    return [
        (str(slot.session), f"{appointments.when_of(by_id[slot.session])} · {_places_of(slot)}")
        for slot in slots
        if slot.session in by_id
    ]


def _places_of(slot: Slot) -> str:
    """The same beside a session: «posti finiti: 2 persone in lista d'attesa»."""
    said = _places(slot)
    return said if slot.has_room_for(1) else _("posti {said}").format(said=said)


def _places(slot: Slot) -> str:
    if slot.waiting:
        said = ngettext(
            "finiti: %d persona in lista d'attesa", "finiti: %d persone in lista d'attesa", slot.waiting
        )
        return said % slot.waiting
    if slot.free <= 0:
        return _("finiti: c'è la lista d'attesa")
    return ngettext("%d posto libero", "%d posti liberi", slot.free) % slot.free


def _cancel_rule(cycle: Cycle) -> str:
    hours = int(cycle.cancel_before.total_seconds() // 3600)
    if hours <= 0:
        return _("fino all'inizio")
    if hours % 24:
        return ngettext("fino a %d ora prima", "fino a %d ore prima", hours) % hours
    return ngettext("fino a %d giorno prima", "fino a %d giorni prima", hours // 24) % (hours // 24)


# --- what has been booked ---


@dataclass(frozen=True)
class Row:
    """A booking in a list."""

    booking: Booking
    code: str
    when: str
    where: str
    is_coming: bool


def rows_of(user: User, *, now: datetime) -> tuple[list[Row], list[Row]]:
    """The bookings of the family of `user`: those still to come, the next first; and the others, the last first."""
    found = [_row(booking) for booking in _with_next(Booking.objects.of_family(user), now)]
    coming = sorted((row for row in found if row.is_coming), key=lambda row: row.booking.next_start)
    past = [row for row in found if not row.is_coming]
    return coming, past[:PAST_SHOWN]


def rows_of_form(party: UUID, user: User, *, now: datetime) -> list[Row]:
    """What one form made, as the family of `user` may see it; `party` is any of its parties."""
    known = Party.objects.for_everyone(reason="l'esito di un modulo").filter(pk=party).first()
    if known is None:
        return []
    parties = [each.pk for each in parties_of_form(known.idem_actor, known.idem_key)]
    theirs = Booking.objects.of_family(user).filter(party__in=parties).order_by("ticket")
    return [_row(booking) for booking in _with_next(theirs, now)]


def _with_next(bookings: BookingQuerySet, now: datetime) -> Collection[Booking]:
    meetings = Session.objects.taking_place().filter(
        Q(pk=OuterRef("pool__session")) | Q(cycle__unit=Cycle.Unit.CYCLE), cycle=OuterRef("pool__cycle")
    )
    following = meetings.upcoming(now).values("starts_at")[:1]
    return (
        bookings.select_related(
            "party", "person", "pool__session", "pool__cycle__activity", "pool__cycle__venue__place__comune"
        )
        .annotate(next_start=Subquery(following))
        .order_by("-booked_at", "ticket")
    )


def _row(booking: Booking) -> Row:
    cycle, session = booking.pool.cycle, booking.pool.session
    if booking.next_start is not None:
        when = said_moment(booking.next_start)
    else:
        when = date_format(session.local_date if session else cycle.last_day, "j F Y")
    return Row(
        booking=booking,
        code=spoken_code(booking.party.code),
        when=when,
        where=appointments.where(cycle.venue),
        is_coming=booking.state in Booking.LIVE and booking.next_start is not None,
    )


def said_moment(at: datetime) -> str:
    """«mercoledì 2 dicembre alle 17:00»."""
    local = timezone.localtime(at)
    return _("{day} alle {hour}").format(day=date_format(local, "l j F"), hour=date_format(local, "H:i"))

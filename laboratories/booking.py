"""Asking for places: everything is checked first, then one statement writes who has them and who waits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from networking import facts
from networking.models import Person

from .eligibility import (
    CHECKING,
    Refused,
    bookable,
    people_for,
    refusal_of_cycle,
    refusals_by_bookings,
    refusals_of,
)
from .hot import Slot, slots_of
from .models import Party, Pool
from .models.bookings import MOST_IN_A_PARTY
from .notices import booking as notices
from .placing import BusyError, Form, Group, NoPlacesError, RepeatedError, TakenError, place, sent_before
from .rules import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User

    from .models import Cycle

__all__ = ["BookingRefusedError", "BusyError", "FullError", "Outcome", "book"]


class BookingRefusedError(Exception):
    """There is no place for them, and a sentence says why; `refusals` are all the reasons."""

    def __init__(self, refusals: Sequence[Refused]) -> None:
        super().__init__(" ".join(each.sentence for each in refusals))
        self.refusals = refusals


class FullError(Exception):
    """Not enough places for who wanted places or nothing; joining the queue is still possible."""


@dataclass(frozen=True)
class Outcome:
    """The parties that were made, in order. `is_repeat`: by the same form, sent before."""

    parties: tuple[UUID, ...]
    is_repeat: bool = False


def book(
    *,
    cycle: Cycle,
    people: Collection[UUID],
    by: User,
    key: str,
    now: datetime,
    as_of: datetime | None = None,
    sessions: Collection[UUID] | None = None,
    booker: Person | None = None,
    together: bool = True,
    only_places: bool = False,
    door: str = Party.Door.WEB,
    paper_number: str = "",
    over_the_queue: bool = False,
) -> Outcome:
    """Ask for places for `people` (ids) in `cycle`, or in those of its `sessions` where it is booked one by one.

    `together`: all of them or nobody, also in the queue; else each has their own fate. Where places are not enough
    they join the queue, unless they want `only_places`. What is still to come is read `as_of` another moment, where
    they come when it has begun; what is written is of `now`. `key` is the form's own (no more than 50 characters): the same
    user who sends it again gets what it made the first time. `booker` is told (on the web, who writes it); `by` writes. `over_the_queue` is the
    desk's, and leaves a fact.

    Raises BookingRefusedError, FullError, BusyError; then nothing has been written.
    """
    form = Form(key, booker, by, door, paper_number, only_places, over_the_queue)
    try:
        return _book(cycle, people, sessions, form, together=together, now=now, as_of=as_of or now)
    except (BookingRefusedError, FullError, RepeatedError):
        # Twice pressed, or sent again after a line that fell: what it found was made by itself.
        made = sent_before(form)
        if not made:
            raise
        return Outcome(tuple(party.pk for party in made), is_repeat=True)


def _book(
    cycle: Cycle,
    people: Collection[UUID],
    sessions: Collection[UUID] | None,
    form: Form,
    *,
    together: bool,
    now: datetime,
    as_of: datetime,
) -> Outcome:
    slots = _slots(cycle, people, sessions, form, as_of)
    if form.wants_only_places and not all(slot.has_room_for(len(people)) for slot in slots):
        raise FullError
    found = _people(people, form)
    _refuse(refusals_of(found, cycle=cycle, slots=slots, by=form.by, door=form.door, looks_everywhere=False))
    form = form if form.booker else replace(form, booker=_who_is_told(form))
    units = [tuple(found)] if together else [(person,) for person in found]
    groups = [Group(slot.pool, unit) for slot in slots for unit in units]

    def before(placed: Sequence[Group]) -> None:
        _hold_to_the_limit(found, cycle, slots, form)
        _besides(placed, slots, form, now)

    try:
        place(groups, form=form, now=now, before=before)
    except NoPlacesError as error:
        raise FullError from error
    except TakenError as error:
        slots = _slots(cycle, people, sessions, form, as_of)
        _refuse(
            refusals_of(found, cycle=cycle, slots=slots, by=form.by, door=form.door, looks_everywhere=True)
        )
        # Whoever was there has just gone: asking again is enough.
        raise BusyError from error
    return Outcome(tuple(group.party for group in groups))


def _slots(
    cycle: Cycle, people: Collection[UUID], sessions: Collection[UUID] | None, form: Form, now: datetime
) -> list[Slot]:
    """The places asked for. Raises BookingRefusedError where nobody could have them."""
    refused = refusal_of_cycle(cycle, door=form.door, now=now)
    if refused is None and not people:
        refused = Refused(Refusal.NOBODY_CHOSEN, Refusal.NOBODY_CHOSEN.sentence())
    if refused is None and len(set(people)) > MOST_IN_A_PARTY:
        refused = Refused(Refusal.TOO_MANY, Refusal.TOO_MANY.sentence(most=MOST_IN_A_PARTY))
    if refused is not None:
        raise BookingRefusedError([refused])
    by_session = cycle.unit == cycle.Unit.SESSION
    if by_session and not sessions:
        raise BookingRefusedError([Refused(Refusal.NOTHING_CHOSEN, Refusal.NOTHING_CHOSEN.sentence())])
    slots = slots_of(cycle, sessions, now=now)
    if not slots or (by_session and len(slots) < len(set(sessions or ()))):
        raise BookingRefusedError([_why_gone(cycle, sessions)])
    return slots


def _why_gone(cycle: Cycle, sessions: Collection[UUID] | None) -> Refused:
    """Called off, or begun."""
    off = cycle.sessions.filter(pk__in=sessions or (), cancelled_at__isnull=False).first()
    if off is None:
        return Refused(Refusal.STARTED, Refusal.STARTED.sentence())
    return Refused(Refusal.CALLED_OFF, Refusal.CALLED_OFF.sentence(why=off.cancelled_because))


def _people(ids: Collection[UUID], form: Form) -> list[Person]:
    """Those of `ids` for whom they may at least ask. Who is not theirs to know is not named."""
    found = bookable(ids, form.by, form.door)
    if len(found) == len(set(ids)):
        return found
    found = list(people_for(form.by, form.door).filter(pk__in=ids).order_by("birth_date", "given_name", "pk"))
    if len(found) < len(set(ids)):
        sentence = Refusal.NO_RIGHT.sentence(name=_("questa persona"))
        raise BookingRefusedError([Refused(Refusal.NO_RIGHT, sentence)])
    return found


def _who_is_told(form: Form) -> Person | None:
    """On the web whoever asks; at a desk nobody, unless they say who."""
    return getattr(form.by, "person", None) if form.door == Party.Door.WEB else None


def _refuse(refusals: Sequence[Refused]) -> None:
    if refusals:
        raise BookingRefusedError(refusals)


def _hold_to_the_limit(people: Sequence[Person], cycle: Cycle, slots: Sequence[Slot], form: Form) -> None:
    """Of two forms at once each would find the year not yet used up: one waits here for the other, and counts again.

    Only where there is a limit: elsewhere nobody waits. People are held by id, before the party, as the database does.
    """
    if not cycle.activity.yearly_limit:
        return
    everybody = Person.objects.for_everyone(reason=CHECKING).filter(pk__in=[person.pk for person in people])
    list(everybody.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    _refuse(refusals_by_bookings(people, cycle, slots, form.by))


def _besides(groups: Sequence[Group], slots: Sequence[Slot], form: Form, now: datetime) -> None:
    """What belongs to the booking and is written before its places: the notices, and that a queue was overtaken."""
    notices.tell_of_booking(form.key, form.booker, groups, now=now)
    overtaken = {slot.pool for slot in slots if slot.waiting} if form.is_over_the_queue else set()
    for group in groups:
        if group.pool in overtaken and group.is_placed:
            told = {"party": str(group.party), "by": str(form.by.pk)}
            facts.record("laboratories.queue_overtaken", Pool(pk=group.pool), now=now, **told)

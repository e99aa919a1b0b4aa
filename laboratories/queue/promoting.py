"""Offering the places that came free to who waits for them, in the order in which they asked.

Only here is the hot row of the places taken first. Whoever then holds a party is passed by with SKIP LOCKED: nobody is
waited for while everybody else waits for us.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from laboratories import concerned
from laboratories.models import Booking, Party, Pool, Presence, QueueStep, SeatPool, Session
from laboratories.notices import waiting as notices
from laboratories.offering import A_DAY, is_rush, offer_ends
from networking import outbox
from networking.models import ContactChannel, Holiday
from networking.outbox.choosing import first_channel

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from networking.models import Person

PROMOTING = "offrire i posti liberi a chi aspetta"
HOLIDAYS_AHEAD = 30 * A_DAY
NOT_REPEATED = (QueueStep.Kind.TOO_MANY, QueueStep.Kind.IN_HAND, QueueStep.Kind.CLASH)


@dataclass
class Round:
    """One look at a queue: what is free, who waits, who cannot come, and what was found."""

    pool: Pool
    now: datetime
    start: datetime
    free: int
    holidays: set[date]
    busy: set[UUID]
    offered: int = 0
    steps: list[QueueStep] = field(default_factory=list)

    @property
    def is_strict(self) -> bool:
        """Whether nobody may go before the first party, even where it is too big."""
        return not is_rush(self.now, self.start)

    def writes(self, party: UUID, kind: str, needed: int) -> None:
        """Write down, at the end, what became of `party` in this round."""
        self.steps.append(
            QueueStep(party_id=party, pool=self.pool, kind=kind, at=self.now, needed=needed, free=self.free)
        )


def promote(pool: int, *, now: datetime) -> int:
    """Offer the free places of `pool` to who waits; how many people were offered one.

    In strict order until 72 hours before the start, then the first party that fits. Who has something else at that
    hour is passed by. Every one passed by reads why: once for the same cause.
    """
    with transaction.atomic():
        look = _begin(pool, now)
        if look is None:
            return 0
        for party in _queue(look.pool):
            if look.free <= 0 or not _serve(look, party):
                break
        _write_down(look, [step for step in look.steps if step.kind != QueueStep.Kind.IN_HAND])
    # Written when the hot row is free again: a line about a party waits for whoever holds it.
    _write_down(look, [step for step in look.steps if step.kind == QueueStep.Kind.IN_HAND])
    return look.offered


def start_of(pool: Pool, *, now: datetime) -> datetime | None:
    """When what `pool` gives places for starts: None when nothing of it is to come, or it was called off.

    Of a whole cycle its first meeting; once that has been, the last: who comes late still has the others.
    """
    if pool.cycle.called_off_at is not None:
        return None
    meetings = Session.objects.taking_place().filter(cycle=pool.cycle_id)
    if pool.session_id is not None:
        meetings = meetings.filter(pk=pool.session_id)
    starts = sorted(meetings.values_list("starts_at", flat=True))
    if not starts or starts[-1] <= now:
        return None
    return starts[0] if starts[0] > now else starts[-1]


def _begin(pool: int, now: datetime) -> Round | None:
    """Hold the places, when some are free and somebody waits."""
    its = Pool.objects.select_related("cycle__activity").filter(pk=pool).first()
    start = start_of(its, now=now) if its else None
    wanted = SeatPool.objects.filter(pool=pool, waiting__gt=0, taken__lt=F("capacity"))
    # Looked at without a lock first: most of the time there is nothing to do.
    if its is None or start is None or not wanted.exists():
        return None
    days = Holiday.objects.filter(date__range=(now.date() - A_DAY, now.date() + HOLIDAYS_AHEAD))
    holidays, busy = set(days.values_list("date", flat=True)), _busy(its, now)
    seats = _hold(wanted)
    return None if seats is None else Round(its, now, start, seats.free, holidays, busy)


def _hold(wanted: QuerySet[SeatPool]) -> SeatPool | None:
    """The places, nobody else's until the end; None when somebody has taken them meanwhile."""
    return wanted.select_for_update(no_key=True).first()


def _queue(pool: Pool) -> list[UUID]:
    """The parties that wait, in order: read after the places are held, so that none is missing."""
    waiting = Booking.objects.for_everyone(reason=PROMOTING).waiting().filter(pool=pool)
    return list(dict.fromkeys(waiting.values_list("party", flat=True)))


def _serve(look: Round, pk: UUID) -> bool:
    """Offer the party its places, or pass it by; False when nobody after it may be served."""
    everyones = Booking.objects.for_everyone(reason=PROMOTING)
    theirs = everyones.waiting().filter(pool=look.pool, party=pk)
    parties = Party.objects.for_everyone(reason=PROMOTING).filter(pk=pk)
    # Someone is cancelling or changing this party right now.
    if not parties.select_for_update(of=("self",), skip_locked=True).exists():
        look.writes(pk, QueueStep.Kind.IN_HAND, theirs.count())
        return not look.is_strict
    people = list(theirs.values_list("person", flat=True))
    if not people:
        return True
    if look.busy.intersection(people):
        look.writes(pk, QueueStep.Kind.CLASH, len(people))
        return True
    if len(people) > look.free:
        look.writes(pk, QueueStep.Kind.TOO_MANY, len(people))
        return not look.is_strict
    return _offer(look, pk, people)


def _offer(look: Round, pk: UUID, people: list[UUID]) -> bool:
    """Offer places to `people`; False when there is no time left to answer."""
    party = (
        Party.objects.for_everyone(reason=PROMOTING)
        .select_related("booker__account", "booker__comune")
        .get(pk=pk)
    )
    everyones = Booking.objects.for_everyone(reason=PROMOTING).filter(party=pk, pool=look.pool)
    told = concerned.who_is_told(party, everyones.select_related("person__account")[0].person, now=look.now)
    end = end_for(told, look.now, start=look.start, holidays=look.holidays)
    if end is None:
        return False
    everyones.filter(state=Booking.State.WAITING).update(
        state=Booking.State.OFFERED, offered_at=look.now, offer_expires_at=end
    )
    look.writes(pk, QueueStep.Kind.OFFERED, len(people))
    look.free, look.offered = look.free - len(people), look.offered + len(people)
    notices.tell_of_offer(party, told, end=end, is_rush=not look.is_strict, now=look.now)
    return True


def end_for(person: Person, now: datetime, *, start: datetime, holidays: set[date]) -> datetime | None:
    """Until when `person` can answer. Who gets letters has a week more, and is telephoned where there is none."""
    channel = first_channel(person, outbox.kinds.EVERY_CHANNEL, now=now, expires_at=start)
    if channel == ContactChannel.LETTER:
        by_letter = offer_ends(now, start=start, holidays=holidays, by_letter=True)
        if by_letter is not None:
            return by_letter
    return offer_ends(now, start=start, holidays=holidays)


def _busy(pool: Pool, now: datetime) -> set[UUID]:
    """Of who waits, those who are expected somewhere else at one of its hours to come."""
    meetings = Session.objects.taking_place().filter(
        cycle=pool.cycle_id,
        starts_at__gt=now,
        starts_at__lt=OuterRef("session__ends_at"),
        ends_at__gt=OuterRef("session__starts_at"),
    )
    if pool.session_id is not None:
        meetings = meetings.filter(pk=pool.session_id)
    who = Booking.objects.for_everyone(reason=PROMOTING).filter(pool=pool, state=Booking.State.WAITING)
    expected = Presence.objects.for_everyone(reason=PROMOTING).expected()
    return set(
        expected.filter(Exists(meetings), person__in=who.values("person")).values_list("person", flat=True)
    )


def _write_down(look: Round, steps: list[QueueStep]) -> None:
    """Keep `steps` of this round, but for what was said last time and is still so."""
    if not steps:
        return
    everyones = QueueStep.objects.for_everyone(reason=PROMOTING)
    parties = {step.party_id for step in steps}
    before = everyones.filter(pool=look.pool, party__in=parties).order_by("at", "id")
    last = {step.party_id: (step.kind, step.needed, step.free) for step in before}
    everyones.bulk_create(_news(steps, last))


def _news(steps: Iterable[QueueStep], last: dict[UUID, tuple[str, int, int | None]]) -> list[QueueStep]:
    """Those of `steps` that do not repeat the last one of their party. How many were free counts only for who was
    too many."""
    found = []
    for step in steps:
        kind, needed, free = last.get(step.party_id, ("", 0, None))
        is_same = (step.kind, step.needed) == (kind, needed)
        if step.kind == QueueStep.Kind.TOO_MANY:
            is_same = is_same and step.free == free
        if not (is_same and step.kind in NOT_REPEATED):
            found.append(step)
    return found

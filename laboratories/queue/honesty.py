"""What we can honestly say to who waits: how many come before, how long it took others, why it was not their turn.

Nothing is said of the future with fewer than five cases of the same activity. Who waited and never had a place counts
too, as a wait without end: else only the lucky would make the figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from laboratories.eligibility import moment
from laboratories.models import Booking, QueueStep, SeatPool

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

LOOKING = "dire a chi aspetta quanto si aspetta di solito"
ENOUGH_CASES, IN_TEN = 5, 9
A_DAY, A_WEEK = timedelta(days=1), timedelta(weeks=1)
# How far back one looks: a laboratory changes from one year to the next.
CASES_SINCE, FREED_SINCE = timedelta(days=400), 8 * A_WEEK
STEPS_SHOWN = 10


@dataclass(frozen=True)
class Turn:
    """Where a party stands in its queue, in sentences; `until` when an open offer can be answered."""

    is_offered: bool
    position: int
    before: str
    wait: str
    freed: str
    why: str
    steps: tuple[tuple[str, str], ...]
    until: str = ""


def turn_of(booking: Booking, *, now: datetime) -> Turn:
    """Where the party of `booking` (with pool and cycle) stands at `now`."""
    everyones = Booking.objects.for_everyone(reason=LOOKING)
    theirs = everyones.filter(
        party=booking.party_id, state__in=(Booking.State.WAITING, Booking.State.OFFERED)
    )
    own = theirs.aggregate(size=Count("pk"), ticket=Min("ticket"))
    ahead = everyones.waiting().filter(pool=booking.pool_id, ticket__lt=own["ticket"] or 0)
    first = ahead.exclude(party=booking.party_id).order_by()
    before = first.aggregate(parties=Count("party", distinct=True), people=Count("pk"))
    free = SeatPool.objects.get(pool=booking.pool_id).free
    is_offered = booking.state == Booking.State.OFFERED and booking.is_offer_open(now)
    return Turn(
        is_offered=is_offered,
        position=before["parties"] + 1,
        before=_before(before["people"]),
        wait=usual_wait(booking.pool.cycle.activity_id, now=now),
        freed=freed_in_words(_freed(booking, now), weeks=FREED_SINCE // A_WEEK),
        why="" if is_offered else why_in_words(own["size"], free=free, before=before["parties"]),
        steps=_steps(booking),
        until=moment(booking.offer_expires_at) if is_offered and booking.offer_expires_at else "",
    )


def usual_wait(activity_id: int, *, now: datetime) -> str:
    """How long one waits for a place of an activity, from what happened to others until `now`. One query."""
    return wait_in_words(_cases(activity_id, now))


def wait_in_words(cases: Sequence[timedelta | None]) -> str:
    """«In 9 casi su 10 un posto è arrivato entro 12 giorni», of waits that have ended; None: it never came."""
    if len(cases) < ENOUGH_CASES:
        return _("Quanto si aspetta di solito non lo sappiamo ancora: ci sono stati troppo pochi casi.")
    known = sorted(case for case in cases if case is not None)
    needed = ceil(len(cases) * IN_TEN / 10)
    if len(known) >= needed:
        days = max(1, ceil(known[needed - 1] / A_DAY))
        said = ngettext(
            "In 9 casi su 10 il posto è arrivato entro %d giorno.",
            "In 9 casi su 10 il posto è arrivato entro %d giorni.",
            days,
        )
        return said % days
    return _("Finora il posto è arrivato a {lucky} gruppi su {all} che aspettavano.").format(
        lucky=len(known), all=len(cases)
    )


def freed_in_words(freed: int, *, weeks: int) -> str:
    """«Di solito si liberano 2 posti a settimana», of `freed` places in so many `weeks`; empty where they are few."""
    if freed < ENOUGH_CASES:
        return ""
    a_week = round(freed / weeks)
    if a_week == 0:
        return _("Nelle ultime {weeks} settimane si sono liberati {freed} posti.").format(
            weeks=weeks, freed=freed
        )
    said = ngettext(
        "Di solito si libera %d posto a settimana.", "Di solito si liberano %d posti a settimana.", a_week
    )
    return said % a_week


def why_in_words(size: int, *, free: int, before: int) -> str:
    """Why a party of `size` still waits, with `free` places and so many parties `before` it."""
    if free == 0:
        return _("Per ora nessuno ha lasciato il posto.")
    if before:
        return _("C'è posto, ma prima tocca a chi ha chiesto prima di voi.")
    if size > free:
        said = ngettext(
            "Siete in {size} e c'è %d posto libero: ve lo diamo quando ci state tutti.",
            "Siete in {size} e ci sono %d posti liberi: ve li diamo quando ci state tutti.",
            free,
        )
        return (said % free).format(size=size)
    return _("C'è posto: tra poco ti scriviamo.")


def _before(people: int) -> str:
    if people == 0:
        return _("Siete i primi.")
    said = ngettext("Prima di voi aspetta %d persona.", "Prima di voi aspettano %d persone.", people)
    return said % people


def _cases(activity_id: int, now: datetime) -> list[timedelta | None]:
    """How long each party waited for this activity: those that were offered a place, and those that waited in vain."""
    everyones = Booking.objects.for_everyone(reason=LOOKING).filter(
        pool__cycle__activity=activity_id, booked_at__gte=now - CASES_SINCE
    )
    in_vain = Q(state=Booking.State.CANCELLED_BY_STAFF, offered_at=None, confirmed_at=None)
    ended = everyones.filter(Q(offered_at__isnull=False) | in_vain).order_by()
    rows = ended.values("party").annotate(asked=Min("booked_at"), offered=Min("offered_at"))
    return [row["offered"] - row["asked"] if row["offered"] else None for row in rows]


def _freed(booking: Booking, now: datetime) -> int:
    """How many places of this activity were given back lately."""
    everyones = Booking.objects.for_everyone(reason=LOOKING)
    return everyones.filter(
        pool__cycle__activity=booking.pool.cycle.activity_id,
        confirmed_at__isnull=False,
        ended_at__range=(now - FREED_SINCE, now),
    ).count()


def _steps(booking: Booking) -> tuple[tuple[str, str], ...]:
    """When, and what happened: the last ones, the newest first."""
    steps = QueueStep.objects.for_everyone(reason=LOOKING).filter(party=booking.party_id)
    return tuple((moment(step.at), said_of(step)) for step in steps.order_by("-at", "-id")[:STEPS_SHOWN])


def said_of(step: QueueStep) -> str:
    """What happened, as the family reads it."""
    if step.kind == QueueStep.Kind.TOO_MANY:
        said = _(
            "Mancava poco all'inizio e i posti erano {free}: voi siete {needed}, è toccato a chi ci stava."
        )
        return said.format(free=step.free, needed=step.needed)
    return {
        QueueStep.Kind.OFFERED: _("Vi abbiamo offerto il posto."),
        QueueStep.Kind.IN_HAND: _(
            "Stavate cambiando la prenotazione proprio in quel momento: è toccato ad altri."
        ),
        QueueStep.Kind.CLASH: _("In quell'ora c'era già un'altra attività prenotata: è toccato ad altri."),
        QueueStep.Kind.ACCEPTED: _("Avete accettato."),
        QueueStep.Kind.DECLINED: _("Avete rinunciato."),
        QueueStep.Kind.EXPIRED: _("Il tempo per rispondere è finito."),
    }[QueueStep.Kind(step.kind)]

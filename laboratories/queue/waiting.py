"""The queue for places: a free one asks for who waits; what is offered is accepted, declined, or ends.

Whoever changes a party holds it first: of an answer and the end of its time, at the same instant, one comes first,
and the other finds that it is over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from laboratories import concerned
from laboratories.eligibility import people_for
from laboratories.freeing import promote_later
from laboratories.models import Booking, Party, Pool, QueueStep, Session
from laboratories.notices import waiting as notices
from laboratories.queue import emptying
from laboratories.queue.promoting import promote

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime
    from uuid import UUID

    from laboratories.models.bookings import BookingQuerySet, PartyQuerySet
    from networking.models import User

ANSWERING = "la risposta a un posto offerto"
LOOKING_AFTER = "badare alle liste d'attesa"
AT_ONCE = 500


class OfferError(Exception):
    """The offer cannot be answered so; `sentence` says why."""

    sentence = _("Questa offerta non si può più accettare.")


class TooLateError(OfferError):
    """Its time is over, or the place is nobody's any more."""

    sentence = _("Il tempo per rispondere è finito e il posto è passato a chi veniva dopo.")


class AnsweredError(OfferError):
    """It has already been answered."""

    sentence = _("Hai già risposto a questa offerta.")


class CalledOffError(OfferError):
    """What it was for has been called off in this instant."""

    sentence = _("Intanto è stato annullato: non c'è più niente da accettare.")


class ClashError(OfferError):
    """Somebody has meanwhile something else at that hour; the offer stays open."""

    sentence = _(
        "A quell'ora c'è già un'altra attività prenotata. Disdici quella, o rinuncia a questo posto."
    )


REFUSED = {
    "person_never_in_two_places": ClashError,
    "no_place_in_what_is_called_off": CalledOffError,
}

# --- answers ---


def may_answer(party: Party, user: User) -> bool:
    """Whether `user` may today book for every one of `party`: then they may also answer."""
    allowed = people_for(user, Party.Door.WEB).filter(may_book=True).values("pk")
    theirs = _bookings(party.pk)
    return theirs.exists() and not theirs.exclude(person__in=allowed).exists()


def accept(party: UUID, *, by: User | None, now: datetime) -> list[Booking]:
    """Take the places offered to `party`; `by` is None where the signed link answers. Those confirmed.

    Raises TooLateError, AnsweredError, ClashError, CalledOffError; then nothing has changed.
    """
    try:
        with transaction.atomic():
            held, offered = _hold_offer(party, now)
            _bookings(party).filter(pk__in=[each.pk for each in offered]).update(
                state=Booking.State.CONFIRMED, confirmed_at=now, offer_expires_at=None
            )
            _close_offer(held, offered, QueueStep.Kind.ACCEPTED, now=now)
            notices.tell_of_end(
                notices.ACCEPTED, held, concerned.who_is_told(held, offered[0].person, now=now), now=now
            )
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        name = getattr(diagnosis, "constraint_name", None)
        if name not in REFUSED:
            raise
        raise REFUSED[name] from error
    return offered


@transaction.atomic
def decline(party: UUID, *, by: User | None, now: datetime) -> list[Booking]:
    """Give back the places offered to `party`: they go to who comes next.

    Raises TooLateError, AnsweredError; then nothing has changed.
    """
    held, offered = _hold_offer(party, now)
    _end(offered, Booking.State.DECLINED, by=by, now=now)
    _close_offer(held, offered, QueueStep.Kind.DECLINED, now=now)
    promote_later(offered[0].pool_id)
    return offered


def _hold_offer(pk: UUID, now: datetime) -> tuple[Party, list[Booking]]:
    """The party, nobody else's until the end, and what is offered to it."""
    party = _parties().filter(pk=pk).select_for_update(of=("self",)).first()
    if party is None:
        raise TooLateError
    bookings = list(_bookings(pk).filter(offered_at__isnull=False).select_related("person__account"))
    offered = [each for each in bookings if each.state == Booking.State.OFFERED]
    if not offered:
        answered = {Booking.State.CONFIRMED, Booking.State.DECLINED}
        raise AnsweredError if any(each.state in answered for each in bookings) else TooLateError
    if not all(each.is_offer_open(now) for each in offered):
        raise TooLateError
    return party, offered


# --- what happens by itself ---


def look_after(*, now: datetime) -> dict[str, int]:
    """Every minute: end what was not answered, close queues that are over, offer what is free. How many of each.

    And end what somebody booked in the very instant in which it was called off.
    """
    emptying.late_comers(now=now)
    ended = expire(now=now)
    closed = close_queues(now=now)
    wanted = Pool.objects.filter(seats__waiting__gt=0, seats__taken__lt=F("seats__capacity"))
    offered = sum(promote(pool, now=now) for pool in wanted.order_by("pk").values_list("pk", flat=True))
    return {"ended": ended, "closed": closed, "offered": offered}


def expire(*, now: datetime) -> int:
    """End the offers whose time is over; how many parties. One that somebody is answering is left for next time."""
    over = Booking.objects.for_everyone(reason=LOOKING_AFTER).filter(
        state=Booking.State.OFFERED, offer_expires_at__lte=now
    )
    parties = dict.fromkeys(over.order_by("offer_expires_at").values_list("party", flat=True)[:AT_ONCE])
    return sum(_expire(party, now) for party in parties)


@transaction.atomic
def _expire(pk: UUID, now: datetime) -> bool:
    party = _parties().filter(pk=pk).select_for_update(of=("self",), skip_locked=True).first()
    offered = _bookings(pk).filter(state=Booking.State.OFFERED, offer_expires_at__lte=now)
    over = list(offered.select_related("person__account")) if party else []
    if party is None or not over:
        return False
    _end(over, Booking.State.EXPIRED, by=None, now=now)
    _close_offer(party, over, QueueStep.Kind.EXPIRED, now=now)
    notices.tell_of_end(
        notices.EXPIRED, party, concerned.who_is_told(party, over[0].person, now=now), now=now
    )
    promote_later(over[0].pool_id)
    return True


def close_queues(*, now: datetime, of: Collection[Session] | None = None) -> int:
    """Close what was called off or has nothing more to come: nobody waits for it any more. How many parties.

    Of every queue, or of those for the sessions `of` and for their cycles.
    """
    to_come = Session.objects.taking_place().filter(cycle=OuterRef("pool__cycle"), starts_at__gt=now)
    own = to_come.filter(pk=OuterRef("pool__session"))
    is_over = (
        Q(pool__cycle__called_off_at__isnull=False)
        | Q(~Exists(to_come), pool__session=None)
        | Q(~Exists(own), pool__session__isnull=False)
    )
    live = Booking.objects.for_everyone(reason=LOOKING_AFTER).filter(
        is_over, state__in=(Booking.State.WAITING, Booking.State.OFFERED)
    )
    if of is not None:
        live = live.filter(_for_any(of))
    parties = dict.fromkeys(live.order_by("ticket").values_list("party", flat=True)[:AT_ONCE])
    return sum(_close(party, now) for party in parties)


@transaction.atomic
def _close(pk: UUID, now: datetime) -> bool:
    party = _parties().filter(pk=pk).select_for_update(of=("self",), skip_locked=True).first()
    live = _bookings(pk).filter(state__in=(Booking.State.WAITING, Booking.State.OFFERED))
    over = list(live.select_related("person__account")) if party else []
    if party is None or not over:
        return False
    _end(over, Booking.State.CANCELLED_BY_STAFF, by=None, now=now)
    notices.withdraw_offer(party, now=now)
    notices.tell_of_end(notices.CLOSED, party, concerned.who_is_told(party, over[0].person, now=now), now=now)
    return True


def reopen_queues(of: Collection[Session], *, since: datetime, now: datetime) -> int:
    """Let wait again, each in the turn they had, who waited for `of` until it was called off. How many parties.

    What was only offered waits again too: it comes first. `since`: when it was called off.
    """
    ended = Booking.objects.for_everyone(reason=LOOKING_AFTER).filter(
        _for_any(of),
        state=Booking.State.CANCELLED_BY_STAFF,
        ended_by=None,
        ended_at__gte=since,
        confirmed_at=None,
    )
    parties = dict.fromkeys(ended.order_by("ticket").values_list("party", flat=True))
    return sum(_wait_again(party, since, now) for party in parties)


def _wait_again(pk: UUID, since: datetime, now: datetime) -> bool:
    """False where somebody of the party has meanwhile asked again."""
    try:
        with transaction.atomic():
            _parties().filter(pk=pk).select_for_update(of=("self",)).first()
            theirs = _bookings(pk).filter(
                state=Booking.State.CANCELLED_BY_STAFF, ended_by=None, ended_at__gte=since, confirmed_at=None
            )
            pools = set(theirs.values_list("pool", flat=True))
            theirs.update(state=Booking.State.WAITING, ended_at=None)
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        if getattr(diagnosis, "constraint_name", None) != "one_live_booking_per_person":
            raise
        return False
    for pool in pools:
        promote_later(pool)
    return bool(pools)


# --- what they share ---


def _for_any(sessions: Collection[Session]) -> Q:
    """The condition that a booking is for one of `sessions`, or for a whole cycle of theirs."""
    whole = Q(pool__session=None, pool__cycle__in={each.cycle_id for each in sessions})
    return Q(pool__session__in=sessions) | whole


def _end(bookings: Iterable[Booking], state: str, *, by: User | None, now: datetime) -> None:
    ending = Booking.objects.for_everyone(reason=ANSWERING).filter(pk__in=[each.pk for each in bookings])
    ending.update(state=state, ended_at=now, ended_by=by, offer_expires_at=None)


def _close_offer(party: Party, bookings: list[Booking], kind: str, *, now: datetime) -> None:
    QueueStep.objects.create(
        party=party, pool_id=bookings[0].pool_id, kind=kind, at=now, needed=len(bookings)
    )
    notices.withdraw_offer(party, now=now)


def _parties() -> PartyQuerySet:
    return Party.objects.for_everyone(reason=ANSWERING).select_related("booker__account")


def _bookings(party: UUID) -> BookingQuerySet:
    return Booking.objects.for_everyone(reason=ANSWERING).filter(party=party)

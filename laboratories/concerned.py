"""Whom a change of some sessions concerns: the families, also who only waits or answers beside who booked; the staff."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from networking import outbox
from networking.models import Guardianship, Person

from .models import Booking, Session, SessionStaff

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from networking.models.persons import GuardianshipQuerySet

    from .models import Cycle, Party
    from .models.bookings import BookingQuerySet

TELLING = "dire a chi viene che un incontro cambia"


def people_of(sessions: Collection[Session], *, now: datetime) -> dict[Person, set[UUID]]:
    """Everybody to be told that `sessions` change, each with the ids of those of theirs.

    Who booked and still answers; for whom nobody such is written, who answers for them, or they themselves; who
    answers for somebody who comes and has a log-in; and the staff. A place only offered or waited for counts too.
    """
    found: dict[UUID, set[UUID]] = defaultdict(set)
    bookings = list(
        _bookings(sessions).values_list("party__booker", "person", "pool__cycle", "pool__session")
    )
    answering = _who_answers({person for _booker, person, *_of in bookings}, now)
    of_cycle: dict[UUID, set[UUID]] = defaultdict(set)
    for each in sessions:
        of_cycle[each.cycle_id].add(each.pk)
    for who_booked, person, cycle, session in bookings:
        # Whose right has ended since is not to learn where the child is, and when.
        still = {person, *(guardian for guardian, _enters in answering[person])}
        booker = who_booked if who_booked in still else None
        told = {guardian for guardian, enters in answering[person] if enters or booker is None}
        for one in told | {booker} if booker else told or {person}:
            found[one] |= {session} if session else of_cycle[cycle]
    staff = SessionStaff.objects.filter(session__in=sessions)
    for person, session in staff.values_list("person", "session"):
        found[person].add(session)
    everyone = Person.objects.for_everyone(reason=TELLING).filter(pk__in=found)
    return {each: found[each.pk] for each in everyone.select_related("account", "comune").order_by("pk")}


def who_is_told(party: Party, person: Person, *, now: datetime) -> Person:
    """To whom what becomes of `party` is said, one person whose hours to answer count: who booked, while they may book
    for `person`, one of the party; otherwise the first who hears what is theirs. A child is never asked."""
    booker = party.booker
    if booker is not None and books_for(booker, person, now=now):
        return booker
    return outbox.who_hears(person, now=now)[0]


def sessions_of(person: Person, sessions: Collection[Session], *, now: datetime) -> set[UUID]:
    """Of `sessions`, the ids of those whose change concerns `person`."""
    theirs = (
        _bookings(sessions).filter(of_hearer(person, now=now)).values_list("pool__cycle", "pool__session")
    )
    led = SessionStaff.objects.filter(session__in=sessions, person=person).values_list("session", flat=True)
    cycles = {cycle for cycle, session in theirs if session is None}
    own = {session for _cycle, session in theirs} | set(led)
    return {each.pk for each in sessions if each.pk in own or each.cycle_id in cycles}


def may_still_hear(person: Person | None, cycle: Cycle, *, now: datetime) -> bool:
    """Whether `cycle` still concerns `person`, for words that leave only now: also of places that have ended since."""
    if person is None:
        return False
    places = Booking.objects.for_everyone(reason=TELLING).filter(pool__cycle=cycle)
    if places.filter(of_hearer(person, now=now)).exists():
        return True
    return SessionStaff.objects.filter(session__cycle=cycle, person=person).exists()


def of_hearer(person: Person, *, now: datetime) -> Q:
    """The bookings of `person` and of those for whom they answer today: of no other they may hear."""
    return Q(person=person) | Q(person__in=children_of(person, now=now))


def of_booker(person: Person | None, *, now: datetime) -> Q:
    """The bookings of `person` and of those for whom they may book today: what is asked back, offered, confirmed."""
    booking = _ties(now).filter(guardian=person, can_book=True)
    return Q(person=person) | Q(person__in=list(booking.values_list("child", flat=True)))


def children_of(person: Person, *, now: datetime) -> list[UUID]:
    """Those for whom `person` answers today."""
    return list(_ties(now).filter(guardian=person).values_list("child", flat=True))


def books_for(guardian: Person | None, child: Person, *, now: datetime) -> bool:
    """Whether what is of `child` may be asked and said to `guardian` today: it is themselves, or they may book for them."""
    return guardian == child or _ties(now).filter(guardian=guardian, child=child, can_book=True).exists()


def _bookings(sessions: Collection[Session]) -> BookingQuerySet:
    here = Q(pool__session__in=sessions)
    whole = Q(pool__session=None, pool__cycle__in={each.cycle_id for each in sessions})
    return Booking.objects.for_everyone(reason=TELLING).live().filter(here | whole)


def _who_answers(people: set[UUID], now: datetime) -> dict[UUID, set[tuple[UUID, bool]]]:
    """For each of `people`, those who answer for them today, and whether they can enter the portal."""
    found: dict[UUID, set[tuple[UUID, bool]]] = defaultdict(set)
    rows = (
        _ties(now).filter(child__in=people).values_list("child", "guardian", "guardian__account__is_active")
    )
    for child, guardian, enters in rows:
        found[child].add((guardian, bool(enters)))
    return found


def _ties(now: datetime) -> GuardianshipQuerySet:
    """Those of today who book or collect: whoever may do neither is not to learn where the child is, and when."""
    ties = Guardianship.objects.for_everyone(reason=TELLING).in_force_on(timezone.localdate(now))
    return ties.filter(Q(can_book=True) | Q(can_collect=True))

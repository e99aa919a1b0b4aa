"""Writing people into places: one statement, the last of its transaction, so that the hot row is held for an instant.

Free places are read without a lock; whoever came in between is noticed by the database (`pool_never_overbooked`,
BK001), and then we look again. Nobody is ever told «yes» for a place that somebody else has.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .models import Booking, Party
from .rules import draw_code, share_out

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from networking.models import Person, User

OVERTAKING = "BK001"
# A deadlock, a lock not had within two seconds, a statement that took too long.
TOO_BUSY = ("40P01", "55P03", "57014")
TAKEN_MEANWHILE = ("pool_never_overbooked", "laboratories_party_code_key")
# What is another's fault, or nobody's: something of theirs was there first, or it has just been called off.
FOUND_OTHERWISE = (
    "one_live_booking_per_person",
    "person_never_in_two_places",
    "no_place_in_what_is_called_off",
)
# Looked at again so many times before we stop hoping for a place and join the queue, where there is always room.
LOOKS, BUSY_TRIES = 3, 2
RETRY_AFTER_SECONDS = 5

SEATS = """
SELECT pool_id, capacity - taken, waiting,
       set_config('lock_timeout', '2s', true), set_config('laboratories.over_the_queue', %s, true)
  FROM laboratories_seatpool WHERE pool_id = ANY(%s)
"""
# The first party of a form has the form's own key.
SENT = "SELECT 1 FROM laboratories_party WHERE idem_actor = %s AND idem_key = %s"
WRITE = """
WITH made AS (
  INSERT INTO laboratories_party (id, code, booker_id, size, door, entered_by_id, paper_number,
                                  idem_actor, idem_key, created_at)
  SELECT p.id, p.code, %(booker)s, p.size, %(door)s, %(by)s, %(paper)s, %(actor)s, p.key, %(now)s
    FROM unnest(%(parties)s::uuid[], %(codes)s::text[], %(sizes)s::int[], %(keys)s::text[])
         AS p(id, code, size, key)
  RETURNING id)
INSERT INTO laboratories_booking (id, party_id, pool_id, person_id, state, booked_at, confirmed_at)
SELECT gen_random_uuid(), made.id, w.pool, w.person, w.state, %(now)s,
       CASE WHEN w.state = 'confirmed' THEN %(now)s::timestamptz END
  FROM unnest(%(of)s::uuid[], %(pools)s::bigint[], %(people)s::uuid[], %(states)s::text[])
       WITH ORDINALITY AS w(party, pool, person, state, place)
  JOIN made ON made.id = w.party
 ORDER BY w.place
"""


class PlacingError(Exception):
    """Places could not be written."""


class NoPlacesError(PlacingError):
    """There are not enough places, and who asks does not want to wait."""


class RepeatedError(PlacingError):
    """This form has already been sent."""


class TakenError(PlacingError):
    """One of the people is already booked, or somewhere else at that hour; or it is not held any more."""


class BusyError(PlacingError):
    """Too many people in this instant; worth trying again in a few seconds."""

    sentence = _(
        "In questo momento prenotano in tanti. Aspetta qualche secondo e riprova: non hai perso niente."
    )


@dataclass(frozen=True)
class Form:
    """Who sends, for whom it is kept, and which form it was."""

    key: str
    booker: Person | None
    by: User
    door: str
    paper_number: str = ""
    wants_only_places: bool = False
    is_over_the_queue: bool = False


@dataclass
class Group:
    """People who get places of one pool together or not at all."""

    pool: int
    people: tuple[Person, ...]
    is_placed: bool = False
    party: UUID = field(default_factory=uuid4)

    @property
    def state(self) -> str:
        """What their bookings begin as."""
        return Booking.State.CONFIRMED if self.is_placed else Booking.State.WAITING


def place(
    groups: Sequence[Group], *, form: Form, now: datetime, before: Callable[[Sequence[Group]], None]
) -> None:
    """Write `groups`, each with its places or in the queue (`is_placed`); `before` writes what else belongs to it.

    Raises NoPlacesError, RepeatedError, TakenError, BusyError; then nothing has been written.
    """
    looks, waits = 0, 0
    while True:
        try:
            with transaction.atomic():
                _share_out(groups, form, without_hope=looks >= LOOKS)
                before(groups)
                _write(groups, form, now)
            return
        except DatabaseError as error:
            state, constraint = _cause(error)
            if state in TOO_BUSY:
                waits += 1
            elif state == OVERTAKING or constraint in TAKEN_MEANWHILE:
                looks += 1
            else:
                if (meaning := _meaning(constraint)) is None:
                    raise
                raise meaning from error
            if waits >= BUSY_TRIES:
                raise BusyError from error


def _meaning(constraint: str) -> PlacingError | None:
    """What it means that `constraint` refused, where that is no fault of ours."""
    if constraint == "one_party_per_form":
        return RepeatedError()
    return TakenError() if constraint in FOUND_OTHERWISE else None


def sent_before(form: Form) -> list[Party]:
    """The parties that this same form has already made, in its order."""
    with connection.cursor() as cursor:
        cursor.execute(SENT, [form.by.pk, form.key])
        was_sent = cursor.fetchone() is not None
    return parties_of_form(form.by.pk, form.key) if was_sent else []


def parties_of_form(actor: UUID, key: str) -> list[Party]:
    """The parties made by one form: `key` may be that of any of them."""
    stem = key.partition(":")[0]
    same = Q(idem_key=stem) | Q(idem_key__startswith=f"{stem}:")
    found = Party.objects.for_everyone(reason="ciò che un modulo ha già prenotato")
    return sorted(
        found.filter(same, idem_actor=actor), key=lambda party: (len(party.idem_key), party.idem_key)
    )


def _share_out(groups: Sequence[Group], form: Form, *, without_hope: bool) -> None:
    """Decide who gets places, as they are now, in the order of the groups."""
    pools = sorted({group.pool for group in groups})
    with connection.cursor() as cursor:
        cursor.execute(SEATS, ["on" if form.is_over_the_queue else "off", pools])
        seats = {pool: (free, waiting) for pool, free, waiting, *_set in cursor.fetchall()}
    for pool in pools:
        free, waiting = seats[pool]
        here = [group for group in groups if group.pool == pool]
        fates = share_out(
            [len(group.people) for group in here],
            free=0 if without_hope else free,
            waiting=0 if form.is_over_the_queue else waiting,
        )
        for group, fate in zip(here, fates, strict=True):
            group.is_placed = fate
    if form.wants_only_places and not all(group.is_placed for group in groups):
        raise NoPlacesError


def _write(groups: Sequence[Group], form: Form, now: datetime) -> None:
    """Everything in one statement: the triggers lock people by id, and the hot rows last, by id."""
    rows = [(group, person) for group in groups for person in group.people]
    with connection.cursor() as cursor:
        cursor.execute(
            WRITE,
            {
                "booker": form.booker.pk if form.booker else None,
                "door": form.door,
                "by": form.by.pk,
                "paper": form.paper_number,
                "actor": form.by.pk,
                "now": now,
                "parties": [group.party for group in groups],
                "codes": [draw_code() for _group in groups],
                "sizes": [len(group.people) for group in groups],
                "keys": [f"{form.key}:{number}" if number else form.key for number in range(len(groups))],
                "of": [group.party for group, _person in rows],
                "pools": [group.pool for group, _person in rows],
                "people": [person.pk for _group, person in rows],
                "states": [group.state for group, _person in rows],
            },
        )


def _cause(error: DatabaseError) -> tuple[str, str]:
    """The code of PostgreSQL, and the constraint that refused; empty where there is none."""
    cause = error.__cause__
    diagnosis = getattr(cause, "diag", None)
    return getattr(cause, "sqlstate", None) or "", (diagnosis and diagnosis.constraint_name) or ""

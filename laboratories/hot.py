"""What every form of a hot cycle asks: questions written by hand, each answered in one go.

Hundreds of families press in the same minute; building these questions anew for each takes longer than answering them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection

from networking.models import Guardianship, Person
from networking.rules import ADULT_AGE, years_before

from .models import Activity, Cycle

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from networking.models import User

# What is sealed is not even read.
ABOUT_PEOPLE = [
    field.attname for field in Person._meta.concrete_fields if field.name not in ("codice_fiscale", "needs")
]

PUBLISHED = """
SELECT {columns} FROM laboratories_cycle c JOIN laboratories_activity a ON a.id = c.activity_id
 WHERE c.id = %s AND c.published_at IS NOT NULL AND a.published_at IS NOT NULL
"""
SLOT_OF_CYCLE = """
SELECT p.id, first.local_date, seats.capacity - seats.taken, seats.waiting
  FROM laboratories_pool p
  JOIN laboratories_seatpool seats ON seats.pool_id = p.id
  JOIN LATERAL (
    SELECT local_date FROM laboratories_session
     WHERE cycle_id = p.cycle_id AND cancelled_at IS NULL AND starts_at > %(now)s
     ORDER BY starts_at LIMIT 1) AS first ON true
 WHERE p.cycle_id = %(cycle)s AND p.session_id IS NULL
"""
SLOTS_BY_SESSION = """
SELECT p.id, s.local_date, seats.capacity - seats.taken, seats.waiting, s.id
  FROM laboratories_pool p
  JOIN laboratories_seatpool seats ON seats.pool_id = p.id
  JOIN laboratories_session s ON s.id = p.session_id AND s.cancelled_at IS NULL AND s.starts_at > %(now)s
 WHERE p.cycle_id = %(cycle)s
 ORDER BY s.starts_at, s.id
"""
ONES_OWN = """
SELECT {columns} FROM networking_person p
 WHERE p.account_id = %(user)s
    OR (p.id = ANY(%(ids)s) AND EXISTS (
        SELECT 1 FROM networking_guardianship g JOIN networking_person guardian ON guardian.id = g.guardian_id
         WHERE g.child_id = p.id AND guardian.account_id = %(user)s AND g.can_book
           AND g.starts_on <= %(day)s AND (g.ends_on IS NULL OR g.ends_on > %(day)s)
           AND NOT (g.kind = ANY(%(for_minors)s) AND coalesce(p.birth_date <= %(of_age)s, false))))
 ORDER BY p.birth_date, p.given_name, p.id
"""


def published_cycle(pk: UUID) -> Cycle | None:
    """The cycle that people can read about, with its activity: what `Cycle.objects.published()` finds."""
    cycles, activities = ([field.attname for field in of._meta.concrete_fields] for of in (Cycle, Activity))
    columns = ", ".join([f"c.{name}" for name in cycles] + [f"a.{name}" for name in activities])
    with connection.cursor() as cursor:
        cursor.execute(PUBLISHED.format(columns=columns), [pk])
        row = cursor.fetchone()
    if row is None:
        return None
    cycle = Cycle.from_db(connection.alias, cycles, row[: len(cycles)])
    cycle.activity = Activity.from_db(connection.alias, activities, row[len(cycles) :])
    return cycle


def bookable_by(user: User, ids: Collection[UUID], *, day: date) -> list[Person]:
    """Those of `ids` for whom `user` may book on `day`, as `eligibility.people_for` finds them, with `may_book`.

    The user's own person is found on the way, so that nobody asks for it again.
    """
    asked = {
        "user": user.pk,
        "ids": list(ids),
        "day": day,
        "for_minors": list(Guardianship.FOR_MINORS),
        "of_age": years_before(day, ADULT_AGE),
    }
    with connection.cursor() as cursor:
        cursor.execute(ONES_OWN.format(columns=", ".join(f"p.{name}" for name in ABOUT_PEOPLE)), asked)
        found = [Person.from_db(connection.alias, ABOUT_PEOPLE, row) for row in cursor.fetchall()]
    for person in found:
        person.may_book = True  # type: ignore[attr-defined]
        if person.account_id == user.pk:
            person.account = user
    return [person for person in found if person.pk in ids]


@dataclass(frozen=True)
class Slot:
    """Places that are asked for: of a session, or of a whole cycle, which begins for them on `day`."""

    pool: int
    day: date
    free: int
    waiting: int
    session: UUID | None = None

    def has_room_for(self, number: int) -> bool:
        """Whether `number` people would have places, as it was read."""
        return self.waiting == 0 and self.free >= number


def slots_of(cycle: Cycle, sessions: Collection[UUID] | None, *, now: datetime) -> list[Slot]:
    """The places of `cycle` that can be asked for at `now`, in order; only those of `sessions` where they are given."""
    by_session = cycle.unit == Cycle.Unit.SESSION
    with connection.cursor() as cursor:
        cursor.execute(SLOTS_BY_SESSION if by_session else SLOT_OF_CYCLE, {"cycle": cycle.pk, "now": now})
        slots = [Slot(*row) for row in cursor.fetchall()]
    return [slot for slot in slots if not by_session or sessions is None or slot.session in sessions]

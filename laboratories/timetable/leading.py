"""Who leads a cycle leads its sessions to come: added to them, or taken away, in the same act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from laboratories.models import Cycle, CycleStaff, Session, SessionStaff

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID


def go_along(cycle: Cycle, *, gone: Iterable[UUID], now: datetime) -> None:
    """Put the staff of `cycle` in its sessions to come whose register is not open, and take away who is `gone`.

    People are held by id, as whoever plans does. Raises IntegrityError (`staff_never_in_two_places`) for who is
    already somewhere else: in the caller's transaction, so that nothing is written.
    """
    to_come = cycle.sessions.taking_place().filter(starts_at__gt=now, opened_at=None)
    sessions = list(to_come.select_for_update(no_key=True).order_by("pk"))
    SessionStaff.objects.filter(session__in=sessions, person__in=list(gone)).delete()
    there = set(SessionStaff.objects.filter(session__in=sessions).values_list("session", "person"))
    for each in CycleStaff.objects.filter(cycle=cycle).order_by("person"):
        _join(each, [session for session in sessions if (session.pk, each.person_id) not in there])


def _join(staff: CycleStaff, sessions: Iterable[Session]) -> None:
    for session in sessions:
        SessionStaff.objects.create(session=session, person_id=staff.person_id, role=staff.role)

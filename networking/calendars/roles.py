"""The day on which a role ends, in its holder's calendar."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext as _

from networking.models import Role, RoleKind
from networking.rules import ITALY

from .event import Event, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from networking.models import Person

DELETED = "delete"


def ending_roles(person: Person, *, now: datetime) -> Iterator[Event]:
    """A whole day for each role that has an end, and one called off for each that has it no more.

    The history tells which day was called off, and counts the changes; the roles, what the history has forgotten.
    """
    if person.account is None:
        return
    history = defaultdict(list)
    changes = apps.get_model("networking.RoleEvent").objects.filter(user=person.account_id)
    for version in changes.order_by("pgh_id"):
        history[version.id].append(version)
    for role in Role.objects.visible_to(person.account):
        versions = history.pop(role.pk, [])
        yield from _told_by(versions) or _told_without(role)
    for versions in history.values():
        yield from _told_by(versions)


def _told_by(versions: list[Any]) -> list[Event]:
    """What calendars must know of one role, from its versions, the oldest first; nothing if it never had an end."""
    day: date | None = None
    status, telling, told = Status.CONFIRMED, None, None
    for version in versions:
        if version.pgh_label != DELETED and version.ends_on is not None:
            day, status = version.ends_on, Status.CONFIRMED
        elif day is not None and timezone.localdate(version.pgh_created_at) < day:
            # Prolonged without end, or taken away before: the day it had is called off.
            status = Status.CANCELLED
        if day is not None and (day, status, version.kind) != told:
            telling, told = version, (day, status, version.kind)
    if day is None or telling is None:
        return []
    # Of all changes only the newest counts: its number grows, and no expiry of the history lowers it.
    at = telling.pgh_created_at
    return [_end(telling.id, day, telling.kind, sequence=telling.pgh_id, updated_at=at, status=status)]


def _told_without(role: Role) -> list[Event]:
    """The same, of a role given so long ago that the history has forgotten it."""
    if role.ends_on is None:
        return []
    began = datetime.combine(role.starts_on, time.min, tzinfo=ITALY)
    return [_end(role.pk, role.ends_on, role.kind, sequence=0, updated_at=began)]


def _end(role: int, day: date, kind: str, **fields: Any) -> Event:
    return Event(
        uid=f"ruolo-{role}",
        starts_at=day,
        ends_at=day + timedelta(days=1),
        title=_("Finisce il tuo ruolo: {role}").format(role=RoleKind(kind).label),
        description=_("Da questo giorno non vale più. Se deve continuare, chiedi alla tua zona sociale."),
        **fields,
    )

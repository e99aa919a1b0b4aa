"""The meeting with who asked to help, and the call to who answers for somebody under age."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from networking import facts
from networking.rules import ADULT_AGE
from volunteers.notices import path as notices

from .refusing import BEFORE, OPEN, PathError, State, hold_in, keep, move, refuse_own, refuse_to_come

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from networking.models import User
    from volunteers.models import Volunteer

MET, PARENT_MET = "volunteers.path_met", "volunteers.path_parent_met"


@transaction.atomic
def write_meeting(volunteer: UUID, *, on: date, by: User, now: datetime) -> Volunteer:
    """Write that they were met on `on`; the first time they are told what comes next. Raises PathError."""
    held = hold_in(volunteer, BEFORE)
    refuse_own(held.person, by)
    refuse_to_come(on, timezone.localdate(now))
    is_first = held.met_on is None
    move(held, State.MEETING, now=now, met_on=on, met_by=by)
    facts.record(MET, held, now=now, on=on.isoformat(), by=str(by.pk))
    if is_first:
        notices.tell_next_step(held, now=now)
    return held


@transaction.atomic
def write_parent(volunteer: UUID, *, on: date, by: User, now: datetime) -> Volunteer:
    """Write that who answers for them was met or called on `on`: only of who is under age. Raises PathError."""
    held = hold_in(volunteer, OPEN)
    refuse_own(held.person, by)
    today = timezone.localdate(now)
    refuse_to_come(on, today)
    age = held.person.age_on(today)
    if age is None or age >= ADULT_AGE:
        raise PathError(_("Serve solo per chi ha meno di 18 anni."))
    keep(held, parent_met_on=on)
    facts.record(PARENT_MET, held, now=now, on=on.isoformat(), by=str(by.pk))
    return held

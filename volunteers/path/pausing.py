"""A pause, and coming back: meanwhile no turn, and those ahead are suspended by the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from networking import facts
from volunteers.turns import looking

from .activating import refuse_missing
from .refusing import State, hold_in, move

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from networking.models import User
    from volunteers.models import Volunteer

PAUSED, RESUMED = "volunteers.path_paused", "volunteers.path_resumed"


@transaction.atomic
def pause(volunteer: UUID, *, by: User, now: datetime) -> Volunteer:
    """From now on they are asked for nothing: they, or who coordinates them. Raises PathError."""
    held = move(hold_in(volunteer, (State.ACTIVE,)), State.PAUSED, now=now)
    looking.tell_suspended(now=now)
    facts.record(PAUSED, held, now=now, by=str(by.pk))
    return held


@transaction.atomic
def resume(volunteer: UUID, *, by: User, now: datetime) -> Volunteer:
    """They are back, if nothing is missing meanwhile. Raises PathError with all that is."""
    held = hold_in(volunteer, (State.PAUSED,))
    refuse_missing(held, timezone.localdate(now))
    move(held, State.ACTIVE, now=now)
    facts.record(RESUMED, held, now=now, by=str(by.pk))
    return held

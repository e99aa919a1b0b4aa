"""That who answers for somebody of sixteen or seventeen agrees, and changes their mind: the turns ahead go at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from networking import consenting
from networking.models import Consent
from volunteers.turns import looking

from .refusing import OPEN, PathError, hold, hold_in

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from networking.models import Person
    from volunteers.models import Volunteer

PURPOSE = Consent.Purpose.VOLUNTEERING


@transaction.atomic
def agree(volunteer: UUID, *, said_by: Person, through: str, now: datetime) -> Volunteer:
    """`said_by`, who answers for them and may book, says yes. Raises PathError where it is not asked at their age."""
    held = hold_in(volunteer, OPEN)
    try:
        consenting.give(held.person, PURPOSE, through=through, now=now, given_by=said_by)
    except consenting.NotAskedError as error:
        raise PathError(_("Il consenso serve solo a 16 e 17 anni.")) from error
    return held


@transaction.atomic
def take_back(volunteer: UUID, *, said_by: Person, through: str, now: datetime) -> int:
    """`said_by` no longer agrees: the turns ahead are suspended, and whoever must know is told. How many were."""
    held = hold(volunteer)
    if not consenting.take_back(held.person, PURPOSE, through=through, now=now, withdrawn_by=said_by):
        return 0
    suspended = looking.look_again_of(held)
    looking.tell_suspended(now=now)
    return suspended

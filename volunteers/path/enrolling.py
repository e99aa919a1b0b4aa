"""Writing somebody in the register, as a step of their path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from volunteers.register import writing
from volunteers.register.refusing import RegisterError

from .refusing import OPEN, PathError, hold_in, refuse_own

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from networking.models import User
    from volunteers.models import RegisterEntry, RegisterSection


@transaction.atomic
def enrol(
    volunteer: UUID, *, section: RegisterSection, effective_on: date, by: User, now: datetime, **words: str
) -> RegisterEntry:
    """Write them in `section` from `effective_on`; `words` as `writing.enrol` asks for them. Raises PathError."""
    held = hold_in(volunteer, OPEN)
    refuse_own(held.person, by)
    try:
        return writing.enrol(held.person, section, effective_on=effective_on, by=by, now=now, **words)
    except RegisterError as error:
        raise PathError(error) from error

"""The agreement of volunteering: accepted by the volunteer in their pages, or on paper that a coordinator has seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from networking import facts
from volunteers.agreement_texts import agreement
from volunteers.rules import SOON

from .refusing import OPEN, PathError, hold_in, keep, refuse_own

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from networking.models import User
    from volunteers.models import Volunteer

AGREED = "volunteers.path_agreed"


def is_to_accept(volunteer: Volunteer, today: date) -> bool:
    """Whether `volunteer` has not said yes to today's words, or their yes ends soon."""
    until = volunteer.agreed_until
    is_ending = until is not None and until <= today + SOON
    return volunteer.agreement_version != agreement().current or is_ending


@transaction.atomic
def accept(volunteer: UUID, *, version: str, by: User, now: datetime) -> Volunteer:
    """The volunteer accepts the words of `version`, which they have just read.

    Raises PathError: not their own, or the words have changed since.
    """
    held = hold_in(volunteer, OPEN)
    if held.person.account_id != by.pk:
        raise PathError(_("L'accordo lo accetta solo chi lo riguarda."))
    if version != agreement().current:
        raise PathError(_("Intanto l'accordo è cambiato: rileggilo."))
    return _write(held, by=by, now=now, is_on_paper=False)


@transaction.atomic
def write_paper(volunteer: UUID, *, by: User, now: datetime) -> Volunteer:
    """Who coordinates has seen it signed on paper, in today's words. Raises PathError."""
    held = hold_in(volunteer, OPEN)
    refuse_own(held.person, by)
    return _write(held, by=by, now=now, is_on_paper=True)


def _write(held: Volunteer, *, by: User, now: datetime, is_on_paper: bool) -> Volunteer:
    said, today = agreement(), timezone.localdate(now)
    if not is_to_accept(held, today):
        return held
    keep(held, agreed_at=now, agreement_version=said.current, agreed_until=said.until(today))
    facts.record(AGREED, held, now=now, version=said.current, is_on_paper=is_on_paper, by=str(by.pk))
    return held

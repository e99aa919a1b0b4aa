"""The agreement of volunteering: accepted by the volunteer in their pages, or on paper that a coordinator has seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from networking import facts
from volunteers.agreement_texts import agreement

from .refusing import OPEN, PathError, hold_in, keep, refuse_own

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from networking.models import User
    from volunteers.models import Volunteer

AGREED = "volunteers.path_agreed"


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
    version = agreement().current
    if held.agreement_version == version:
        return held
    keep(held, agreed_at=now, agreement_version=version)
    facts.record(AGREED, held, now=now, version=version, is_on_paper=is_on_paper, by=str(by.pk))
    return held

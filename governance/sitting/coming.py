"""Who comes and who goes; who does not vote on a point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from governance.models import Presence, Recusal
from governance.refusing import GovernanceError, in_words

from . import turns
from .promises import SITTING

if TYPE_CHECKING:
    from datetime import datetime

    from governance.models import AgendaItem, Meeting
    from networking.models import Person

COMING = "chi entra e chi esce da una riunione"


def enter(
    meeting: Meeting,
    person: Person,
    *,
    mode: str = Presence.Mode.IN_PERSON,
    identity_check: str = "",
    now: datetime,
) -> Presence:
    """Somebody comes in: a proxy of theirs ends. Raises GovernanceError."""
    with in_words(SITTING):
        found = turns.take(meeting)
        made: Presence = Presence.objects.create(
            meeting=found,
            person=person,
            name=person.full_name,
            from_at=turns.moment(found, now),
            mode=mode,
            identity_check=identity_check if mode == Presence.Mode.REMOTE else "",
        )
    return made


def leave(presence: Presence, *, now: datetime) -> None:
    """Somebody goes out. Raises GovernanceError where they already have."""
    with in_words(SITTING):
        meeting = turns.take(presence.meeting)
        found = Presence.objects.for_everyone(reason=COMING).get(pk=presence.pk)
        if found.until_at is not None:
            raise GovernanceError(_("È già uscita o uscito."))
        found.until_at = turns.moment(meeting, now)
        found.save(update_fields=["until_at"])


def recuse(item: AgendaItem, person: Person, *, reason: str, now: datetime) -> Recusal:
    """Somebody says that they do not vote on a point, and why. Raises GovernanceError."""
    with in_words(SITTING):
        turns.take(item.meeting)
        made: Recusal = Recusal.objects.create(
            item=item, person=person, name=person.full_name, reason=reason, declared_at=now
        )
    return made

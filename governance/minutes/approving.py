"""To approve minutes: their words are frozen, drawn once, and the bytes kept with their digest."""

from __future__ import annotations

import hashlib
from secrets import token_hex
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.models import Minutes
from governance.refusing import GovernanceError, in_words
from networking import keeping

from . import content as contents
from . import rendering
from .promises import MINUTES
from .saving import held, last_of

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Person


def approve(minutes: Minutes, person: Person | None, *, seen: int, now: datetime) -> Minutes:
    """Freeze `minutes` as `person`, who presides, read them in version `seen`. Raises GovernanceError."""
    if minutes.state != Minutes.State.PROPOSED or minutes.last_version != seen:
        raise GovernanceError(_("Il verbale è cambiato mentre lo leggevi: rileggilo, poi approvalo."))
    name = person.full_name if person else ""
    local = timezone.localtime(now)
    said = contents.of(minutes, last_of(minutes).sections)
    # The fingerprint is on the copy for everybody: without a salt one could guess short words that are left out of it.
    approval = {
        "approved_by": name,
        "approved_at": local.isoformat(timespec="minutes"),
        "salt": token_hex(16),
    }
    text, fingerprint = contents.sealed(said, **approval)
    # Drawing takes time: nobody waits for it in a transaction.
    drawn = {
        "whole": rendering.whole(minutes, said | approval, fingerprint=fingerprint, now=local),
        "extract": rendering.public(minutes, said | approval, fingerprint=fingerprint, now=local),
    }
    with in_words(MINUTES):
        found = held(minutes)
        if found.last_version != seen:
            raise GovernanceError(_("Il verbale è cambiato mentre lo leggevi: rileggilo, poi approvalo."))
        found.state, found.content, found.fingerprint = Minutes.State.APPROVED, text, fingerprint
        found.approved_at, found.approved_by, found.approved_by_name = now, person, name
        day = timezone.localdate(found.meeting.opened_at or found.meeting.first_call_at).isoformat()
        found.whole = keeping.keep_pdf(drawn["whole"], f"verbale-{day}.pdf")
        found.extract = keeping.keep_pdf(drawn["extract"], f"verbale-{day}-estratto.pdf")
        found.whole_digest, found.extract_digest = (
            hashlib.sha256(drawn[each]).digest() for each in ("whole", "extract")
        )
        found.save()
    return found

"""Another volunteer in the place of one: where they can, they meet once all together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from .clearing import clear
from .ending import end
from .pairing import Terms, pair
from .refusing import PairError, held, in_words, refuse_if_over

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from networking.models import User
    from volunteers.models import Companionship, Volunteer


def hand_over(
    old: UUID, volunteer: Volunteer, terms: Terms, *, first_on: date, together: bool, by: User, now: datetime
) -> Companionship:
    """Give the place of `old` to `volunteer` from `first_on`; `together`: whoever leaves comes that day too.

    The old pair ends after that day; at once where they do not meet together. Raises PairError.
    """
    with in_words():
        before = held(old)
        refuse_if_over(before)
        if hasattr(before, "followed_by"):
            raise PairError(_("C'è già chi prende il suo posto."))
        if volunteer.pk == before.volunteer_id:
            raise PairError(_("È la stessa persona."))
        clear(before, by=by, because=_("Passa il testimone."), now=now, since=first_on if together else None)
        made = pair(
            before.person,
            volunteer,
            terms,
            first_on=first_on,
            by=by,
            now=now,
            follows=before,
            with_who_leaves=together,
        )
        if not together:
            end(before.pk, because=_("Ha passato il testimone."), by=by, now=now)
    return made

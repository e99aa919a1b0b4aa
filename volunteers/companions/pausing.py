"""Stopping for a while, and beginning again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from volunteers.models import Companionship
from volunteers.notices import companions as notices

from .clearing import clear
from .planning import plan
from .refusing import ACTING, PairError, held, in_words, refuse_if_over

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from networking.models import User


def pause(pair: UUID, *, until: date | None, by: User, now: datetime) -> Companionship:
    """Stop the meetings of `pair` until a day (None: until somebody says). Twice is once. Raises PairError."""
    with in_words():
        row = held(pair)
        refuse_if_over(row)
        if until is not None and until <= timezone.localdate(now):
            raise PairError(_("Il giorno in cui si ricomincia deve ancora venire."))
        row.state, row.paused_until = Companionship.State.PAUSED, until
        row.save(update_fields=["state", "paused_until"])
        clear(row, by=by, because=_("In pausa."), now=now)
        notices.tell_changed(row, now=now)
    return row


def resume(pair: UUID, *, by: User | None, now: datetime) -> Companionship:
    """Begin again from today, with the meetings of the next eight weeks. Raises PairError: who may not, or no yes."""
    with in_words():
        row = held(pair)
        refuse_if_over(row)
        if row.state == Companionship.State.ACTIVE:
            return row
        if row.person.comune is None:
            raise PairError(
                _("Non abita più in uno dei 21 comuni: chiudi la compagnia, o correggi il comune.")
            )
        today = timezone.localdate(now)
        row.state, row.paused_until = Companionship.State.ACTIVE, None
        row.planned_until = row.watched_from = today
        row.save(update_fields=["state", "paused_until", "planned_until", "watched_from"])
        plan(row, by=by, now=now)
        notices.tell_changed(row, now=now)
    return row


def resume_all(*, now: datetime) -> int:
    """Begin again the pairs whose pause is over; how many. What cannot is left for who coordinates, who sees it."""
    pairs = Companionship.objects.for_everyone(reason=ACTING).filter(
        state=Companionship.State.PAUSED, paused_until__lte=timezone.localdate(now)
    )
    done = 0
    for pk in list(pairs.order_by("pk").values_list("pk", flat=True)):
        try:
            resume(pk, by=None, now=now)
        except PairError:
            continue
        done += 1
    return done

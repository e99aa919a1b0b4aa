"""Ending a pair: somebody says so, the person takes their yes back, or another volunteer has taken the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from networking import facts
from networking.models import Consent
from volunteers.models import Companionship
from volunteers.notices import companions as notices

from .clearing import clear
from .refusing import ACTING, held, in_words

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from networking.models import User

ENDED = "volunteers.companionship_ended"


def end(pair: UUID, *, because: str, by: User | None, now: datetime) -> Companionship:
    """End `pair` today: its meetings go, and its volunteer no longer sees where the person lives. Twice is once."""
    with in_words():
        row = held(pair)
        if row.state == Companionship.State.ENDED:
            return row
        clear(row, by=by, because=because, now=now)
        row.state, row.ended_on = Companionship.State.ENDED, timezone.localdate(now)
        row.ended_because = because[:200]
        row.save(update_fields=["state", "ended_on", "ended_because"])
        facts.record(ENDED, row, now=now)
        notices.tell_changed(row, now=now)
    return row


def end_without_yes(*, now: datetime) -> int:
    """End the pairs whose person has taken their yes back; how many."""
    yes = Consent.objects.for_everyone(reason=ACTING).live()
    yes = yes.filter(person=OuterRef("person"), purpose=Consent.Purpose.COMPANIONSHIP)
    pairs = Companionship.objects.for_everyone(reason=ACTING).open().filter(~Exists(yes))
    found = list(pairs.order_by("pk").values_list("pk", flat=True))
    for pk in found:
        end(pk, because=_("Ha ritirato il sì."), by=None, now=now)
    return len(found)


def end_handed_over(*, now: datetime) -> int:
    """End the pairs whose place another has taken, once they have met together; how many."""
    pairs = Companionship.objects.for_everyone(reason=ACTING).open()
    over = pairs.filter(followed_by__started_on__lt=timezone.localdate(now))
    found = list(over.order_by("pk").values_list("pk", flat=True))
    for pk in found:
        end(pk, because=_("Ha passato il testimone."), by=None, now=now)
    return len(found)

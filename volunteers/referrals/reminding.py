"""Two weeks without an outcome: whoever made a referral is asked once how it went."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from volunteers.models import Referral
from volunteers.notices import referrals as notices

if TYPE_CHECKING:
    from datetime import datetime

TELLING = "chiedere com'è andata a chi ha indicato un servizio"
TIME_TO_KNOW = timedelta(days=14)
# What is older nobody waits for any more: a worker that was off for weeks does not ask for everything at once.
STILL_ASKED = timedelta(days=60)


@transaction.atomic
def remind(*, now: datetime) -> int:
    """Ask of every referral that waits since two weeks. How many were new."""
    late = Referral.objects.for_everyone(reason=TELLING).open()
    late = late.filter(made_at__lte=now - TIME_TO_KNOW, made_at__gt=now - STILL_ASKED)
    return notices.remind(
        list(late.filter(made_by__person__isnull=False).select_related("made_by__person")), now=now
    )

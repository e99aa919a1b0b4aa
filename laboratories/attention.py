"""What of the activities waits for somebody, on the first page of `/gestione/`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import ngettext

from networking.attention import Waiting, at, told
from networking.models import Fact, ScheduledRun
from networking.permissions import reach

from .auditing import FOUND

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User

# What the last night found: the next night says again whatever is still so.
SINCE_LAST_NIGHT = timedelta(hours=26)


def bookings_against_rules(user: User, *, now: datetime) -> Waiting | None:
    """Bookings that the night found against a rule of age, days, rights or yearly limit."""
    if not reach(user, "view", ScheduledRun).everywhere:
        return None
    found = Fact.objects.filter(kind=FOUND, happened_at__gt=now - SINCE_LAST_NIGHT)
    count = found.values("about").distinct().count()
    sentence = ngettext(
        "%d prenotazione non rispetta una regola (età, giorni, diritti o limite dell'anno): decidi che cosa fare.",
        "%d prenotazioni non rispettano una regola (età, giorni, diritti o limite dell'anno): decidi che cosa fare.",
        count,
    )
    return told(count, sentence, at("networking_scheduledrun"), is_urgent=True)

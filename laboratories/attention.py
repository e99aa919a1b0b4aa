"""What of the activities waits for somebody, on the first page of `/gestione/`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import ngettext

from networking.attention import Waiting, at, told
from networking.models import Fact, RoleKind, ScheduledRun, SchoolYear
from networking.permissions import reach

from .auditing import FOUND
from .models import PLAN_ACTIVITIES, Cycle
from .registers import roll
from .timetable.dates import school_year_of

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


def registers_to_finish(user: User, *, now: datetime) -> Waiting | None:
    """Sessions held, whose register nobody has closed: hours and certificates wait for it."""
    count = len(_sessions(user, now)["before"])
    sentence = ngettext(
        "%d registro da finire: senza, le ore di chi è venuto non contano.",
        "%d registri da finire: senza, le ore di chi è venuto non contano.",
        count,
    )
    return told(count, sentence, reverse("laboratories:register_list"))


def sessions_without_staff(user: User, *, now: datetime) -> Waiting | None:
    """Sessions of today and of the next days that could not be held, for lack of adults or of what they must have."""
    sessions = _sessions(user, now)
    count = sum(each.lacks_staff for each in [*sessions["today"], *sessions["ahead"]])
    sentence = ngettext(
        "%d incontro dei prossimi giorni non ha gli adulti che servono: così non si può tenere.",
        "%d incontri dei prossimi giorni non hanno gli adulti che servono: così non si possono tenere.",
        count,
    )
    return told(count, sentence, reverse("laboratories:register_list"), is_urgent=True)


def school_years_missing(user: User, *, now: datetime) -> Waiting | None:
    """School years that cycles follow, and whose calendar nobody has written: holidays are not skipped."""
    if not reach(user, "add", SchoolYear).everywhere:
        return None
    today = localdate(now)
    cycles = Cycle.objects.not_over(today).filter(follows_school=True, called_off_at=None)
    followed = {
        school_year_of(day)
        for first, last in cycles.values_list("first_day", "last_day")
        for day in (max(first, today), last)
    }
    count = len(followed.difference(SchoolYear.objects.values_list("name", flat=True)))
    sentence = ngettext(
        "Manca il calendario di %d anno scolastico: gli incontri non saltano le vacanze.",
        "Mancano i calendari di %d anni scolastici: gli incontri non saltano le vacanze.",
        count,
    )
    return told(count, sentence, at("networking_schoolyear"))


def _sessions(user: User, now: datetime) -> dict[str, list[Any]]:
    """What the list of registers shows; nothing, and no question, for who neither plans nor leads."""
    is_here = user.scope(*PLAN_ACTIVITIES) or user.holds(RoleKind.EDUCATOR)
    return roll.sessions_of(user, now=now) if is_here else {"today": [], "before": [], "ahead": []}

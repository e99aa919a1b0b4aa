"""«Every Tuesday until…»: a turn for each week, without the days on which it is closed."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from laboratories.models import Closure
from laboratories.timetable.dates import Calendars, Plan, Span, WeeklyHour, plan
from networking.models import Holiday
from volunteers.models import HelpRequest

from .refusing import AskError, held, in_words, refuse_unless_ahead
from .requiring import require, required_by

if TYPE_CHECKING:
    from datetime import datetime

A_WEEK = timedelta(weeks=1)
# A year of Tuesdays.
LONGEST = timedelta(days=366)
COPIED = (
    "kind",
    "title",
    "story",
    "comune",
    "place",
    "local_start",
    "local_end",
    "places",
    "minimum_team",
    "priority",
    "by_proposal_only",
    "published_at",
)


class Repeated(NamedTuple):
    """The turns made now, and the days that were left out, each with its reason."""

    made: list[HelpRequest]
    plan: Plan


def plan_of(request: HelpRequest, *, until: date, every_weeks: int = 1) -> Plan:
    """The days after that of `request`, to `until` included, on which it would be repeated, and those left out."""
    first = request.local_date
    hour = WeeklyHour(first.weekday(), request.local_start, request.local_end, every_weeks)
    return plan(first + every_weeks * A_WEEK, until, [hour], _calendars_of(request, until))


def repeat(request: HelpRequest, *, until: date, every_weeks: int = 1, now: datetime) -> Repeated:
    """Make one turn for each of those days, a series with `request`. Twice is once: a day that has its turn keeps it.

    Raises AskError: over, called off, of an activity's session (which repeats by itself), or longer than a year.
    """
    with in_words():
        [turn] = held([request.pk])
        _refuse(turn, until, now)
        if turn.series is None:
            turn.series = uuid.uuid4()
            turn.save(update_fields=["series"])
        planned = plan_of(turn, until=until, every_weeks=every_weeks)
        there = HelpRequest.objects.filter(series=turn.series, cancelled_at=None)
        taken = set(there.values_list("local_date", flat=True))
        asked = required_by(turn)
        made = [_copy(turn, each.day) for each in planned.meetings if each.day not in taken]
        for copy in made:
            require(copy, asked)
    return Repeated(made, planned)


def _copy(turn: HelpRequest, day: date) -> HelpRequest:
    columns = {name: getattr(turn, name) for name in COPIED}
    return HelpRequest.objects.create(series=turn.series, local_date=day, **columns)


def _refuse(turn: HelpRequest, until: date, now: datetime) -> None:
    refuse_unless_ahead(turn, now)
    if turn.session_id is not None or turn.sheet_id is not None:
        raise AskError(_("Questo turno segue un incontro o una scheda: non si ripete da qui."))
    if until <= turn.local_date:
        raise AskError(_("Scegli un giorno dopo quello del turno."))
    if until - turn.local_date > LONGEST:
        raise AskError(_("Al massimo un anno: poi si ripete di nuovo."))


def _calendars_of(turn: HelpRequest, until: date) -> Calendars:
    """The holidays, the patron of the comune, and what is closed in it or in the venue at its place."""
    days = (turn.local_date, until)
    here = Q(comune=None, venue=None, room=None) | Q(comune=turn.comune)
    if turn.place_id is not None:
        here |= Q(venue__place=turn.place_id)
    closures = Closure.objects.in_force().filter(here, last_day__gte=days[0], first_day__lte=until)
    comune = turn.comune
    has_patron = comune.patron_month is not None and comune.patron_day is not None
    return Calendars(
        holidays=dict(Holiday.objects.filter(date__range=days).values_list("date", "name")),
        patron=(comune.patron_month, comune.patron_day, comune.patron_name) if has_patron else None,
        closures=[
            Span(each.first_day, each.last_day, each.note or each.get_reason_display()) for each in closures
        ],
    )

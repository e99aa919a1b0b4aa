"""The draft that begins by itself, once a month, as soon as the numbers of the month that ended are published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from governance.indicators.periods import Period, Span
from governance.models import MonitoringReport
from governance.refusing import GovernanceError

from . import writing

if TYPE_CHECKING:
    from datetime import datetime

MONTHS_OF_A_QUARTER = 3


def begin(*, now: datetime) -> int:
    """Begin the report of the last month, or of the quarter it closes: 1 where one was begun.

    Nothing where there is one already, or nobody has published its numbers yet: it is tried again every day.
    """
    period = _last(now)
    there = MonitoringReport.objects.filter(first_day=period.first, last_day=period.last, zone=None)
    if there.exists():
        return 0
    try:
        writing.draft(period, None, by=None, now=now)
    except GovernanceError:
        return 0
    return 1


def _last(now: datetime) -> Period:
    month = Period.of(Span.MONTH, timezone.localdate(now)).before
    closes = month.last.month % MONTHS_OF_A_QUARTER == 0
    return Period.of(Span.QUARTER, month.last) if closes else month

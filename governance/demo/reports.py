"""Two reports of the demonstration, written by one, approved by another, read by everybody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from governance.indicators.periods import Period, Span
from governance.reporting import drawing, writing

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User

MANY = 2
# By then the numbers of a quarter are there.
READ_AFTER = timedelta(days=10)


def write(*, by: User, approved_by: User, now: datetime) -> None:
    """Of the last quarters of which there are numbers, the older one first."""
    for period in reversed(_last_quarters(now)):
        report = drawing.draw(writing.draft(period, None, by=by, now=now), now=now)
        writing.approve(report, by=approved_by, digest=bytes(report.digest or b"").hex(), now=now)
        writing.publish(report, by=by, now=now)


def _last_quarters(now: datetime) -> list[Period]:
    found = [Period.of(Span.QUARTER, timezone.localdate(now - READ_AFTER)).before]
    while len(found) < MANY:
        found.append(found[-1].before)
    return found

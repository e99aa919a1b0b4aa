"""How it goes with the regular works: for the operator's page, for what waits for staff, for who watches over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from networking.models import ScheduledRun

from . import Work, moments, running, words, works

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True)
class Standing:
    """One work and how it goes, as the page shows it."""

    work: Work
    row: ScheduledRun | None
    how_often: str
    next_at: datetime | None
    is_late: bool
    is_at_work: bool

    @property
    def outcome(self) -> str:
        """How the last run went, in words."""
        row = self.row
        if row is None or row.started_at is None:
            return _("Non ancora fatto")
        if self.is_at_work:
            return _("In corso dalle {time}").format(time=f"{timezone.localtime(row.started_at):%H:%M}")
        if row.ended_at is None:
            return _("Interrotto a metà: riprova da sé")
        if row.last_error:
            return _("Non riuscito ({error}), tentativi: {count}").format(
                error=row.last_error, count=row.attempts
            )
        return _("Riuscito")


def standings(*, now: datetime) -> list[Standing]:
    """Every regular work, in the registry's order."""
    rows = {row.name: row for row in ScheduledRun.objects.all()}
    return [_standing(work, rows.get(work.name), now) for work in works()]


def late_works(*, now: datetime) -> list[Work]:
    """Those that should have been done, and were not."""
    return [each.work for each in standings(now=now) if each.is_late]


def is_late(work: Work, row: ScheduledRun, *, now: datetime) -> bool:
    """Whether staff should look: a moment went by longer ago than `late_after`, and nothing has gone well since."""
    if work.is_at_hours:
        due = moments.last_due(work.schedule, now - work.late_after)
        return due >= row.known_since and (row.succeeded_at is None or row.succeeded_at < due)
    last = max(filter(None, [row.succeeded_at, row.known_since]))
    return now - last > work.late_after


def _standing(work: Work, row: ScheduledRun | None, now: datetime) -> Standing:
    return Standing(
        work=work,
        row=row,
        how_often=words.how_often(work.schedule),
        next_at=_next_at(work, row, now),
        is_late=row is not None and is_late(work, row, now=now),
        is_at_work=row is not None and _is_at_work(row, now),
    )


def _next_at(work: Work, row: ScheduledRun | None, now: datetime) -> datetime | None:
    """The next moment; None where it is a matter of seconds, or of as soon as it can be made up for."""
    if not work.is_at_hours or (row is not None and running.is_due(work, row, now=now)):
        return None
    return moments.next_due(work.schedule, now)


def _is_at_work(row: ScheduledRun, now: datetime) -> bool:
    """Begun and not ended: after the time that a task may take at most, whoever did it is dead."""
    return row.started_at is not None and row.ended_at is None and now - row.started_at < running.LONGEST_RUN

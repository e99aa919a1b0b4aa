"""How the notices go, in numbers: what waits, what is late, what failed, by day and by kind. For staff."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate

from networking.models import ContactChannel, Notice
from networking.rules import ITALY

from .kinds import label_of

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

    from networking.models.notices import NoticeQuerySet

State = Notice.State
# In the order in which a bar is drawn: what arrived at its foot.
SHOWN = (State.SENT, State.PRINTED, State.QUEUED, State.SENDING, State.WITHDRAWN, State.DEAD)


@dataclass
class Waiting:
    """One channel, now."""

    channel: str
    due: int
    later: int
    late: int
    dead: int

    @property
    def label(self) -> str:
        """The channel in words."""
        return str(ContactChannel(self.channel).label)


@dataclass
class Line:
    """One row of a table: a day or a kind, and how many in each state."""

    name: str
    key: str
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """All of them."""
        return self.counts.total()

    @property
    def cells(self) -> list[int]:
        """The numbers, in the order of SHOWN."""
        return [self.counts[state] for state in SHOWN]


def waiting(notices: NoticeQuerySet, *, now: datetime) -> list[Waiting]:
    """What is still to be told, by channel, and what could not be."""
    pending = Q(state__in=Notice.PENDING)
    rows = (
        notices.filter(pending | Q(state=State.DEAD))
        .order_by()
        .values("channel")
        .annotate(
            due=Count("pk", filter=pending & Q(next_at__lte=now)),
            later=Count("pk", filter=pending & Q(next_at__gt=now)),
            late=Count("pk", filter=Q(pk__in=notices.late(now).values("pk"))),
            dead=Count("pk", filter=Q(state=State.DEAD)),
        )
    )
    found = {row["channel"]: Waiting(**row) for row in rows}
    return [found[channel] for channel in ContactChannel.values if channel in found]


def by_day(notices: NoticeQuerySet, *, now: datetime, days: int = 14) -> list[Line]:
    """The last `days` and today, the newest first: how the notices due each day went."""
    today = now.astimezone(ITALY).date()
    first = datetime.combine(today - timedelta(days=days - 1), datetime.min.time(), tzinfo=ITALY)
    counted = _counted(notices.filter(due_at__gte=first, due_at__lte=now), TruncDate("due_at", tzinfo=ITALY))
    shown = [today - timedelta(days=back) for back in range(days)]
    return [Line(f"{day:%d/%m}", day.isoformat(), counted[day]) for day in shown]


def by_kind(notices: NoticeQuerySet, *, now: datetime, days: int = 14) -> list[Line]:
    """The kinds told in the last `days`, the most frequent first."""
    counted = _counted(notices.filter(due_at__gte=now - timedelta(days=days), due_at__lte=now), F("kind"))
    lines = [Line(label_of(kind), kind, counts) for kind, counts in counted.items()]
    return sorted(lines, key=lambda line: (-line.total, line.name))


def to_come(notices: NoticeQuerySet, *, now: datetime, days: int = 7) -> list[tuple[date, int]]:
    """How many notices wait for each of the days to come."""
    later = notices.filter(state=State.QUEUED, due_at__gt=now, due_at__lte=now + timedelta(days=days))
    days_of = later.order_by().annotate(day=TruncDate("due_at", tzinfo=ITALY)).values_list("day")
    return list(days_of.annotate(count=Count("pk")).order_by("day"))


def reasons(notices: NoticeQuerySet, *, at_most: int = 10) -> list[tuple[str, int]]:
    """Why the dead are dead, the commonest first."""
    rows = notices.dead().order_by().values_list("reason").annotate(count=Count("pk"))
    return list(rows.order_by("-count", "reason")[:at_most])


def _counted(notices: NoticeQuerySet, by: Combinable) -> dict[Any, Counter[str]]:
    counted: dict[Any, Counter[str]] = defaultdict(Counter)
    grouped = notices.order_by().annotate(group=by).values_list("group", "state").annotate(count=Count("pk"))
    for group, state, count in grouped:
        counted[group][state] += count
    return counted

"""The regular reading of every indicator: what has ended is read and prepared, what was read lately is looked at again."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from governance.models import IndicatorDefinition, Reading

from . import measuring, published, publishing
from .periods import A_DAY, Period, Span
from .sources import SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

# Every indicator is read in the shortest span it makes sense for, and in the longer ones.
READ_EVERY = {
    Span.MONTH: (Span.MONTH, Span.QUARTER, Span.SO_FAR, Span.YEAR),
    Span.QUARTER: (Span.QUARTER, Span.SO_FAR, Span.YEAR),
    Span.YEAR: (Span.YEAR,),
    Span.SCHOOL_YEAR: (Span.SCHOOL_YEAR,),
}
# Registers and hours are closed within a week; whoever closes them later still has four months to be counted.
SETTLED_AFTER = timedelta(days=7)
LOOKED_AT_AGAIN_FOR = timedelta(days=120)
MARCH = 3

logger = logging.getLogger(__name__)


class GatheringError(Exception):
    """Some indicators could not be read: `codes` says which. The others were."""

    def __init__(self, codes: set[str]) -> None:
        super().__init__(", ".join(sorted(codes)))
        self.codes = codes


def gather(*, now: datetime) -> Counter[str]:
    """Read and prepare every number that is due; how many were «read» for the first time and how many «revised».

    One that fails does not stop the others: GatheringError says which, at the end.
    """
    done: Counter[str] = Counter()
    failed: set[str] = set()
    today = timezone.localdate(now)
    for definition, period in due(today):
        try:
            done[_gather_one(definition, period, now=now)] += 1
        except Exception:
            logger.exception("indicator %s of %s-%s", definition.code, period.first, period.last)
            failed.add(definition.code)
    if failed:
        raise GatheringError(failed)
    return done


def due(today: date) -> Iterator[tuple[IndicatorDefinition, Period]]:
    """Each indicator with the periods that have ended and settled, the shorter first: they are the first to be known."""
    for code, versions in _versions().items():
        spans = _spans(versions[-1])
        for period in _ended(spans, versions[0].valid_from, today - SETTLED_AFTER):
            # Of a period in which the definition changed, the one that held at the end counts: it is said.
            definition = [each for each in versions if each.valid_from <= period.last][-1]
            if code in SOURCES and not definition.not_fed_because:
                yield definition, period


def _spans(definition: IndicatorDefinition) -> list[Span]:
    """The lengths in which it is read. The year so far says something only of what grows along the year."""
    grows = published.grows_along_the_year(definition)
    return [span for span in READ_EVERY[Span(definition.frequency)] if grows or span != Span.SO_FAR]


def _versions() -> dict[str, list[IndicatorDefinition]]:
    """The versions of each code, the oldest first."""
    found: dict[str, list[IndicatorDefinition]] = {}
    for each in IndicatorDefinition.objects.order_by("code", "valid_from", "version"):
        found.setdefault(each.code, []).append(each)
    return found


def _ended(spans: Sequence[Span], since: date, until: date) -> list[Period]:
    """The periods of those lengths that ended from `since` to `until`, both included."""
    found = set()
    day = since.replace(day=1)
    while day <= until:
        found |= {Period.of(span, day) for span in spans}
        day = Period.of(Span.MONTH, day).last + A_DAY
    kept = [each for each in found if since <= each.last <= until and not _is_told_by_another(each)]
    return sorted(kept, key=lambda each: (each.last, each.last - each.first))


def _is_told_by_another(period: Period) -> bool:
    """A year until March is its first quarter, until December it is the year."""
    return period.span == Span.SO_FAR and period.last.month in {MARCH, 12}


def _gather_one(definition: IndicatorDefinition, period: Period, *, now: datetime) -> str:
    there = Reading.objects.of_period(definition.code, period.first, period.last).latest().first()
    if there is None:
        publishing.prepare(measuring.measure(definition, period, now=now), now=now)
        return "read"
    if period.last < timezone.localdate(now) - LOOKED_AT_AGAIN_FOR:
        return "settled"
    again = measuring.remeasure(there, period, now=now)
    publishing.prepare(again, now=now)
    return "same" if again == there else "revised"

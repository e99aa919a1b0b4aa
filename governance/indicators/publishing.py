"""From a reading to what everybody may see of it: prepared once, some cells hidden; then given to everybody, once."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from governance.models import IndicatorDefinition, Publication, PublishedCell, Reading, ReadingCell, Status

from .periods import Period, Span
from .suppressing import Earlier, hidden, is_of_few, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from decimal import Decimal
    from uuid import UUID

    from networking.models import User

    from .suppressing import Key

# Of a short period few tables are given: the finer they are, the more of them would have to be hidden.
DEPTH = {Span.MONTH: ("", "zone"), Span.QUARTER: ("", "zone", "zone comune")}
COPIED = ("by", "zone_id", "comune_id", "sex", "age_band", "group")
BATCH = 500


class PublishingError(Exception):
    """A reading cannot be given to everybody: `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def prepare(reading: Reading, *, now: datetime) -> Publication:
    """What may be seen of `reading`, with what was published before in mind; the same where it is there already.

    Raises PublishingError «superseded» where another reading has taken its place.
    """
    definition = reading.definition
    with transaction.atomic():
        # One at a time for each indicator: each must know what the others show.
        list(IndicatorDefinition.objects.select_for_update().filter(code=definition.code).order_by("pk"))
        there = Publication.objects.filter(reading=reading).first()
        if there:
            return there
        _refuse_superseded([reading])
        period = Period(Span(reading.span), reading.first_day, reading.last_day)
        cells = _given(reading, period)
        secret = hidden(cells, definition, period, _earlier(reading))
        made: Publication = Publication.objects.create(
            reading=reading, threshold=definition.threshold, prepared_at=now
        )
        PublishedCell.objects.bulk_create((_shown(made, cell, secret) for cell in cells), batch_size=BATCH)
    return made


def publish(publications: Sequence[Publication], *, by: User | None, now: datetime) -> int:
    """Give them to everybody; how many were not given yet.

    Raises PublishingError «superseded» where another reading has taken the place of one of them: then none is given.
    """
    with transaction.atomic():
        wanted = [each.pk for each in publications]
        rows = Publication.objects.select_for_update(of=("self",)).filter(pk__in=wanted, published_at=None)
        waiting = list(rows.select_related("reading").order_by("pk"))
        _refuse_superseded([each.reading for each in waiting])
        return Publication.objects.filter(pk__in=[each.pk for each in waiting]).update(
            published_at=now, published_by=by
        )


def _refuse_superseded(readings: Iterable[Reading]) -> None:
    taken = [each.pk for each in readings]
    if Reading.objects.filter(supersedes__in=taken).exists():
        raise PublishingError("superseded")


def _given(reading: Reading, period: Period) -> list[ReadingCell]:
    cells = reading.cells.order_by("pk")
    depth = DEPTH.get(period.span)
    return list(cells if depth is None else cells.filter(by__in=depth))


def _shown(publication: Publication, cell: ReadingCell, secret: set[Key]) -> PublishedCell:
    copied = {name: getattr(cell, name) for name in COPIED}
    if key_of(cell) in secret:
        return PublishedCell(publication=publication, status=Status.SUPPRESSED, **copied)
    if cell.status != Status.OK:
        return PublishedCell(publication=publication, status=cell.status, **copied)
    numbers = {"numerator": cell.numerator, "denominator": cell.denominator, "value": cell.value}
    return PublishedCell(publication=publication, status=cell.status, **copied, **numbers)


def _earlier(reading: Reading) -> list[Earlier]:
    """What is published, or prepared and still to be given, of the same indicator in the calendar years it touches.

    Of this very period all that was given to everybody; of each other one the last.
    """
    near = {
        "reading__definition__code": reading.definition.code,
        "reading__first_day__lte": date(reading.last_day.year, 12, 31),
        "reading__last_day__gte": date(reading.first_day.year, 1, 1),
    }
    alive = Q(published_at__isnull=False) | Q(reading__superseded_by=None)
    rows = Publication.objects.filter(alive, **near).select_related("reading")
    kept: dict[object, Publication] = {}
    for each in rows.order_by("reading__read_at", "pk"):
        days = (each.reading.first_day, each.reading.last_day)
        kept[each.pk if days == (reading.first_day, reading.last_day) else days] = each
    numbers, few = _numerators(kept.values()), _of_few(kept.values())
    return [
        Earlier(
            each.reading.first_day, each.reading.last_day, numbers[each.pk], frozenset(few[each.reading_id])
        )
        for each in kept.values()
    ]


def _of_few(publications: Iterable[Publication]) -> dict[UUID, set[Key]]:
    """Of each reading, by its id, the cells that told of few people."""
    found: dict[UUID, set[Key]] = defaultdict(set)
    cells = ReadingCell.objects.filter(reading__in=[each.reading_id for each in publications])
    for cell in cells.select_related("reading__definition"):
        if is_of_few(cell, cell.reading.definition):
            found[cell.reading_id].add(key_of(cell))
    return found


def _numerators(publications: Iterable[Publication]) -> dict[int, dict[Key, Decimal | None]]:
    """Of each, by its id, the numbers that were shown; None where one was hidden."""
    found: dict[int, dict[Key, Decimal | None]] = defaultdict(dict)
    cells = PublishedCell.objects.filter(publication__in=[each.pk for each in publications])
    for cell in cells.exclude(status__in=[Status.NO_DATA, Status.UNDEFINED]):
        found[cell.publication_id][key_of(cell)] = cell.numerator
    return found

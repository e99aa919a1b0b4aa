"""Reading an indicator: its rows frozen, its cells counted, its number never changed afterwards."""

from __future__ import annotations

import hashlib
import inspect
import uuid
from functools import cache
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import transaction

from governance.models import Reading, ReadingCell, Status

from . import counting, worth
from .periods import Period, Span
from .sources import SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from governance.models import IndicatorDefinition
    from networking.models import User

    from .facts import Source


class MeasuringError(Exception):
    """Nothing can be read: `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def measure(
    definition: IndicatorDefinition, period: Period, *, now: datetime, by: User | None = None
) -> Reading:
    """Read an indicator in a period, or give the reading that is there: `remeasure` looks again.

    Raises MeasuringError: «not_fed» where no rows feed it yet, «future» where the period has not begun.
    """
    if definition.code not in SOURCES:
        raise MeasuringError("not_fed")
    if period.begin > now:
        raise MeasuringError("future")
    before = Reading.objects.of_period(definition.code, period.first, period.last).latest().first()
    return before or _read(definition, period, now=now, by=by, supersedes=None)


def remeasure(reading: Reading, period: Period, *, now: datetime, by: User | None = None) -> Reading:
    """Read it again: where late data have changed its rows another reading takes its place, else it stays.

    Rows that are no longer there (erased, or past their time) are no reason to change a number that was read.
    """
    if reading.rows_gone or rows_without_source(reading):
        return reading
    with transaction.atomic():
        again = _read(reading.definition, period, now=now, by=by, supersedes=reading)
        if again.digest == reading.digest:
            transaction.set_rollback(True)
            return reading
    return again


def recompute(reading: Reading) -> bool:
    """Whether the frozen rows still give the same digest and the same cells, to the last digit."""
    kept = {_key(cell): _numbers(cell) for cell in reading.cells.all()}
    had_basis = Status.NO_DATA not in {numbers[0] for numbers in kept.values()}
    counted = _cells(reading, SOURCES[reading.definition.code], has_basis=had_basis)
    same_rows = counting.fingerprint(reading.pk) == (reading.rows, reading.digest)
    return same_rows and {_key(cell): _numbers(cell) for cell in counted} == kept


def rows_without_source(reading: Reading) -> int:
    """How many rows of evidence are of something that is in its table no more."""
    table = apps.get_model(SOURCES[reading.definition.code].table)._meta
    return counting.rows_without_source(reading.pk, table.db_table, table.pk.column)


def _read(
    definition: IndicatorDefinition,
    period: Period,
    *,
    now: datetime,
    by: User | None,
    supersedes: Reading | None,
) -> Reading:
    source = SOURCES[definition.code]
    reading = Reading(
        pk=uuid.uuid4(),
        definition=definition,
        span=period.span,
        first_day=period.first,
        last_day=period.last,
        read_at=now,
        code_version=_code_version(definition.code),
        supersedes=supersedes,
        read_by=by,
    )
    with transaction.atomic():
        # The rows first: the reading says their digest, and nobody may change it afterwards.
        counting.freeze(reading.pk, source.rows(period), definition.calculation)
        reading.rows, reading.digest = counting.fingerprint(reading.pk)
        reading.save(force_insert=True)
        has_basis = bool(reading.rows) or source.basis(period).exists()
        ReadingCell.objects.bulk_create(_cells(reading, source, has_basis=has_basis), batch_size=500)
    return reading


def _cells(reading: Reading, source: Source, *, has_basis: bool) -> Iterator[ReadingCell]:
    definition = reading.definition
    if not has_basis:
        yield ReadingCell(reading=reading, status=Status.NO_DATA)
        return
    period = Period(Span(reading.span), reading.first_day, reading.last_day)
    counted = counting.cells(reading.pk, definition.calculation, definition.dimensions)
    for each in worth.cells(definition, source, period, list(counted)):
        yield ReadingCell(
            reading=reading,
            by=each.by,
            zone_id=each.zone,
            comune_id=each.comune,
            sex=each.sex,
            age_band=each.age_band,
            group=each.group,
            status=Status.UNDEFINED if each.value is None else Status.OK,
            numerator=each.numerator,
            denominator=each.denominator,
            value=each.value,
            people=each.people,
        )


def _key(cell: ReadingCell) -> tuple[object, ...]:
    return cell.by, cell.zone_id, cell.comune_id, cell.sex, cell.age_band, cell.group


def _numbers(cell: ReadingCell) -> tuple[object, ...]:
    return cell.status, cell.numerator, cell.denominator, cell.value, cell.people


@cache
def _code_version(code: str) -> str:
    """A digest of the code that says which rows count and what they are worth: another code, another version."""
    written = [inspect.getsource(SOURCES[code].rows), inspect.getsource(counting), inspect.getsource(worth)]
    return hashlib.sha256("".join(written).encode()).hexdigest()[:16]

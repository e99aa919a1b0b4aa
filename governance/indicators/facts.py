"""The rows an indicator is made of: every one in the same columns, so that one piece of SQL counts them all.

An indicator says *which* rows count and how much each is worth. Where somebody lived and how old they were that day,
what a cell is, what is counted once and what is divided by what is said in one place only: `counting`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import BigIntegerField, CharField, DateTimeField, DecimalField, F, UUIDField, Value
from django.db.models.functions import Cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Field, QuerySet
    from django.db.models.expressions import Combinable

    from .periods import Period

    Column = str | Combinable | int | datetime | None

NUMBER = DecimalField(max_digits=20, decimal_places=6)


def facts(
    rows: QuerySet[Any],
    *,
    at: Column,
    row: Column = "pk",
    person: Column = None,
    comune: Column = None,
    subject: Column = None,
    numerator: Column = 1,
    denominator: Column = None,
    group: Column = None,
) -> QuerySet[Any]:
    """`rows` in the columns that are counted. A text is a path, a number or a moment itself, anything else an expression.

    at: the moment of the fact, which decides the day in Rome, and so the age and the comune of that day.
    row: what the row is called in its table, to find it again.
    person: whose age, sex and comune count; None where the row is about nobody.
    comune: where it happened: it counts instead of where the person lives, who then give only age and sex.
    subject: what is counted once, however many rows tell of it; the person, where it is not said.
    numerator, denominator: what the row is worth above and below the line; of a middle value, a 0 below says «still open».
    group: the other way in which the indicator is divided: kind of activity, body, kind of organisation …
    """
    subject = subject if subject is not None else person if person is not None else row
    # No name of a column of any table: Django would take one for the other.
    return rows.order_by().values(
        its_row=_cast(row, CharField()),
        its_at=_cast(at, DateTimeField()),
        its_person=_cast(person, UUIDField()),
        its_comune=_cast(comune, BigIntegerField()),
        its_subject=_cast(subject, CharField()),
        its_numerator=_cast(numerator, NUMBER),
        its_denominator=_cast(denominator, NUMBER),
        its_group=_cast(Value("") if group is None else group, CharField()),
    )


def _cast(column: Column, field: Field[Any, Any]) -> Cast:
    if isinstance(column, str):
        column = F(column)
    elif column is None or isinstance(column, int | datetime):
        column = Value(column)
    return Cast(column, field)


@dataclass(frozen=True)
class Source:
    """Where an indicator's rows come from.

    table: whose rows they are, as «app.Model»: what the drill-down leads to.
    rows: its rows of a period, made by `facts`.
    basis: what must be there for a zero to be a zero: without one of these rows in the period there is no data.
    scale: by what a sum is divided to be in the indicator's unit: 60 where minutes are told as hours.
    residents: for rates: how many people of what is counted live in each comune, by its id.
    """

    table: str
    rows: Callable[[Period], QuerySet[Any]]
    basis: Callable[[Period], QuerySet[Any]]
    scale: int = 1
    residents: Callable[[Period], dict[int, int]] | None = None

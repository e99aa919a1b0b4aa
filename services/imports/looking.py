"""What was seen of a sheet: its plan in words, kept where making it again takes long."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction

from networking.spreadsheets import Problem
from services.models import PendingImport

from .handing_in import plan_of
from .planning import Difference, Outcome, untold

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from networking.models import User
    from networking.models.scope import Scope

    from .planning import Plan
    from .tables import Table

# More than these nobody mends at one go; how many they are is said.
PROBLEMS_KEPT = 300


@dataclass(frozen=True)
class SeenRow:
    """A row that would be written."""

    number: int
    name: str
    outcome: Outcome
    differences: list[Difference]

    @property
    def is_new(self) -> bool:
        """Whether there is nothing of it yet."""
        return self.outcome == Outcome.NEW


@dataclass(frozen=True)
class Seen:
    """A plan as people look at it. `digest` is what they confirm."""

    digest: str
    can_be_written: bool
    counts: list[tuple[str, int]]
    rows: list[SeenRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    how_many_problems: int = 0


def seen_of(plan: Plan) -> Seen:
    """What people see of `plan`."""
    told = plan.having(Outcome.NEW) + plan.having(Outcome.CHANGED)
    problems = plan.problems
    return Seen(
        digest=plan.digest,
        can_be_written=plan.can_be_written,
        counts=plan.counts,
        rows=[
            SeenRow(row.number, row.name, row.outcome, row.differences)
            for row in sorted(told, key=lambda row: row.number)
        ],
        problems=problems[:PROBLEMS_KEPT],
        how_many_problems=len(problems),
    )


@transaction.atomic
def look(
    pk: UUID,
    *,
    table: Table,
    scope: Scope,
    by: User,
    now: datetime,
    told: Callable[[int], None] = untold,
) -> Seen:
    """See what the kept rows would do, and keep it; a sheet that would change nothing is put aside.

    Raises PendingImport.DoesNotExist where nothing waits for `by`.
    """
    pending = PendingImport.objects.waiting_for(by, now).get(pk=pk, table=table.slug)
    seen = seen_of(plan_of(pending, table, scope, told=told))
    if seen.can_be_written or seen.problems:
        PendingImport.objects.filter(pk=pk).update(seen=asdict(seen), seen_at=now)
    else:
        pending.delete()
    return seen


def seen_in(kept: dict[str, Any]) -> Seen:
    """What `look` has kept."""
    rows = [
        SeenRow(
            row["number"],
            row["name"],
            Outcome(row["outcome"]),
            [Difference(**each) for each in row["differences"]],
        )
        for row in kept["rows"]
    ]
    problems = [Problem(**each) for each in kept["problems"]]
    counts = [(words, number) for words, number in kept["counts"]]
    return Seen(**{**kept, "rows": rows, "problems": problems, "counts": counts})

"""What a sheet would do to the catalogue: row by row, before anything is written."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from networking.spreadsheets import Problem

from .cells import cell_text
from .known import Known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from networking.models.scope import Scope
    from networking.spreadsheets import Row

    from .tables import Table


TOLD_EVERY = 50


class Outcome(TextChoices):
    """What becomes of a row."""

    NEW = "new", gettext_lazy("nuova")
    CHANGED = "changed", gettext_lazy("cambia")
    UNCHANGED = "unchanged", gettext_lazy("resta com'è")
    REFUSED = "refused", gettext_lazy("da correggere")


# How many rows of each, as a list says it.
COUNTED = {
    Outcome.NEW: gettext_lazy("righe nuove"),
    Outcome.CHANGED: gettext_lazy("righe che cambiano"),
    Outcome.UNCHANGED: gettext_lazy("righe che restano come sono"),
    Outcome.REFUSED: gettext_lazy("righe da correggere"),
}


@dataclass(frozen=True)
class Difference:
    """A cell that changes, as people read it."""

    heading: str
    before: str
    after: str


@dataclass
class PlannedRow:
    """A row of the sheet and what it would do."""

    number: int
    name: str
    outcome: Outcome
    values: dict[str, Any] = field(default_factory=dict)
    current: Any = None
    touched: set[str] = field(default_factory=set)
    differences: list[Difference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """What the whole sheet would do."""

    table: Table
    rows: list[PlannedRow]

    def having(self, outcome: Outcome) -> list[PlannedRow]:
        """The rows with this outcome."""
        return [row for row in self.rows if row.outcome == outcome]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """In words, and how many rows."""
        return [(str(words), len(self.having(outcome))) for outcome, words in COUNTED.items()]

    @property
    def problems(self) -> list[Problem]:
        """All that has to be mended, in the order of the rows."""
        return [problem for row in self.rows for problem in row.problems]

    @property
    def can_be_written(self) -> bool:
        """Whether nothing is to be mended and something would happen."""
        return not self.problems and any(row.outcome != Outcome.UNCHANGED for row in self.rows)

    @property
    def digest(self) -> str:
        """By which to know whether what is about to be written is what somebody has seen."""
        told = [
            (
                row.number,
                row.outcome,
                row.name,
                [(each.heading, each.before, each.after) for each in row.differences],
            )
            for row in self.rows
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def written(plan: Plan) -> str:
    """What was written, in words."""
    new, changed = (len(plan.having(each)) for each in (Outcome.NEW, Outcome.CHANGED))
    return " ".join(
        [
            ngettext("%d riga nuova.", "%d righe nuove.", new) % new,
            ngettext("%d riga cambiata.", "%d righe cambiate.", changed) % changed,
        ]
    )


def untold(_rows: int) -> None:
    """Nobody waits to hear how far it is."""


def plan_for(
    table: Table, rows: Iterable[Row], scope: Scope, *, told: Callable[[int], None] = untold
) -> Plan:
    """What `rows` would do to the part of the catalogue that lies within `scope`. Nothing is written.

    `told` hears now and then how many rows have been looked at.
    """
    return Plan(table, _Planner(table, scope).plan(rows, told))


class _Planner:
    def __init__(self, table: Table, scope: Scope) -> None:
        self.table, self.scope = table, scope
        self.form, self.headings = table.form(known=Known.today(scope)), table.headings
        present = [(each, table.values_of(each)) for each in table.rows_within(scope)]
        self.by_code = {str(values["code"]).casefold(): (each, values) for each, values in present}
        # By which a row without a code finds out that it is already there.
        self.codes = {table.identity(values): values["code"] for _each, values in present}
        self.seen: dict[Any, int] = {}

    def plan(self, rows: Iterable[Row], told: Callable[[int], None]) -> list[PlannedRow]:
        names = {heading: name for name, heading in self.headings.items()}
        planned = []
        for done, row in enumerate(rows):
            if done % TOLD_EVERY == 0:
                told(done)
            planned.append(
                self._row(row.number, {names[heading]: text for heading, text in row.values.items()})
            )
        told(len(planned))
        return planned

    def _row(self, number: int, texts: dict[str, str]) -> PlannedRow:
        row = PlannedRow(number, texts.get("name") or texts.get("title") or "—", Outcome.UNCHANGED)
        before: dict[str, str] = {}
        if code := texts.get("code", "").casefold():
            if refusal := self._why_not_this_code(code, number):
                return self._refuse(row, "code", refusal)
            row.current, values = self.by_code[code]
            before = {name: cell_text(each, values[name]) for name, each in self.table.fields.items()}
        typed = {name for name, text in texts.items() if text != before.get(name, "")}
        if row.current and not typed:
            return row
        return self._judge(row, {**before, **texts}, before, typed)

    def _why_not_this_code(self, code: str, number: int) -> str:
        if code not in self.by_code:
            return _("Fra quelle che puoi curare non c'è nessuna riga con questo codice.")
        if first := self._already_seen(code, number):
            return _("Lo stesso codice è già alla riga {row}.").format(row=first)
        return ""

    def _judge(
        self, row: PlannedRow, texts: dict[str, str], before: dict[str, str], typed: set[str]
    ) -> PlannedRow:
        if not self.form.judge(texts, current=row.current):
            for name, errors in self.form.errors.items():
                for error in errors:
                    self._refuse(row, name, str(error))
            return row
        row.values = self.form.cleaned_data
        if not self.scope.holds(self.table.comune_of(row.values)):
            return self._refuse(row, "comune", _("Questa riga non è di un comune che puoi curare."))
        if not row.current and (refusal := self._is_there_already(row)):
            return self._refuse(row, "code", refusal)
        row.differences = self._differences(row, before, typed)
        if row.current and not row.differences:
            return row
        row.outcome = Outcome.CHANGED if row.current else Outcome.NEW
        return row

    def _is_there_already(self, row: PlannedRow) -> str:
        """Why a row without a code cannot be new; empty when it can."""
        identity = self.table.identity(row.values)
        if identity in self.codes:
            return _("C'è già: per cambiarla scrivi qui il suo codice, «{code}».").format(
                code=self.codes[identity]
            )
        if first := self._already_seen(identity, row.number):
            return _("È la stessa della riga {row}: tienine una sola.").format(row=first)
        return ""

    def _differences(self, row: PlannedRow, before: dict[str, str], typed: set[str]) -> list[Difference]:
        """The cells that would change, among those somebody wrote in."""
        told = []
        for name, each in self.table.fields.items():
            after = cell_text(each, row.values[name])
            if name in typed - {"code"} and after != before.get(name, ""):
                row.touched.add(name)
                told.append(Difference(self.headings[name], before.get(name, ""), after))
        return told

    def _already_seen(self, what: Any, number: int) -> int | None:
        """The row in which `what` stood first, when it was another."""
        first = self.seen.setdefault(what, number)
        return first if first != number else None

    def _refuse(self, row: PlannedRow, name: str, sentence: str) -> PlannedRow:
        heading = self.headings.get(name, "")
        row.outcome = Outcome.REFUSED
        row.problems.append(Problem(row.number, heading, sentence))
        return row

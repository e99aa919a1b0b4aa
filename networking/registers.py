"""What happened to a public register that was read: counts and sentences, for whoever imports it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .spreadsheets import Problem

# A register of the whole nation names eight thousand comuni: these tell where one is.
COMUNI_NAMED = 5


@dataclass
class Report:
    """What an import did, or would do."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    # Rows of comuni that are not of the territory, by comune.
    outside: Counter[str] = field(default_factory=Counter)
    # What the portal holds and the file does not: told, never deleted.
    absent: list[str] = field(default_factory=list)
    # What was left out of a row that was taken.
    notes: list[Problem] = field(default_factory=list)
    # What has to be mended: with one of these nothing is written.
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_writable(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.problems

    def lines(self) -> Iterator[str]:
        """The report as it is printed."""
        yield from (_said("✗", problem) for problem in self.problems)
        yield from (_said("·", note) for note in self.notes)
        yield from (f"+ {name}" for name in self.added)
        yield from (f"~ {name}" for name in self.changed)
        yield from (
            _("? {name}: c’è nel portale ma non nel file; resta com’è").format(name=name)
            for name in self.absent
        )
        if self.outside:
            count = self.outside.total()
            yield ngettext(
                "{count} riga di comuni fuori dal territorio, saltata: {names}",
                "{count} righe di comuni fuori dal territorio, saltate: {names}",
                count,
            ).format(count=count, names=self._outside_names())
        yield _("aggiunti {added}, cambiati {changed}, già uguali {same}").format(
            added=len(self.added), changed=len(self.changed), same=self.unchanged
        )

    def _outside_names(self) -> str:
        named = [name for name, _count in self.outside.most_common(COMUNI_NAMED)]
        return ", ".join(named) + ("…" if len(self.outside) > COMUNI_NAMED else "")


def _said(mark: str, problem: Problem) -> str:
    where = _("riga {row}").format(row=problem.row) if problem.row else _("file")
    column = f", {problem.column}" if problem.column else ""
    return f"{mark} {where}{column}: {problem.sentence}"

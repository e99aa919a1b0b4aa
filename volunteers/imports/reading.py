"""A sheet about volunteers: its rows, who each is about, and what to mend in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from networking import tax_codes
from networking.models.naming import tax_code_index
from networking.spreadsheets import Problem, Row, read_sheet
from volunteers.models import Volunteer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.core.files import File

    from networking.models import User

# Written in one answer, each row by its own act: more are for another sheet.
MOST = 200


class SheetRefusedError(Exception):
    """Nothing of the sheet was written. `problems` is all that is to be mended, in the order of the rows."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems, key=lambda each: each.row or 0)
        super().__init__(" ".join(each.sentence for each in self.problems))


class CellError(Exception):
    """A cell that cannot be taken: its column, and why not."""

    def __init__(self, column: str, sentence: str) -> None:
        self.column, self.sentence = column, sentence
        super().__init__(sentence)

    def at(self, row: Row) -> Problem:
        """Where it is in the sheet."""
        return Problem(row.number, self.column, self.sentence)


def rows_of(upload: File, *, required: Sequence[str], optional: Sequence[str]) -> list[Row]:
    """The rows of `upload`, with at least the `required` columns. Raises SheetRefusedError."""
    sheet = read_sheet(upload, required=required, optional=optional)
    if sheet.problems:
        raise SheetRefusedError(sheet.problems)
    if len(sheet.rows) > MOST:
        sentence = _("Il foglio ha più di %d righe: dividilo in più file.") % MOST
        raise SheetRefusedError([Problem(None, "", sentence)])
    return sheet.rows


def volunteer_of(typed: str, *, column: str, by: User) -> Volunteer:
    """Who has this codice fiscale or e-mail address, among those `by` coordinates. Raises CellError."""
    theirs = Volunteer.objects.coordinated_by(by).select_related("person")
    code = tax_codes.compact(typed)
    if len(code) == tax_codes.LENGTH and "@" not in code:
        found = theirs.filter(person__codice_fiscale_index=tax_code_index(code))
    else:
        found = theirs.filter(person__email__iexact=typed) if typed else theirs.none()
    people = list(found[:2])
    if not people:
        raise CellError(column, _("Fra i volontari che coordini non c'è nessuno così."))
    if len(people) > 1:
        raise CellError(column, _("Più persone usano questo indirizzo: scrivi il codice fiscale."))
    return people[0]

"""From the rows of a register to our table: all of them or none, and the second time nothing changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from networking.models import Comune
from networking.registers import Report
from networking.spreadsheets import Problem

from .reading import Columns, read_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from networking.spreadsheets import Row


@dataclass(frozen=True)
class Register:
    """A register: our table, its key, the file's columns, how a row becomes our values."""

    model: type[models.Model]
    key: str
    columns: Columns
    # From the texts of a row to our values; raises ValidationError for what cannot be taken.
    values: Callable[[Mapping[str, str]], dict[str, Any]]
    # What is worth having only when it is right, by what goes together: otherwise the row is taken without it.
    dispensable: tuple[tuple[str, ...], ...] = ()


def import_register(register: Register, path: Path, *, rehearsal: bool = False) -> Report:
    """Bring our table to what the file says of the territory; only say it when `rehearsal`."""
    report = Report()
    there = {getattr(row, register.key): row for row in register.model._default_manager.all()}
    wanted = _rows_of_ours(register, path, report)
    if not wanted and report.is_writable:
        report.problems.append(Problem(None, "", _("Nel file non c’è nessuna riga del territorio.")))
    report.absent += sorted(str(row) for key, row in there.items() if key not in wanted)
    to_write = [row for key, made in wanted.items() if (row := _to_write(made, there.get(key), report))]
    if report.is_writable and not rehearsal:
        with transaction.atomic():
            for row in to_write:
                row.save()
    return report


def _rows_of_ours(register: Register, path: Path, report: Report) -> dict[str, models.Model]:
    """What the file says of the territory, as rows of our table, by key."""
    finder = ComuneFinder()
    wanted: dict[str, models.Model] = {}
    for row in read_rows(path, register.columns):
        if isinstance(row, Problem):
            report.problems.append(row)
            continue
        made = _row_of_ours(register, row, finder, report)
        if made is None:
            continue
        key = getattr(made, register.key)
        if key in wanted:
            sentence = _("{key} c’è due volte.").format(key=key)
            report.problems.append(Problem(row.number, register.columns.headings[register.key][0], sentence))
        wanted[key] = made
    return wanted


class ComuneFinder:
    """The comune of a row, by the code the register uses, else by its name."""

    def __init__(self) -> None:
        comuni = list(Comune.objects.all())
        self._by_code = {code: each for each in comuni for code in (each.codice_istat, each.codice_catastale)}
        self._by_name = {plain_name(each.name): each for each in comuni}

    def find(self, code: str, name: str) -> Comune | None:
        """The comune, or None for one that is not of the territory. Raises ValidationError in doubt."""
        if not code and not name:
            raise ValidationError(_("Manca il comune."))
        by_code = self._by_code.get(code.zfill(6) if code.isdigit() else code.upper())
        by_name = self._by_name.get(plain_name(name))
        if (by_name and code and by_code != by_name) or (by_code and name and by_name is None):
            raise ValidationError(
                _("Comune sconosciuto: il codice {code} non è quello di «{name}».").format(
                    code=code, name=name
                )
            )
        return by_code or by_name


def plain_name(name: str) -> str:
    """The name of a comune as all registers write it: «SANT'ANATOLIA DI NARCO», «Sant’Anatolia di Narco»."""
    return " ".join(name.replace("’", "'").replace("`", "'").split()).casefold()


def _row_of_ours(register: Register, row: Row, finder: ComuneFinder, report: Report) -> models.Model | None:
    """Our row for one of the file; None when it is not of the territory, or cannot be taken."""
    try:
        comune = finder.find(row.values.get("comune_code", ""), row.values["comune"])
        if comune is None:
            report.outside[row.values["comune"] or row.values["comune_code"]] += 1
            return None
        made = register.model(comune=comune, **register.values(row.values))
        _clean(register, made, row.number, report)
    except ValidationError as refused:
        for column, sentences in _by_column(refused).items():
            headings = register.columns.headings.get(column, [column])
            report.problems += [Problem(row.number, headings[0], sentence) for sentence in sentences]
        return None
    return made


def _clean(register: Register, made: models.Model, number: int, report: Report) -> None:
    """Check every field; what can be done without is left out, and told. Raises ValidationError."""
    try:
        made.clean_fields(exclude=["comune"])
    except ValidationError as refused:
        for together in register.dispensable:
            for column in set(refused.error_dict).intersection(together):
                sentence = _("«{said}» non va: l’ho tolto.").format(said=str(getattr(made, column))[:60])
                report.notes.append(Problem(number, column, sentence))
                for each in together:
                    setattr(made, each, made._meta.get_field(each).get_default())
        made.clean_fields(exclude=["comune"])


def _by_column(refused: ValidationError) -> dict[str, list[str]]:
    return refused.message_dict if hasattr(refused, "error_dict") else {"comune": refused.messages}


def _to_write(made: models.Model, before: models.Model | None, report: Report) -> models.Model | None:
    """The row to save, if there is something to save."""
    if before is None:
        report.added.append(str(made))
        return made
    names = [field.attname for field in made._meta.concrete_fields if not field.primary_key]
    changed = [name for name in names if getattr(made, name) != getattr(before, name)]
    if not changed:
        report.unchanged += 1
        return None
    for name in changed:
        setattr(before, name, getattr(made, name))
    report.changed.append(f"{before}: {', '.join(changed)}")
    return before

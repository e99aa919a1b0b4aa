"""What a table of the catalogue is to a spreadsheet: its columns, how a row is read, how it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .cells import cell_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import Model, QuerySet

    from networking.models.scope import Scope

    from .known import Known


class RowForm(forms.Form):
    """One row of a sheet. The label of each field is the heading of its column; «code» says which row it is."""

    def __init__(self, *, known: Known) -> None:
        self.known = known
        # The row as the catalogue has it, for rules that ask what it was.
        self.current: Any = None
        super().__init__({})
        for each in self.fields.values():
            if among := getattr(each, "among", ""):
                each.known = getattr(known, among)

    def judge(self, texts: dict[str, str], *, current: Any) -> bool:
        """Whether this row is in order; one form looks at all, because making its fields anew costs the most."""
        self.data, self.current, self._errors = texts, current, None  # type: ignore[assignment]
        return self.is_valid()


@dataclass(frozen=True)
class Table:
    """A table of the catalogue that can be handed in and handed out as a sheet."""

    slug: str
    title: str
    model: type[Model]
    form: type[RowForm]
    # The catalogue's rows within a scope, ready to be shown.
    rows_within: Callable[[Scope], QuerySet[Any]]
    # The value of every field of the form, for a row of the catalogue.
    values_of: Callable[[Any], dict[str, Any]]
    # What makes two rows the same thing when neither has a code.
    identity: Callable[[dict[str, Any]], tuple[Any, ...]]
    # The comune for which somebody must answer before the row may be written.
    comune_of: Callable[[dict[str, Any]], Any]
    # Write the values of new rows, and (row, values, names of the cells that changed), in an open transaction.
    # What it gives back: the rows added, the rows changed.
    write: Callable[
        [Iterable[dict[str, Any]], Iterable[tuple[Any, dict[str, Any], set[str]]]],
        tuple[list[Any], list[Any]],
    ]

    @property
    def fields(self) -> dict[str, forms.Field]:
        """The fields of a row, in the order of the sheet."""
        return self.form.base_fields

    @property
    def headings(self) -> dict[str, str]:
        """Field name → heading of its column, in the order of the sheet."""
        return {name: str(each.label) for name, each in self.fields.items()}

    @property
    def required(self) -> list[str]:
        """Headings without which a sheet cannot be read."""
        return [
            str(each.label)
            for name, each in self.fields.items()
            if each.required or name in {"code", "comune"}
        ]

    def texts_of(self, row: Any) -> dict[str, str]:
        """The cells of a row of the catalogue."""
        values = self.values_of(row)
        return {name: cell_text(each, values[name]) for name, each in self.fields.items()}


CODE_HELP = _("Lascialo vuoto per una riga nuova; non cambiarlo nelle righe che ci sono già.")


def code_field() -> forms.CharField:
    """The first column: which row of the catalogue this is; blank for a new one."""
    return forms.CharField(label=_("Codice"), required=False, max_length=120, help_text=CODE_HELP)


def text_of(model: type[Model], name: str, **options: Any) -> forms.Field:
    """A field with the words, the length and the checks it has in the model."""
    return model._meta.get_field(name).formfield(**options)

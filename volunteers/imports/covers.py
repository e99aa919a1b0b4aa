"""Whom insurance covers, from the list of who insures: the columns are those of the list that the register gives."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from volunteers.models import InsurancePolicy
from volunteers.path import insuring
from volunteers.path.refusing import PathError

from .reading import CellError, SheetRefusedError, rows_of, volunteer_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files import File

    from networking.models import User
    from networking.spreadsheets import Problem, Row


def required_columns() -> tuple[str, str, str, str]:
    """Who, under which policy, from when to when."""
    return _("codice fiscale"), _("polizza"), _("coperto dal"), _("coperto fino al")


def other_columns() -> list[str]:
    """Those of the register's list that are not read."""
    return [
        *(_("cognome"), _("nome"), _("luogo di nascita"), _("data di nascita"), _("compagnia")),
        *(_("sezione"), _("riga"), _("iscritto dal"), _("fino al")),
    ]


def bring_in(upload: File, *, by: User, now: datetime) -> int:
    """Write the covers that `upload` says and that are not there yet; how many were written or changed.

    A cover that the list ends on another day ends on that one. All or nothing. Raises SheetRefusedError.
    """
    rows = rows_of(upload, required=required_columns(), optional=other_columns())
    with transaction.atomic():
        problems: list[Problem] = []
        written = 0
        for row in rows:
            try:
                written += _write(row, by, now)
            except CellError as error:
                problems.append(error.at(row))
        if problems:
            raise SheetRefusedError(problems)
    return written


def _write(row: Row, by: User, now: datetime) -> bool:
    who, number, since, until = required_columns()
    volunteer = volunteer_of(row.values[who], column=who, by=by)
    policy = _policy(row, number)
    starts_on, ends_on = _day(row, since), _day(row, until)
    if not starts_on < ends_on <= policy.ends_on:
        raise CellError(until, _("La polizza finisce il %s.") % date_format(policy.ends_on, "j F Y"))
    try:
        return insuring.follow_list(
            volunteer.pk,
            policy,
            starts_on=starts_on,
            ends_on=None if ends_on == policy.ends_on else ends_on,
            by=by,
            now=now,
        )
    except PathError as error:
        raise CellError(since, str(error)) from error


def _policy(row: Row, column: str) -> InsurancePolicy:
    found = list(InsurancePolicy.objects.filter(number=row.values[column])[:2])
    if len(found) != 1:
        raise CellError(column, _("Non c'è una polizza con questo numero: va scritta prima."))
    return found[0]


def _day(row: Row, column: str) -> date:
    """«31/12/2026» or «2026-12-31»."""
    typed = row.values[column]
    day, _slash, rest = typed.partition("/")
    month, _slash, year = rest.partition("/")
    try:
        found = parse_date(f"{year}-{month:0>2}-{day:0>2}" if year else typed[:10])
    except ValueError:
        found = None
    if found is None:
        raise CellError(column, _("Scrivi il giorno così: 31/12/2026."))
    return found

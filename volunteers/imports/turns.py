"""Who comes to which turn, from a sheet filled in by who coordinates: the same refusals as on every page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from networking.spreadsheets import Row, write_csv, write_xlsx
from volunteers.models import HelpRequest, Volunteer
from volunteers.turns import putting
from volunteers.turns.refusing import ACTING, TurnError

from .reading import CellError, SheetRefusedError, rows_of, volunteer_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files import File

    from networking.models import User
    from networking.spreadsheets import Problem

# Nobody fills in more at one go.
MOST_TURNS = 200


class Pair(NamedTuple):
    """Somebody for a turn, and the row that says so."""

    row: Row
    turn: HelpRequest
    volunteer: Volunteer


def code_column() -> str:
    """The column that says which turn."""
    return _("codice del turno")


def who_column() -> str:
    """The column that says who comes."""
    return _("chi viene")


def told_columns() -> list[str]:
    """Those that are only there to be read."""
    return [_("turno"), _("comune"), _("giorno"), _("dalle"), _("alle"), _("mancano")]


def to_fill_in(user: User, *, now: datetime, extension: str) -> bytes:
    """A sheet with a line for each place still free of the turns that `user` coordinates; «csv» or «xlsx»."""
    columns = [code_column(), *told_columns(), who_column()]
    turns = _turns(user).open(now).with_holes().select_related("comune").order_by("starts_at", "pk")
    rows = [
        [str(turn.pk), turn.title, str(turn.comune), turn.local_date, *_hours(turn), turn.holes, ""]
        for turn in turns[:MOST_TURNS]
        for _place in range(turn.holes)
    ]
    return (
        write_csv(columns, rows)
        if extension == "csv"
        else write_xlsx(columns, rows, title=_("Turni da coprire"))
    )


def bring_in(upload: File, *, by: User, now: datetime) -> int:
    """Put into turns everybody whom `upload` names, and tell them; how many. Rows that name nobody are skipped.

    All or nothing. Raises SheetRefusedError.
    """
    rows = rows_of(upload, required=[code_column(), who_column()], optional=told_columns())
    with transaction.atomic():
        pairs = _pairs([row for row in rows if row.values[who_column()]], by)
        _hold(pairs)
        problems: list[Problem] = []
        # Adults first: beside them who is under age may come.
        for pair in sorted(pairs, key=lambda each: each.volunteer.person.birth_date or date.max):
            try:
                putting.put(pair.volunteer, pair.turn, by=by, now=now)
            except TurnError as error:
                problems += [CellError(who_column(), each).at(pair.row) for each in error.sentences]
        if problems:
            raise SheetRefusedError(problems)
    return len(pairs)


def _turns(user: User):  # type: ignore[no-untyped-def]
    return HelpRequest.objects.coordinated_by(user).filter(companionship=None)


def _hours(turn: HelpRequest) -> tuple[str, str]:
    return f"{turn.local_start:%H:%M}", f"{turn.local_end:%H:%M}"


def _pairs(rows: list[Row], by: User) -> list[Pair]:
    found, problems = [], []
    for row in rows:
        try:
            turn = _turn_of(row.values[code_column()], by)
            who = volunteer_of(row.values[who_column()], column=who_column(), by=by)
        except CellError as error:
            problems.append(error.at(row))
        else:
            found.append(Pair(row, turn, who))
    if problems:
        raise SheetRefusedError(problems)
    return found


def _turn_of(typed: str, by: User) -> HelpRequest:
    try:
        turn = _turns(by).filter(pk=UUID(typed)).first()
    except ValueError:
        turn = None
    if turn is None:
        raise CellError(code_column(), _("Fra i turni che coordini non c'è nessuno con questo codice."))
    return turn


def _hold(pairs: list[Pair]) -> None:
    """Hold everybody, then every turn, each in order: two sheets at once wait for each other, and end."""
    everyone = Volunteer.objects.for_everyone(reason=ACTING).filter(
        pk__in={each.volunteer.pk for each in pairs}
    )
    list(everyone.order_by("pk").select_for_update(no_key=True).values_list("pk"))
    turns = HelpRequest.objects.filter(pk__in={each.turn.pk for each in pairs}).order_by("pk")
    list(turns.select_for_update(no_key=True, of=("self",)).values_list("pk"))

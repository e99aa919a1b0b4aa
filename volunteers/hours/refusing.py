"""What the database refuses about hours, as a person reads it."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from volunteers.models import HoursLog
from volunteers.turns.refusing import held_row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from volunteers.models import Assignment

ACTING = "an act on hours: its caller has shown whose they are"
AN_HOUR = 60
BY_CONSTRAINT: dict[str, Any] = {
    "hours_of_who_came": gettext_lazy("In questo turno non risulta: le ore non si scrivono."),
    "on_the_spot_in_the_hours_of_the_turn": gettext_lazy(
        "Si dice «sono qui» da un quarto d'ora prima del turno fino alla fine."
    ),
    "hours_of_a_turn_that_began": gettext_lazy("Il turno deve ancora cominciare."),
    "confirmed_hours_stay": gettext_lazy("Queste ore sono già state confermate."),
    "nobody_confirms_their_own_hours": gettext_lazy("Sono le tue ore: le conferma un'altra persona."),
    "who_said_hours_does_not_confirm_them": gettext_lazy(
        "Queste ore le hai scritte tu: le conferma un'altra persona."
    ),
    "hours_are_as_far_as_they_say": gettext_lazy("Scrivi quanto è durato: almeno un minuto."),
    "hours_to_look_at_say_why": gettext_lazy("Scrivi che cosa non torna."),
}


class HoursError(Exception):
    """Hours that cannot be so; its words say why."""


@contextmanager
def in_words() -> Iterator[None]:
    """All or nothing; what the database refuses becomes an HoursError."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        promise = getattr(diagnosis, "constraint_name", None) or ""
        if diagnosis is not None and promise == "hours_fit_the_turn":
            raise HoursError(too_many(json.loads(diagnosis.message_detail)["most"])) from error
        if promise not in BY_CONSTRAINT:
            raise
        raise HoursError(str(BY_CONSTRAINT[promise])) from error


def refuse(promise: str) -> NoReturn:
    """Raise HoursError in the words of `promise`."""
    raise HoursError(str(BY_CONSTRAINT[promise]))


def too_many(most: int) -> str:
    """What is said of more than `most` minutes."""
    hours, minutes = divmod(most, AN_HOUR)
    told = {"hours": hours, "minutes": minutes}
    if minutes:
        return _("Per questo turno si può scrivere al massimo {hours} ore e {minutes} minuti.").format(**told)
    return _("Per questo turno si può scrivere al massimo {hours} ore.").format(**told)


def held(assignment: UUID) -> tuple[Assignment, HoursLog | None]:
    """The row of somebody in a turn, held in everybody's order, and their hours if any were said."""
    row = held_row(assignment)
    rows = HoursLog.objects.for_everyone(reason=ACTING).select_for_update(no_key=True, of=("self",))
    return row, rows.filter(assignment=row).first()

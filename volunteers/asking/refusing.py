"""What the database refuses about requests, as who coordinates reads it; and the order in which rows are held."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from volunteers.models import LIVE, Assignment
from volunteers.turns.refusing import ACTING, hold_all

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime
    from uuid import UUID

    from volunteers.models import HelpRequest

BY_CONSTRAINT = {
    "no_more_people_than_places": _("Intanto qualcuno ha detto di sì: servono almeno tanti posti."),
    "a_team_fits_its_places": _("Servono almeno tante persone quante sono le indispensabili."),
    "a_turn_lasts": _("Il turno deve durare qualche minuto."),
    "a_meeting_of_two_is_never_published": _("Gli incontri di chi fa compagnia non si pubblicano."),
    "a_skill_is_asked_once": _("Questa capacità è già chiesta."),
    "a_language_is_asked_once": _("Questa lingua è già chiesta."),
    "a_sheet_has_one_open_check": _("Il controllo di questa scheda è già chiesto."),
}


class AskError(Exception):
    """A request that cannot be so, in a sentence that who coordinates reads."""


@contextmanager
def in_words() -> Iterator[None]:
    """All or nothing; what the database refuses becomes an AskError."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        sentence = BY_CONSTRAINT.get(getattr(diagnosis, "constraint_name", None) or "")
        if sentence is None:
            raise
        raise AskError(str(sentence)) from error


def held(requests: Collection[UUID]) -> list[HelpRequest]:
    """Hold who is in `requests`, then the requests themselves, in the order of everybody; as they are then."""
    people = Assignment.objects.for_everyone(reason=ACTING).filter(
        request__in=requests, state__in=(*LIVE, Assignment.State.SUSPENDED)
    )
    return hold_all(list(people.values_list("volunteer", flat=True)), requests)


def refuse_unless_ahead(turn: HelpRequest, now: datetime) -> None:
    """Raise AskError for a turn that is over, called off, or of two people who keep each other company."""
    if turn.companionship_id is not None:
        raise AskError(_("È l'incontro di una compagnia: si cambia dalla sua pagina."))
    if turn.cancelled_at is not None:
        raise AskError(_("Il turno è stato annullato."))
    if turn.starts_at <= now:
        raise AskError(_("Il turno è già cominciato."))


def refuse_fewer(turn: HelpRequest, places: int) -> None:
    """Raise AskError where more than `places` have said yes to `turn`, which the caller holds."""
    if places < turn.taken:
        sentence = ngettext(
            "%d persona ha già detto di sì: servono almeno tanti posti.",
            "%d persone hanno già detto di sì: servono almeno tanti posti.",
            turn.taken,
        )
        raise AskError(sentence % turn.taken)

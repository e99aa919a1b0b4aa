"""What the database refuses about turns, as a person reads it; and the order in which its rows are held."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from volunteers.eligibility import reasons_against
from volunteers.models import Assignment, HelpRequest, Volunteer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

ACTING = "an act on turns: its caller has shown whose they are"
FULL = _("I posti sono già tutti presi.")
BY_CONSTRAINT = {
    "no_more_people_than_places": FULL,
    "once_in_a_turn": _("In questo turno c'è già."),
    "volunteer_never_in_two_turns": _("In quelle ore ha già un altro turno."),
}


class TurnError(Exception):
    """A turn that cannot be so, with every reason in a sentence."""

    def __init__(self, *sentences: object) -> None:
        self.sentences = [str(each) for each in sentences]
        super().__init__(" ".join(self.sentences))


@contextmanager
def in_words() -> Iterator[None]:
    """All or nothing; what the database refuses becomes a TurnError."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        sentences = reasons_against(error) or _constraint(error)
        if sentences is None:
            raise
        raise TurnError(*sentences) from error


def hold(volunteers: Collection[UUID], request: UUID) -> HelpRequest:
    """Hold `volunteers`, then their turn: the order of everybody who writes here. The turn as it is then."""
    return _after_holding(volunteers).get(pk=request)


def hold_all(volunteers: Collection[UUID], requests: Collection[UUID]) -> list[HelpRequest]:
    """The same for many turns, one after the other. The turns as they are then."""
    return list(_after_holding(volunteers).filter(pk__in=requests).order_by("pk"))


def _after_holding(volunteers: Collection[UUID]) -> QuerySet[HelpRequest]:
    everyone = Volunteer.objects.for_everyone(reason=ACTING).order_by("pk")
    list(everyone.filter(pk__in=volunteers).select_for_update(no_key=True).values_list("pk"))
    turns = HelpRequest.objects.select_for_update(no_key=True, of=("self",))
    return turns.select_related("kind", "comune")


def refuse_if_over(request: HelpRequest, now: datetime) -> None:
    """Raise TurnError for a turn nobody can join any more."""
    if request.cancelled_at is not None:
        raise TurnError(_("Il turno è stato annullato."))
    if request.starts_at <= now:
        raise TurnError(_("Il turno è già cominciato."))


def row_of(volunteer: UUID, request: UUID) -> Assignment | None:
    """The row by which somebody is, or is asked to be, in a turn: one at most, as `once_in_a_turn` has it."""
    rows = Assignment.objects.for_everyone(reason=ACTING).filter(volunteer=volunteer, request=request)
    state = Assignment.State
    return rows.filter(state__in=(state.PROPOSED, state.INVITED, state.ACCEPTED, state.SUSPENDED)).first()


def held_row(assignment: UUID) -> Assignment:
    """The row `assignment`, whose volunteer and turn are held first. Raises Assignment.DoesNotExist."""
    rows = Assignment.objects.for_everyone(reason=ACTING)
    found = rows.get(pk=assignment)
    hold([found.volunteer_id], found.request_id)
    return rows.select_related("request__kind", "request__comune", "volunteer__person").get(pk=assignment)


def _constraint(error: IntegrityError) -> list[object] | None:
    diagnosis = getattr(error.__cause__, "diag", None)
    sentence = BY_CONSTRAINT.get(getattr(diagnosis, "constraint_name", None) or "")
    return [sentence] if sentence else None

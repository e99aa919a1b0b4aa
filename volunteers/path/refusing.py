"""Holding somebody's path while a step is made, and saying why a step cannot be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volunteers.models import Volunteer

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime
    from uuid import UUID

    from networking.models import Person, User

ACTING = "a step of a volunteer's path: its caller has shown whose it is"
State = Volunteer.State
# Who has asked, and neither stopped nor was told no.
OPEN = (State.CANDIDATE, State.MEETING, State.ACTIVE, State.PAUSED)
BEFORE = (State.CANDIDATE, State.MEETING)


class PathError(Exception):
    """A step that cannot be made, with every reason in a sentence."""

    def __init__(self, *sentences: object) -> None:
        self.sentences = [str(each) for each in sentences]
        super().__init__(" ".join(self.sentences))


def hold(volunteer: UUID) -> Volunteer:
    """The path as it is now, held until the end of the caller's transaction."""
    rows = Volunteer.objects.for_everyone(reason=ACTING).select_for_update(no_key=True, of=("self",))
    return rows.select_related("person__comune", "person__account").get(pk=volunteer)


def hold_in(volunteer: UUID, states: Collection[str]) -> Volunteer:
    """The same; raises PathError where the path is at none of `states`."""
    held = hold(volunteer)
    if held.state not in states:
        raise PathError(
            _("Adesso questo passo non si può fare: «%(state)s».") % {"state": held.get_state_display()}
        )
    return held


def refuse_own(person: Person, by: User) -> None:
    """Raise PathError where somebody would make a step of their own path in the name of the project."""
    if person.account_id == by.pk:
        raise PathError(_("È il tuo percorso: se ne occupa una collega o un collega."))


def refuse_to_come(day: date, today: date) -> None:
    """Raise PathError for a day that has not come."""
    if day > today:
        raise PathError(_("Questo giorno deve ancora venire."))


def move(held: Volunteer, state: str, *, now: datetime, **fields: object) -> Volunteer:
    """Write that the path of `held` is at `state` since `now`, with what else changes."""
    return keep(held, state=state, state_since=now, **fields)


def keep(held: Volunteer, **fields: object) -> Volunteer:
    """Write `fields` of `held`, and nothing else."""
    for name, value in fields.items():
        setattr(held, name, value)
    held.save(update_fields=list(fields))
    return held

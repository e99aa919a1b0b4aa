"""A turn as its page shows it: to everybody, and to a volunteer who wonders whether they may."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from volunteers import appointments, telling_when
from volunteers.eligibility import refusals_of
from volunteers.models import Assignment, HelpRequest
from volunteers.turns.remedies import Reason, explained

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.contrib.auth.models import AnonymousUser

    from networking.models import User
    from volunteers.models import Volunteer

# What somebody finds on the page of their own path, with what to do.
STEPS = {
    "no_agreement",
    "not_registered",
    "not_insured",
    "birth_date_unknown",
    "no_parent_consent",
    "parent_not_met",
}
THERE = (Assignment.State.INVITED, Assignment.State.ACCEPTED, Assignment.State.SUSPENDED)


class Turn(NamedTuple):
    """`state` is open, full, over or called_off; `row` is the reader's own, `against` why they may not."""

    request: HelpRequest
    where: str
    state: str
    volunteer: Volunteer | None
    row: Assignment | None
    against: list[Reason]

    @property
    def can_sign_up(self) -> bool:
        """Whether the reader may take a place now."""
        is_free = self.row is None or self.row.state != Assignment.State.ACCEPTED
        is_asked = self.row is not None and self.row.state == Assignment.State.INVITED
        is_open = self.request.kind.may_sign_up and not self.request.by_proposal_only
        may = is_open or is_asked
        return self.volunteer is not None and self.state == "open" and is_free and may and not self.against


def published(now: datetime) -> object:
    """The turns whose page everybody may read, those that are over or called off too."""
    return HelpRequest.objects.filter(published_at__lte=now).select_related("kind", "comune", "place__comune")


def turn_of(pk: UUID, reader: User | AnonymousUser, *, now: datetime) -> Turn | None:
    """The turn `pk` for `reader`; None where nobody may read of it."""
    request = published(now).filter(pk=pk).first()
    if request is None:
        return None
    volunteer = telling_when.own(reader) if reader.is_authenticated else None
    row, against = None, []
    state = state_of(request, now)
    if volunteer is not None:
        mine = Assignment.objects.of_volunteer(reader).filter(request=request, state__in=THERE)
        row = mine.first()
        if state == "open" and (row is None or row.state != Assignment.State.ACCEPTED):
            against = explained(_to_say(refusals_of([volunteer], request).get(volunteer.pk, [])))
    return Turn(request, appointments.where(request), state, volunteer, row, against)


def _to_say(refusals: list[Any]) -> list[Any]:
    """The reasons worth reading here: for who has not begun, the missing steps are on the page of their own path."""
    if all(each["code"] != "not_active" for each in refusals):
        return refusals
    left = [each for each in refusals if each["code"] not in STEPS]
    return sorted(left, key=lambda each: each["code"] != "not_active")


def state_of(request: HelpRequest, now: datetime) -> str:
    """How a turn stands for who has not joined it."""
    if request.cancelled_at is not None:
        return "called_off"
    if request.starts_at <= now:
        return "over"
    return "open" if request.holes > 0 else "full"

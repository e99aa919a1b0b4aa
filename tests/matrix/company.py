"""A pair of Norcia, its next visit, who waits for one, and a service that was shown: what the matrix asks for."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from tests import companions, factories
from tests.matrix.arguments import named
from tests.matrix.knowing import coordinator_here, desk_here, volunteer_here
from volunteers.models import CompanionshipWish, Referral

if TYPE_CHECKING:
    from networking.models import Comune, User
    from tests.matrix.actors import Actor
    from volunteers.models import Volunteer

OF_A_PAIR = tuple(
    f"volunteers:{page}"
    for page in (
        "companionship",
        "companionship_note",
        "companionship_pause",
        "companionship_resume",
        "companionship_end",
        "companionship_change",
        "referral_from_pair",
    )
)
OF_A_VISIT = ("volunteers:visit_move", "volunteers:visit_skip")
ARGUMENTS = {
    **dict.fromkeys((*OF_A_PAIR, "volunteers:visit_note"), named(pk="pair.pk")),
    **dict.fromkeys(OF_A_VISIT, named(pk="visit.pk")),
    "volunteers:companionship_new": named(pk="lonely.pk"),
    "volunteers:wish_answer": named(pk="wish.pk"),
    "volunteers:referral": named(pk="referral.pk"),
    "volunteers:referral_from_desk": named(pk="child.pk"),
    "volunteers:referral_who": named(pk="meeting.pk"),
    "volunteers:referral_from_session": named(pk="meeting.pk", person="child.pk"),
}


def _works_here(actor: Actor) -> bool:
    return coordinator_here(actor) or desk_here(actor)


KNOWS = {
    **dict.fromkeys((*OF_A_PAIR, "volunteers:companionship_new", "volunteers:wish_answer"), coordinator_here),
    **dict.fromkeys(("volunteers:visit_note", *OF_A_VISIT), volunteer_here),
    "volunteers:referral": _works_here,
    **dict.fromkeys(
        ("volunteers:referral_from_desk", "volunteers:referral_who", "volunteers:referral_from_session"),
        desk_here,
    ),
}


def rows(volunteer: Volunteer, comune: Comune, by: User) -> dict[str, Any]:
    """Rows by name; `volunteer` may do turns."""
    now = timezone.now()
    ida = companions.elder(comune)
    hours = {"local_start": time(9), "local_end": time(10)}
    first_on = timezone.localdate(now) + timedelta(days=3)
    pair = companions.pair(ida, volunteer, by=by, now=now, first_on=first_on, **hours)
    return {
        "pair": pair,
        "visit": companions.meetings(pair)[0],
        "lonely": companions.elder(comune, "Ada Sola"),
        "wish": CompanionshipWish.objects.create(
            name="Bice Sola", phone="0743 1", comune=comune, asked_at=now
        ),
        "referral": Referral.objects.create(
            person=ida,
            source=Referral.Source.DESK,
            service=factories.service(),
            reason="La spesa.",
            agreed_by=ida,
            agreed_through=Referral.Through.SPOKEN,
            agreed_on=timezone.localdate(now),
            made_at=now,
        ),
    }

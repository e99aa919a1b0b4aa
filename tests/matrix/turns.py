"""A turn of Norcia, and the volunteer who is asked for it: what the matrix asks for."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from tests import volunteering
from tests.matrix.arguments import named
from tests.matrix.knowing import coordinator_here, volunteer_here
from volunteers.invitation_links import token_of

if TYPE_CHECKING:
    from networking.models import Comune, Person
    from volunteers.models import Volunteer

COVERING = ("volunteers:cover", "volunteers:cover_ask", "volunteers:cover_call_off")
ANSWERING = ("volunteers:turn_answer", "volunteers:turn_withdraw")
ARGUMENTS = {
    **dict.fromkeys(
        ("volunteers:turn_detail", "volunteers:turn_sign_up", *COVERING),
        named(pk="turn.pk"),
    ),
    **dict.fromkeys((*ANSWERING, "volunteers:withdraw_for"), named(pk="asked.pk")),
    "volunteers:invitation": named(token="asked_by_link.token"),
}
KNOWS = {
    **dict.fromkeys((*COVERING, "volunteers:withdraw_for"), coordinator_here),
    **dict.fromkeys(("volunteers:turn_sign_up", *ANSWERING), volunteer_here),
}


def rows(volunteer: Volunteer, comune: Comune) -> dict[str, Any]:
    """Rows by name."""
    _make_able(volunteer.person, volunteer)
    ahead = timezone.localdate() + timedelta(days=7)
    turn = volunteering.request(comune, local_date=ahead, places=3)
    asked = volunteering.assign(volunteer, turn, "invited", answer_by=timezone.now() + timedelta(days=2))
    return {"turn": turn, "asked": asked, "asked_by_link": SimpleNamespace(token=token_of(asked))}


def _make_able(person: Person, volunteer: Volunteer) -> None:
    person.birth_date = date(1980, 3, 4)
    person.save(update_fields=["birth_date"])
    volunteer.state, volunteer.met_on = "active", volunteering.SINCE
    volunteer.agreed_at, volunteer.agreement_version = volunteering.MOMENT, "2026-11"
    volunteer.save()
    volunteering.enrol(volunteer)
    volunteering.insure(volunteer)

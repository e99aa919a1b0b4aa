"""Somebody of seventeen who wants to help, and who answers for them: what the matrix asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from networking.rules import years_before
from tests import factories, volunteering
from tests.matrix.arguments import named
from tests.matrix.knowing import desk_here, family_here

if TYPE_CHECKING:
    from networking.models import Comune, User

ARGUMENTS = dict.fromkeys(
    ("volunteers:parent_consent", "volunteers:desk_parent_consent"), named(pk="seventeen.pk")
)
KNOWS = {"volunteers:parent_consent": family_here, "volunteers:desk_parent_consent": desk_here}


def rows(guardian: User, comune: Comune) -> dict[str, Any]:
    """Rows by name."""
    born = years_before(timezone.localdate(), 17)
    seventeen = factories.child_of(guardian, "Agata Marchetti", birth_date=born, comune=comune)
    volunteering.candidate(seventeen)
    return {"seventeen": seventeen}

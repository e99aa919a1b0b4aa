"""The pages of a request of Norcia, for the matrix: the rows are those of turns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests import activities, factories, volunteering
from tests.matrix.arguments import named
from tests.matrix.knowing import coordinator_here
from volunteers.models import SessionNeed

if TYPE_CHECKING:
    from networking.models import Comune

PAGES = (
    "volunteers:request_detail",
    "volunteers:request_publish",
    "volunteers:request_change",
    "volunteers:request_move",
    "volunteers:request_repeat",
)
ARGUMENTS = {
    **dict.fromkeys(PAGES, named(pk="turn.pk")),
    "volunteers:request_outcome": named(pk="check.pk"),
    "volunteers:activity_needs": named(slug="need.activity.slug"),
    "volunteers:activity_need": named(slug="need.activity.slug", pk="need.pk"),
}
KNOWS = dict.fromkeys(
    (*PAGES, "volunteers:request_outcome", "volunteers:activity_needs", "volunteers:activity_need"),
    coordinator_here,
)


def rows(comune: Comune) -> dict[str, Any]:
    """Rows by name: a sheet to check, and what the sessions of an activity of that comune alone need."""
    activity = activities.cycle(comune).activity
    return {
        "check": volunteering.request(comune, sheet=factories.service(comune=comune)),
        "need": SessionNeed.objects.create(activity=activity, kind=volunteering.kind()),
    }

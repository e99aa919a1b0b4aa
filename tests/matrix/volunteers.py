"""A volunteer of Zone 6, and what they told: what the matrix asks for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from tests import volunteering
from tests.matrix.arguments import named
from tests.matrix.knowing import coordinator_here, desk_here, volunteer_here
from volunteers.models import AvailabilityException

if TYPE_CHECKING:
    from networking.models import Person

ARGUMENTS = {
    "volunteers:travel_detail": named(slug="comune.slug"),
    "volunteers:days_remove": named(pk="different_days.pk"),
    "volunteers:candidate": named(pk="volunteer.pk"),
    "volunteers:candidate_step": lambda stage: {"pk": stage["volunteer"].pk, "step": "colloquio"},
    "volunteers:desk_apply": named(pk="child.pk"),
}
KNOWS = {
    "volunteers:travel_detail": coordinator_here,
    "volunteers:candidate": coordinator_here,
    "volunteers:candidate_step": coordinator_here,
    "volunteers:desk_apply": desk_here,
    "volunteers:agreement_accept": volunteer_here,
    "volunteers:path_stop": volunteer_here,
    **dict.fromkeys(
        (f"volunteers:{page}" for page in ("availability", "abilities", "days_add", "days_remove")),
        volunteer_here,
    ),
}


def rows(person: Person) -> dict[str, Any]:
    """Rows by name."""
    soon = timezone.localdate() + timedelta(days=7)
    volunteer = volunteering.candidate(person)
    different = AvailabilityException(volunteer=volunteer, first_day=soon, last_day=soon)
    different.save()
    return {"volunteer": volunteer, "different_days": different}

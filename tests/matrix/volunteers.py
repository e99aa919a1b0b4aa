"""A volunteer of Zone 6, and what they told: what the matrix asks for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from tests import volunteering
from volunteers.models import AvailabilityException

if TYPE_CHECKING:
    from networking.models import Person


def rows(person: Person) -> dict[str, Any]:
    """Rows by name."""
    soon = timezone.localdate() + timedelta(days=7)
    volunteer = volunteering.candidate(person)
    different = AvailabilityException(volunteer=volunteer, first_day=soon, last_day=soon)
    different.save()
    return {"volunteer": volunteer, "different_days": different}

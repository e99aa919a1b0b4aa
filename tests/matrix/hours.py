"""Hours of a turn that is over, and a certificate of theirs: what the matrix asks for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from tests import volunteering
from tests.matrix.arguments import fixed, named
from tests.matrix.knowing import coordinator_here, volunteer_here
from volunteers.models import HoursCertificate, HoursLog

if TYPE_CHECKING:
    from networking.models import Comune
    from volunteers.models import Volunteer

OWN = ("volunteers:hours_declare", "volunteers:hours_arrive")
# They name no row, but are of whoever is in the path of volunteers: nobody else has hours.
FOR_VOLUNTEERS = ("volunteers:hours", "volunteers:hours_certificate_new")
ARGUMENTS = {
    **dict.fromkeys((*OWN, "volunteers:hours_of"), named(pk="over.pk")),
    "volunteers:hours_certificate": named(pk="hours_certificate.pk"),
    "volunteers:hours_check": fixed(number="0123456789ABCDEF"),
}
KNOWS = {
    **dict.fromkeys((*OWN, *FOR_VOLUNTEERS, "volunteers:hours_certificate"), volunteer_here),
    "volunteers:hours_of": coordinator_here,
}


def rows(volunteer: Volunteer, comune: Comune) -> dict[str, Any]:
    """Rows by name; the volunteer may do turns already."""
    day = timezone.localdate() - timedelta(days=3)
    over = volunteering.assign(volunteer, volunteering.request(comune, local_date=day))
    HoursLog.objects.create(
        assignment=over, state="declared", minutes_declared=60, declared_at=timezone.now()
    )
    certificate = HoursCertificate.objects.create(
        volunteer=volunteer,
        number="0123456789ABCDEF",
        first_day=day,
        last_day=day,
        minutes=60,
        turns=1,
        issued_at=timezone.now(),
    )
    return {"over": over, "hours_certificate": certificate}

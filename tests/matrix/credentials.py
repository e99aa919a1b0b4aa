"""What a volunteer has shown, and who coordinates them writes: what the matrix asks for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from networking.models import Credential
from tests.matrix.arguments import named
from tests.matrix.knowing import coordinator_here, volunteer_here

if TYPE_CHECKING:
    from volunteers.models import Volunteer

OF_ONE = tuple(f"volunteers:{name}" for name in ("credentials_of", "paid_work", "evidence"))
OF_A_CREDENTIAL = ("volunteers:credential_verify", "volunteers:credential_revoke")
ARGUMENTS = {
    **dict.fromkeys(OF_ONE, named(pk="volunteer.pk")),
    **dict.fromkeys(OF_A_CREDENTIAL, named(pk="volunteer.pk", credential="waiting.pk")),
}
KNOWS = {
    "volunteers:credentials": volunteer_here,
    **dict.fromkeys((*OF_ONE, *OF_A_CREDENTIAL), coordinator_here),
}


def rows(volunteer: Volunteer) -> dict[str, Any]:
    """Rows by name."""
    return {
        "waiting": Credential.objects.create(
            person=volunteer.person, kind="safety", issued_on=date(2026, 11, 1), granted_on=None
        )
    }

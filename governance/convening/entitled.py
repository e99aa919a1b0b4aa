"""Who is called to a meeting: who sits in the body on that day and, to an assembly, the members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from governance.models import Body, Mandate, Member
from networking.models import Person

if TYPE_CHECKING:
    from datetime import date

    from networking.models.persons import PersonQuerySet

CALLING = "chi va convocato a una riunione"


def called_to(body: Body, day: date) -> PersonQuerySet:
    """The people with a mandate in `body` on `day`, observers too; of an assembly, the members of its association."""
    sits = Q(pk__in=Mandate.objects.for_everyone(reason=CALLING).filter(body=body).on(day).values("person"))
    if body.kind == Body.Kind.ASSEMBLY:
        members = (
            Member.objects.for_everyone(reason=CALLING).filter(organization=body.organization_id).on(day)
        )
        sits |= Q(pk__in=members.values("person"))
    return (
        Person.objects.for_everyone(reason=CALLING)
        .filter(sits)
        .select_related("account", "comune")
        .in_order()
    )


def day_of(first_call_at: object) -> date:
    """The day of a meeting, by the clock of Rome."""
    return timezone.localdate(first_call_at)  # type: ignore[arg-type]

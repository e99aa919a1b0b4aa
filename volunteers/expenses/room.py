"""How much somebody may still declare on their word alone; the database has the last word (migration 0010)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from volunteers.models import ExpenseClaim

if TYPE_CHECKING:
    from datetime import date

    from networking.models import Person

COUNTING = "quanto resta da dichiarare a una persona"
# Art. 17, comma 4, D.Lgs. 117/2017, in euros.
A_DAY, A_MONTH = Decimal("10.00"), Decimal("150.00")


class Room(NamedTuple):
    """What is left of a day and of its month, in euros; never more of the day than of the month."""

    that_day: Decimal
    that_month: Decimal


def room(person: Person, *, day: date) -> Room:
    """What `person` may still declare of `day` and of its month."""
    rows = ExpenseClaim.objects.for_everyone(reason=COUNTING).filter(person=person).alive().of_month(day)
    used = rows.filter(kind=ExpenseClaim.Kind.SELF_DECLARED).aggregate(
        day=Coalesce(Sum("amount", filter=Q(day=day)), Decimal(0)),
        month=Coalesce(Sum("amount"), Decimal(0)),
    )
    of_month = A_MONTH - used["month"]
    return Room(min(A_DAY - used["day"], of_month), of_month)

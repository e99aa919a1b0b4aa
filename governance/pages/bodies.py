"""The bodies as everybody reads them: who sits in them, for which comune, and which comuni nobody speaks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Prefetch

from governance.models import Body, Mandate, Member
from networking.models import Comune

if TYPE_CHECKING:
    from datetime import date

READING = "chi siede negli organi pubblici è pubblico"


class Place(NamedTuple):
    """A comune, and how many sit for it."""

    comune: Comune
    seats: int


class Sheet(NamedTuple):
    """A body with who sits in it today, and its territorial balance (empty where nobody sits for a comune).

    Of the members of an association one reads how many they are (`members`), never who.
    """

    body: Body
    seats: list[Mandate]
    balance: list[Place]
    members: int = 0

    @property
    def present(self) -> int:
        """How many comuni have somebody."""
        return sum(1 for each in self.balance if each.seats)

    @property
    def absent(self) -> int:
        """How many have nobody."""
        return len(self.balance) - self.present


def sheets(day: date) -> list[Sheet]:
    """The bodies whose decisions are public, on `day`."""
    held = Mandate.objects.for_everyone(reason=READING).on(day).select_related("comune").order_by("name")
    bodies = Body.objects.filter(is_public=True).select_related("organization")
    comuni = list(Comune.objects.in_order())
    found = bodies.prefetch_related(Prefetch("mandates", held, to_attr="seats"))
    members = _members(day)
    return [
        Sheet(
            body,
            _by_task(body.seats),
            _balance(body.seats, comuni),
            members.get(body.organization_id, 0) if body.kind == Body.Kind.ASSEMBLY else 0,
        )
        for body in found
    ]


def _members(day: date) -> dict[int | None, int]:
    """How many are members of each association on `day`."""
    rows = Member.objects.for_everyone(reason=READING).on(day).order_by().values("organization")
    return dict(rows.annotate(many=Count("pk")).values_list("organization", "many"))


def _by_task(seats: list[Mandate]) -> list[Mandate]:
    """Who presides first, who is only invited last."""
    tasks = Mandate.Task.values
    return sorted(seats, key=lambda each: tasks.index(each.task))


def _balance(seats: list[Mandate], comuni: list[Comune]) -> list[Place]:
    counted: dict[int | None, int] = {}
    for each in seats:
        if each.comune_id is not None and each.task in Mandate.VOTING:
            counted[each.comune_id] = counted.get(each.comune_id, 0) + 1
    return [Place(comune, counted.get(comune.pk, 0)) for comune in comuni] if counted else []

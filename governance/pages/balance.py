"""Which comuni have a voice in a body: who sits for them, in how many meetings of a year they came, how often they voted."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count
from django.utils import timezone

from governance.models import BallotRight, Mandate, Meeting, Presence
from networking.models import Comune

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date
    from uuid import UUID

    from governance.models import Body

REASON = "quali comuni hanno avuto voce in un anno, senza dire chi"
A_YEAR = timedelta(days=365)


class Voice(NamedTuple):
    """A comune: how many sit for it, in how many meetings somebody came for it, how many votes they cast."""

    comune: Comune
    seats: int
    came: int
    voted: int


class Balance(NamedTuple):
    """The comuni by name, and how many meetings were held."""

    voices: list[Voice]
    held: int

    @property
    def absent(self) -> int:
        """How many comuni never came."""
        return sum(1 for each in self.voices if not each.came)


def of_bodies(bodies: Collection[Body], day: date) -> Balance | None:
    """The year before `day` in `bodies`; None where nobody sits for a comune."""
    mandates = list(
        Mandate.objects.for_everyone(reason=REASON)
        .voting()
        .filter(body__in=bodies, comune__isnull=False)
        .order_by()
        .values_list("body", "person", "comune", "starts_on", "ends_on")
    )
    if not mandates:
        return None
    held = _held(bodies, day)
    came = {(comune, meeting) for comune, meeting, _many in _by_comune(mandates, held, _presences(held))}
    voted: dict[int, int] = defaultdict(int)
    for comune, _meeting, many in _by_comune(mandates, held, _votes(held)):
        voted[comune] += many
    seats: dict[int, int] = defaultdict(int)
    for _body, _person, comune, starts, ends in mandates:
        seats[comune] += starts <= day and (ends is None or ends > day)
    meetings: dict[int, int] = defaultdict(int)
    for comune, _meeting in came:
        meetings[comune] += 1
    comuni = Comune.objects.in_order()
    voices = [Voice(each, seats[each.pk], meetings[each.pk], voted[each.pk]) for each in comuni]
    return Balance(voices, len(held))


def _held(bodies: Collection[Body], day: date) -> dict[UUID, tuple[UUID, date]]:
    """The meetings of the year, each with its body and its day."""
    rows = Meeting.objects.for_everyone(reason=REASON).filter(body__in=bodies, state=Meeting.State.CLOSED)
    year = rows.filter(first_call_at__date__gt=day - A_YEAR, first_call_at__date__lte=day)
    found = year.values_list("pk", "body", "first_call_at")
    return {pk: (body, timezone.localdate(at)) for pk, body, at in found}


def _presences(held: Collection[UUID]) -> Iterable[tuple[UUID, UUID, int]]:
    rows = Presence.objects.for_everyone(reason=REASON).filter(meeting__in=held).order_by()
    return rows.values_list("meeting", "person").annotate(many=Count("pk"))


def _votes(held: Collection[UUID]) -> Iterable[tuple[UUID, UUID, int]]:
    rows = BallotRight.objects.for_everyone(reason=REASON).filter(has_voted=True)
    rows = rows.filter(ballot__item__meeting__in=held).order_by()
    return rows.values_list("ballot__item__meeting", "person").annotate(many=Count("pk"))


def _by_comune(
    mandates: Iterable[tuple[UUID, UUID, int, date, date | None]],
    held: dict[UUID, tuple[UUID, date]],
    rows: Iterable[tuple[UUID, UUID, int]],
) -> Iterable[tuple[int, UUID, int]]:
    """Each row under the comune for which its person sat in that body on that day."""
    sat = defaultdict(list)
    for body, person, comune, starts, ends in mandates:
        sat[body, person].append((comune, starts, ends))
    for meeting, person, many in rows:
        body, day = held[meeting]
        for comune, starts, ends in sat[body, person]:
            if starts <= day and (ends is None or ends > day):
                yield comune, meeting, many

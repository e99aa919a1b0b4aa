"""The meetings of a pair, made eight weeks ahead by its rhythm, and again by the regular work."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networking.models import Holiday
from volunteers.models import Assignment, Companionship, HelpRequest

from .refusing import ACTING, PairError, held, in_words
from .rhythm import Rhythm, meetings

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from networking.models import User
    from volunteers.models import Volunteer

AHEAD = timedelta(weeks=8)
# What calendars and messages say: never whom they meet.
TITLES = {
    Companionship.Form.VISIT: _("Compagnia: visita a casa"),
    Companionship.Form.TELEPHONE: _("Compagnia: telefonata"),
    Companionship.Form.ACCOMPANIMENT: _("Compagnia: uscita insieme"),
}


def meet(
    pair: Companionship,
    volunteers: list[Volunteer],
    *,
    on: date,
    hours: tuple[time, time],
    by: User | None,
    now: datetime,
) -> HelpRequest:
    """Make one meeting of `pair`, to which each of `volunteers` comes. Whoever may not: the database refuses."""
    assert pair.person.comune is not None
    turn = HelpRequest.objects.create(
        companionship=pair,
        kind=pair.kind,
        title=str(TITLES[Companionship.Form(pair.form)]),
        comune=pair.person.comune,
        local_date=on,
        local_start=hours[0],
        local_end=hours[1],
        places=len(volunteers),
    )
    for volunteer in volunteers:
        Assignment.objects.create(
            request=turn,
            volunteer=volunteer,
            state=Assignment.State.ACCEPTED,
            source=Assignment.Source.COORDINATOR,
            by=by,
            made_at=now,
            answered_at=now,
        )
    return turn


def plan(pair: Companionship, *, by: User | None, now: datetime) -> int:
    """Make the meetings of `pair`, held by the caller, up to eight weeks from today; how many were made.

    A day on which its volunteer has something else is left out; one on which they may not (a cover that ends) stops
    there, and is tried again by the regular work.
    """
    until = timezone.localdate(now) + AHEAD
    after = pair.planned_until or pair.started_on - timedelta(days=1)
    made = 0
    for day in _days(pair, after, until):
        try:
            with in_words():
                meet(pair, [pair.volunteer], on=day, hours=(pair.local_start, pair.local_end), by=by, now=now)
        except PairError as error:
            if not error.is_of_that_hour:
                until = day - timedelta(days=1)
                break
        else:
            made += 1
    if pair.planned_until is None or until > pair.planned_until:
        pair.planned_until = until
        pair.save(update_fields=["planned_until"])
    return made


def plan_all(*, now: datetime) -> int:
    """Make the meetings of every pair that is on and is not handing over; how many were made."""
    until = timezone.localdate(now) + AHEAD
    pairs = Companionship.objects.for_everyone(reason=ACTING).filter(
        Q(planned_until=None) | Q(planned_until__lt=until),
        state=Companionship.State.ACTIVE,
        followed_by=None,
        person__comune__isnull=False,
    )
    made = 0
    for pk in list(pairs.order_by("pk").values_list("pk", flat=True)):
        with in_words():
            made += plan(held(pk), by=None, now=now)
    return made


def take_up_again(*, now: datetime) -> int:
    """Give back to the volunteers of pairs the meetings that were suspended and that they may do again; how many."""
    rows = Assignment.objects.for_everyone(reason=ACTING).filter(
        state=Assignment.State.SUSPENDED,
        request__companionship__state=Companionship.State.ACTIVE,
        request__starts_at__gt=now,
        request__cancelled_at=None,
    )
    given_back = 0
    for row in rows.order_by("volunteer", "request__starts_at", "pk"):
        row.state = Assignment.State.ACCEPTED
        try:
            with in_words():
                row.save(update_fields=["state"])
        except PairError:
            continue
        given_back += 1
    return given_back


def _days(pair: Companionship, after: date, until: date) -> list[date]:
    holidays = set(Holiday.objects.filter(date__range=(after, until)).values_list("date", flat=True))
    rhythm = Rhythm(pair.started_on, pair.rhythm_days, pair.weekday)
    return meetings(rhythm, after=after, until=until, holidays=holidays)

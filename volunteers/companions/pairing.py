"""Making a pair: the volunteer, who receives company and has said yes, and their first meeting together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networking import facts
from volunteers.models import Companionship, CompanionshipWish
from volunteers.notices import companions as notices

from .planning import meet, plan
from .refusing import ACTING, PairError, hold_volunteers, in_words

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from networking.models import Person, User
    from volunteers.models import HelpKind, Volunteer

PAIRED = "volunteers.companionship_made"


class Terms(NamedTuple):
    """How they keep each other company: what help, in which form, how often, when."""

    kind: HelpKind
    form: str
    rhythm_days: int
    weekday: int
    local_start: time
    local_end: time
    alert_after_days: int


def pair(
    person: Person,
    volunteer: Volunteer,
    terms: Terms,
    *,
    first_on: date,
    by: User,
    now: datetime,
    follows: Companionship | None = None,
    with_who_leaves: bool = False,
) -> Companionship:
    """Make the pair and its meetings of the next eight weeks; the first, on `first_on`, `by` is present at.

    `follows` is the pair whose place it takes, whose volunteer comes to the first meeting too where
    `with_who_leaves`. Raises PairError with every reason, and then nothing was written.
    """
    if person.comune is None:
        raise PairError(_("Si può solo per chi abita in uno dei 21 comuni: scrivi prima il comune."))
    if first_on < timezone.localdate(now):
        raise PairError(_("Il primo incontro è un giorno che deve ancora venire."))
    coming = [volunteer, follows.volunteer] if follows and with_who_leaves else [volunteer]
    with in_words():
        hold_volunteers([each.pk for each in coming])
        made = Companionship.objects.create(
            person=person,
            volunteer=volunteer,
            **terms._asdict(),
            state=Companionship.State.ACTIVE,
            started_on=first_on,
            planned_until=first_on,
            watched_from=first_on,
            introduced_by=by,
            follows=follows,
        )
        hours = terms.local_start, terms.local_end
        first = meet(made, coming, on=first_on, hours=hours, by=by, now=now)
        plan(made, by=by, now=now)
        facts.record(PAIRED, made, now=now)
        notices.tell_paired(made, first, now=now)
        _grant_wishes(person, by, now)
    return made


def _grant_wishes(person: Person, by: User, now: datetime) -> None:
    """Who asked from the public page is known by their telephone."""
    theirs = (
        Q(person=person) | Q(phone=person.phone, comune=person.comune) if person.phone else Q(person=person)
    )
    wishes = CompanionshipWish.objects.for_everyone(reason=ACTING).filter(theirs)
    wishes.exclude(state=CompanionshipWish.State.CLOSED).update(
        person=person, state=CompanionshipWish.State.PAIRED, answered_at=now, answered_by=by
    )

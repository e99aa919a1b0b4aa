"""«La mia famiglia»: what waits for an answer, the next dates with what to bring and who may collect.

The same number of questions however many the dates are.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networking.models import Guardianship, Person
from networking.rules import ADULT_AGE

from . import appointments
from .absences import is_awaited
from .models import Booking, Presence

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from networking.models import User

    from .models import Party, Session
    from .models.presences import PresenceQuerySet

# As many dates as one looks at; the others are in the calendar and on the sheet.
MOST_DATES = 60
WITH_HOURS = timedelta(days=2)
AN_HOUR = 3600


@dataclass(frozen=True)
class Offer:
    """A place that was offered and waits for an answer."""

    party: Party
    bookings: list[Booking]
    ends_at: datetime
    time_left: str

    @property
    def names(self) -> str:
        """Whom it is for."""
        return ", ".join(booking.person.given_name for booking in self.bookings)


@dataclass(frozen=True)
class Comer:
    """Somebody of the family at one date."""

    presence: Presence
    collectors: str
    may_tell: bool


@dataclass
class Card:
    """A date, with all of the family who go there."""

    session: Session
    when: str
    where: str
    comers: list[Comer] = field(default_factory=list)


@dataclass(frozen=True)
class Rights:
    """Whom `user` may decide for today, and whose names may be read among those who may collect."""

    may_decide: frozenset[UUID]
    collectors: dict[UUID, str]


def offers_of(user: User, *, now: datetime) -> list[Offer]:
    """Those still open, the first to end first."""
    rows = Booking.objects.of_family(user).filter(state=Booking.State.OFFERED, offer_expires_at__gt=now)
    rows = rows.select_related("party", "person", "pool__cycle__activity", "pool__session")
    found: dict[UUID, list[Booking]] = defaultdict(list)
    for row in rows.order_by("offer_expires_at", "ticket"):
        found[row.party_id].append(row)
    return [
        Offer(group[0].party, group, group[0].offer_expires_at, time_left(group[0].offer_expires_at, now=now))
        for group in found.values()
    ]


def cards_of(user: User, *, now: datetime) -> list[Card]:
    """The next dates of the family, those of today that are not over first."""
    rows = _presences(user).filter(session__ends_at__gt=now).order_by("session__starts_at", "person")
    coming = [row for row in rows[:MOST_DATES] if is_awaited(row)]
    rights = _rights(user, {row.person_id for row in coming}, timezone.localdate(now))
    cards: dict[UUID, Card] = {}
    for row in coming:
        card = cards.setdefault(
            row.session_id,
            Card(row.session, appointments.when_of(row.session), appointments.where(row.session.cycle.venue)),
        )
        may_tell = row.person_id in rights.may_decide and not row.mark
        card.comers.append(Comer(row, rights.collectors.get(row.person_id, ""), may_tell))
    return list(cards.values())


def called_off(user: User, *, now: datetime) -> list[Session]:
    """The dates to come that somebody of the family had, and that are not held: who missed the notice reads it here."""
    rows = _theirs(user).exclude(session__cancelled_at=None).filter(session__ends_at__gt=now)
    rows = rows.filter(booking__state=Booking.State.CONFIRMED, session__cycle__called_off_at=None)
    found = {row.session_id: row.session for row in rows.order_by("session__starts_at")[:MOST_DATES]}
    return list(found.values())


def presences_between(user: User, first: date, last: date) -> list[Presence]:
    """Who of the family is expected when, from `first` to `last` (both included), in order."""
    rows = _presences(user).filter(session__local_date__range=(first, last))
    return [row for row in rows.order_by("session__starts_at", "person") if is_awaited(row)]


def time_left(end: datetime, *, now: datetime) -> str:
    """«entro giovedì 26 novembre alle 18:00: mancano 5 ore»."""
    local = timezone.localtime(end)
    until = _("entro {day} alle {hour}").format(
        day=date_format(local, "l j F").lower(), hour=f"{local:%H:%M}"
    )
    left = end - now
    if left >= WITH_HOURS:
        return until
    hours = int(left.total_seconds() // AN_HOUR)
    if hours == 0:
        return _("{until}: manca meno di un'ora").format(until=until)
    return f"{until}: " + ngettext("manca %(n)s ora", "mancano %(n)s ore", hours) % {"n": hours}


def _presences(user: User) -> PresenceQuerySet:
    return _theirs(user).filter(is_expected=True, session__cancelled_at=None)


def _theirs(user: User) -> PresenceQuerySet:
    people = Person.objects.of_family(user).values("pk")
    rows = Presence.objects.for_everyone(reason="le date della propria famiglia").filter(person__in=people)
    return rows.select_related("person", "booking", *(f"session__{path}" for path in appointments.NEEDS))


def _rights(user: User, people: set[UUID], day: date) -> Rights:
    """Names of who may collect only where they answer as the reader does: a foster family may be a secret."""
    ties = Guardianship.objects.for_everyone(reason="chi può venire a prendere chi è della famiglia")
    rows = list(ties.in_force_on(day).filter(child__in=people).select_related("guardian").order_by("pk"))
    own = {(row.child_id, row.kind) for row in rows if row.guardian.account_id == user.pk}
    decide = {row.child_id for row in rows if row.guardian.account_id == user.pk and row.can_book}
    names: dict[UUID, list[str]] = defaultdict(list)
    for row in rows:
        if row.can_collect and (row.child_id, row.kind) in own:
            names[row.child_id].append(
                _("tu") if row.guardian.account_id == user.pk else row.guardian.given_name
            )
    himself = getattr(user, "person", None)
    age = himself.age_on(day) if himself else None
    if himself is not None and (age is None or age >= ADULT_AGE):
        decide.add(himself.pk)
    return Rights(frozenset(decide), {pk: ", ".join(said) for pk, said in names.items()})

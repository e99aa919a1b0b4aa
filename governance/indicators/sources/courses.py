"""Training and laboratories: what was promised and was held, how full it was, who finished."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Case, Exists, F, OuterRef, When
from django.db.models.functions import Least

from governance.indicators.attending import (
    COMUNE,
    COMUNE_OF_SESSION,
    COUNTED,
    came,
    held,
    how_many_came,
    label,
)
from governance.indicators.facts import Source, facts
from laboratories.models import Activity, Booking, Certificate, Presence, Session

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from governance.indicators.periods import Period

ACTIVITY = "cycle__activity"


def courses(period: Period) -> QuerySet[Any]:
    """Sessions of training that took place or were to."""
    return Session.objects.filter(period.within("starts_at"), **{f"{ACTIVITY}__kind": Activity.Kind.TRAINING})


def certified(period: Period) -> QuerySet[Any]:
    """NW-35: of whoever came to a course that ended in the period, those who had its certificate."""
    came_once = Presence.objects.for_everyone(reason=COUNTED).filter(booking=OuterRef("pk"), minutes__gt=0)
    given = Certificate.objects.for_everyone(reason=COUNTED).filter(
        person=OuterRef("person"), cycle=OuterRef("pool__cycle"), revoked_at=None
    )
    rows = Booking.objects.for_everyone(reason=COUNTED).filter(
        period.days_within("pool__cycle__last_day"),
        pool__cycle__called_off_at=None,
        pool__cycle__activity__kind=Activity.Kind.TRAINING,
    )
    rows = rows.annotate(came=Exists(came_once), given=Exists(given)).filter(came=True)
    return facts(
        rows,
        at="pool__cycle__last_day",
        person="person_id",
        numerator=Case(When(given=True, then=1), default=0),
        denominator=1,
        group="pool__cycle__activity__title",
    )


def hours_of_training(period: Period) -> QuerySet[Any]:
    """NW-35b: how long each person was at a course, in minutes, where it was held."""
    rows = came(period).filter(session__cycle__activity__kind=Activity.Kind.TRAINING, minutes__gt=0)
    return facts(
        rows,
        at="session__starts_at",
        person="person_id",
        comune=COMUNE_OF_SESSION,
        numerator=F("minutes"),
        group="session__cycle__activity__title",
    )


def promised(period: Period) -> QuerySet[Any]:
    """The sessions of laboratories that people could read about, also those cancelled since."""
    rows = Session.objects.published().filter(period.within("starts_at"))
    return rows.filter(**{f"{ACTIVITY}__kind": Activity.Kind.LABORATORY})


def kept(period: Period) -> QuerySet[Any]:
    """NW-38: of the sessions of laboratories that were promised, those that were held."""
    was_held = When(cancelled_at=None, opened_at__isnull=False, then=1)
    return facts(
        promised(period),
        at="starts_at",
        comune=COMUNE,
        numerator=Case(was_held, default=0),
        denominator=1,
        group=label(f"{ACTIVITY}__audience", Activity.Audience),
    )


def full(period: Period) -> QuerySet[Any]:
    """NW-38b: of the places of the laboratories that were held, those with somebody in them."""
    rows = held(period).filter(**{f"{ACTIVITY}__kind": Activity.Kind.LABORATORY})
    return facts(
        rows.annotate(came=how_many_came()),
        at="starts_at",
        comune=COMUNE,
        numerator=Least(F("came"), F("cycle__places")),
        denominator=F("cycle__places"),
        group=label(f"{ACTIVITY}__audience", Activity.Audience),
    )


SESSION = "laboratories.Session"
SOURCES = {
    "NW-35": Source("laboratories.Booking", certified, courses),
    "NW-35b": Source("laboratories.Presence", hours_of_training, courses, scale=60),
    "NW-38": Source(SESSION, kept, promised),
    "NW-38b": Source(SESSION, full, promised),
}

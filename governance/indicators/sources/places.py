"""Where it happens: the comuni in which something is held, the platforms that are open, what is announced and written in time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import (
    Case,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    OuterRef,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Cast, Coalesce, Extract, Greatest

from governance.indicators.attending import COMUNE, held, planned
from governance.indicators.facts import Source, facts
from governance.indicators.periods import A_DAY, Period, Span
from laboratories.models import Venue, VenueHours
from networking.models import Comune

if TYPE_CHECKING:
    from django.db.models import QuerySet

ANNOUNCED_BEFORE, CLOSED_WITHIN = timedelta(days=10), timedelta(days=7)
# Of a platform that is open less nobody can count on it.
LEAST_SECONDS_A_MONTH = 16 * 60 * 60
PLACE = "place__comune_id"


def active_comuni(period: Period) -> QuerySet[Any]:
    """NW-25: of the comuni, those in which something was held."""
    here = held(period).filter(cycle__venue__place__comune=OuterRef("pk"))
    return facts(
        Comune.objects.all(),
        at=period.last_moment,
        comune="pk",
        numerator=Case(When(Exists(here), then=1), default=0),
        denominator=1,
    )


def platforms(period: Period) -> QuerySet[Any]:
    """The platforms that people could read about when the period ended."""
    return Venue.objects.filter(is_platform=True, published_at__lt=period.end)


def _open(period: Period) -> QuerySet[Any]:
    """Each platform with the `seconds` for which it is open in the last month of the period."""
    month = Period.of(Span.MONTH, period.last)
    days = [month.first + A_DAY * n for n in range((month.last - month.first).days + 1)]
    times = Case(
        *(When(weekday=day, then=sum(each.isoweekday() == day for each in days)) for day in range(1, 8)),
        output_field=FloatField(),
    )
    long = Extract(ExpressionWrapper(F("closes") - F("opens"), output_field=DurationField()), "epoch")
    its = VenueHours.objects.filter(venue=OuterRef("pk"), kind=VenueHours.Kind.OPEN).order_by()
    total = Sum(Cast(long, FloatField()) * times)
    seconds = its.values("venue").annotate(seconds=total).values("seconds")
    return platforms(period).annotate(seconds=Coalesce(Subquery(seconds), 0.0))


def working_platforms(period: Period) -> QuerySet[Any]:
    """NW-26: platforms open sixteen hours in the last month, in which something was held."""
    month = Period.of(Span.MONTH, period.last)
    here = held(month).filter(cycle__venue=OuterRef("pk"))
    rows = _open(period).filter(Exists(here), seconds__gte=LEAST_SECONDS_A_MONTH)
    return facts(rows, at=period.last_moment, comune=PLACE)


def hours_open(period: Period) -> QuerySet[Any]:
    """NW-26b: for how long, in seconds, the platforms are open in the last month."""
    rows = _open(period).filter(seconds__gt=0)
    return facts(rows, at=period.last_moment, comune=PLACE, numerator=F("seconds"))


def in_time(period: Period) -> QuerySet[Any]:
    """NW-40: of the sessions that people could read about, those they could ten days before."""
    since = Greatest("cycle__published_at", "cycle__activity__published_at")
    rows = planned(period).annotate(
        warned=ExpressionWrapper(F("starts_at") - since, output_field=DurationField())
    )
    number = Case(When(warned__gte=ANNOUNCED_BEFORE, then=1), default=0)
    return facts(rows, at="starts_at", comune=COMUNE, numerator=number, denominator=1)


def written_in_time(period: Period) -> QuerySet[Any]:
    """NW-41: of the sessions that were to be held, those whose register was closed within a week."""
    rows = planned(period)
    number = Case(When(closed_at__lte=F("ends_at") + CLOSED_WITHIN, then=1), default=0)
    organization = "cycle__activity__organization__name"
    return facts(rows, at="starts_at", comune=COMUNE, numerator=number, denominator=1, group=organization)


VENUE, SESSION = "laboratories.Venue", "laboratories.Session"
SOURCES = {
    "NW-25": Source("networking.Comune", active_comuni, planned),
    "NW-26": Source(VENUE, working_platforms, platforms),
    "NW-26b": Source(VENUE, hours_open, platforms, scale=3600),
    "NW-40": Source(SESSION, in_time, planned),
    "NW-41": Source(SESSION, written_in_time, planned),
}

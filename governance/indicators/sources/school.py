"""Help with school, sport and music: how many, how long, how regularly. A school year goes from September to June."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, F, Max, OuterRef, Q, Subquery, Sum, When

from governance.indicators.attending import ADULT, CAME, COUNTED, came, label, planned
from governance.indicators.facts import Source, facts
from laboratories.models import Activity, Booking, Presence
from networking.models import Person

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from governance.indicators.periods import Period

ABOUT = "session__cycle__activity"
FOLLOWED_AFTER = 4
# Three times out of four.
REGULAR, OUT_OF = 3, 4


def at_study(period: Period) -> QuerySet[Any]:
    """A row for each minor at each session of help with study."""
    return came(period).filter(**{f"{ABOUT}__subject": Activity.Subject.STUDY}, years__lt=ADULT)


def sessions_of_study(period: Period) -> QuerySet[Any]:
    """Sessions of help with study that were to be held."""
    return planned(period).filter(cycle__activity__subject=Activity.Subject.STUDY)


def students(period: Period) -> QuerySet[Any]:
    """Whoever came at least four times, with `minutes` in all and when they came last."""
    mine = at_study(period).filter(person=OuterRef("pk")).order_by().values("person")
    times, minutes, last = (
        Subquery(mine.annotate(found=found).values("found"))
        for found in (Count("pk"), Sum("minutes"), Max("session__starts_at"))
    )
    people = Person.objects.for_everyone(reason=COUNTED)
    return people.annotate(times=times, minutes=minutes, last=last).filter(times__gte=FOLLOWED_AFTER)


def followed(period: Period) -> QuerySet[Any]:
    """NW-17: the minors followed in their study."""
    return facts(students(period), at="last", person="pk")


def time_each(period: Period) -> QuerySet[Any]:
    """NW-18: how long each of them was there, in minutes."""
    return facts(students(period), at="last", person="pk", numerator=F("minutes"), denominator=1)


def regular(period: Period) -> QuerySet[Any]:
    """NW-19: enrolments with four sessions or more of which a register was kept; came three times out of four."""
    kept = Presence.objects.for_everyone(reason=COUNTED).filter(
        period.within("session", "starts_at"), session__cancelled_at=None, session__opened_at__isnull=False
    )
    mine = kept.filter(booking=OuterRef("pk")).exclude(mark="").order_by().values("booking")
    had, there, last = (
        Subquery(mine.annotate(found=found).values("found"))
        for found in (Count("pk"), Count("pk", filter=Q(mark__in=CAME)), Max("session__starts_at"))
    )
    rows = Booking.objects.for_everyone(reason=COUNTED).annotate(had=had, there=there, last=last)
    rows = rows.filter(had__gte=FOLLOWED_AFTER).annotate(enough=F("there") * OUT_OF - F("had") * REGULAR)
    return facts(
        rows,
        at="last",
        person="person_id",
        numerator=Case(When(enough__gte=0, then=1), default=0),
        denominator=1,
        group=label("pool__cycle__activity__kind", Activity.Kind),
    )


def sport_and_music(period: Period) -> QuerySet[Any]:
    """NW-20: the minors who came to sport or to music."""
    subjects = [Activity.Subject.SPORT, Activity.Subject.MUSIC]
    rows = came(period).filter(**{f"{ABOUT}__subject__in": subjects}, years__lt=ADULT)
    group = label(f"{ABOUT}__subject", Activity.Subject)
    return facts(rows, at="session__starts_at", person="person_id", group=group)


PERSON = "networking.Person"
SOURCES = {
    "NW-17": Source(PERSON, followed, sessions_of_study),
    "NW-18": Source(PERSON, time_each, sessions_of_study, scale=60),
    "NW-19": Source("laboratories.Booking", regular, planned),
    "NW-20": Source("laboratories.Presence", sport_and_music, planned),
}

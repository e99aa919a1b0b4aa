"""Who takes part: the young, families with small children, the sexes, neighbours of other comuni."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce

from governance.indicators.attending import (
    ADULT,
    COMUNE,
    COUNTED,
    OLD_FROM,
    YOUNG_UNTIL,
    YearsOld,
    came,
    held,
    how_many_came,
    label,
    planned,
)
from governance.indicators.facts import Source, facts
from laboratories.models import Activity
from networking.models import Guardianship, PopulationBand

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from governance.indicators.periods import Period

AT, KIND = "session__starts_at", "session__cycle__activity__kind"
AT_SCHOOL = 6
# Fewer than these make no meeting of two ages, and no meeting of two towns.
OF_EACH_AGE, FOR_TWO_TOWNS = 3, 5


def young_people(period: Period) -> QuerySet[Any]:
    """NW-10: whoever came to something before being thirty."""
    rows = came(period).filter(years__lt=YOUNG_UNTIL)
    return facts(rows, at=AT, person="person_id", group=label(KIND, Activity.Kind))


def girls_and_boys(period: Period) -> QuerySet[Any]:
    """NW-13: the minors who came, of whom the sex is known."""
    rows = came(period).filter(years__lt=ADULT).exclude(person__sex="")
    return facts(rows, at=AT, person="person_id", group=label(KIND, Activity.Kind))


def families(period: Period) -> QuerySet[Any]:
    """NW-16: families of which came a child under six, or who answers for one.

    A family is called by the first of those who answer for the same children: two parents, or brother and sister, are one.
    """
    ties = Guardianship.objects.for_everyone(reason=COUNTED).filter(kind__in=Guardianship.FOR_MINORS)
    small = ties.annotate(years=YearsOld(OuterRef("session__local_date"), F("child__birth_date")))
    small = small.filter(years__lt=AT_SCHOOL)
    mine = ties.filter(guardian=OuterRef(OuterRef("person"))).values("child")
    first = [
        Subquery(each.order_by("guardian").values("guardian")[:1])
        for each in (ties.filter(child=OuterRef("person")), ties.filter(child__in=mine))
    ]
    rows = came(period).filter(Q(years__lt=AT_SCHOOL) | Exists(small.filter(guardian=OuterRef("person"))))
    return facts(rows, at=AT, person="person_id", subject=Coalesce(*first, F("person")))


def meetings_of_ages(period: Period) -> QuerySet[Any]:
    """NW-09: sessions with at least three people under thirty and three of sixty-five or more."""
    young, old = how_many_came(Q(years__lt=YOUNG_UNTIL)), how_many_came(Q(years__gte=OLD_FROM))
    rows = held(period).alias(young=young, old=old).filter(young__gte=OF_EACH_AGE, old__gte=OF_EACH_AGE)
    return facts(rows, at="starts_at", comune=COMUNE)


def meetings_of_towns(period: Period) -> QuerySet[Any]:
    """NW-28: of the sessions to which five came, those in which they were of more than one comune."""
    towns = how_many_came(Q(person__comune__isnull=False), of="person__comune")
    rows = held(period).alias(came=how_many_came(), towns=towns).filter(came__gte=FOR_TWO_TOWNS)
    return facts(
        rows,
        at="starts_at",
        comune=COMUNE,
        numerator=Case(When(towns__gte=2, then=1), default=0),
        denominator=1,
        group=label("cycle__activity__kind", Activity.Kind),
    )


def minors(period: Period) -> QuerySet[Any]:
    """NW-21: the minors who came, each once."""
    return facts(came(period).filter(years__lt=ADULT), at=AT, person="person_id")


def resident_minors(period: Period) -> dict[int, int]:
    """How many minors live in each comune, by its id: the last ISTAT figures that were true before the period ended."""
    known = PopulationBand.objects.filter(reference_date__lte=period.last).order_by("-reference_date")
    day = known.values_list("reference_date", flat=True).first()
    if day is None:
        return {}
    bands = PopulationBand.objects.filter(reference_date=day, age_to__lt=ADULT).order_by()
    living = bands.values("comune").annotate(people=Sum(F("female") + F("male")))
    return dict(living.values_list("comune", "people"))


PRESENCE, SESSION = "laboratories.Presence", "laboratories.Session"
SOURCES = {
    "NW-09": Source(SESSION, meetings_of_ages, planned),
    "NW-10": Source(PRESENCE, young_people, planned),
    "NW-13": Source(PRESENCE, girls_and_boys, planned),
    "NW-16": Source(PRESENCE, families, planned),
    "NW-21": Source(PRESENCE, minors, planned, residents=resident_minors),
    "NW-28": Source(SESSION, meetings_of_towns, held),
}

"""Volunteers: how many, how young, how long they stay, and whom they keep company."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from governance.indicators.attending import COUNTED, OLD_FROM, YOUNG_UNTIL, YearsOld, label
from governance.indicators.facts import Source, facts
from governance.indicators.periods import A_DAY, Period, Span
from volunteers.models import Assignment, Companionship, CompanionshipNote, HelpRequest, HoursLog, Volunteer

if TYPE_CHECKING:
    from django.db.models import QuerySet

TURN = "assignment__request"
TO_BEGIN = timedelta(days=60)
CONTACTS_A_MONTH = 2


def hours(period: Period) -> QuerySet[Any]:
    """Hours that somebody confirmed, of the turns that began in the period."""
    logs = HoursLog.objects.for_everyone(reason=COUNTED).validated()
    return logs.filter(period.within(TURN, "starts_at"), minutes_validated__gt=0)


def turns(period: Period) -> QuerySet[Any]:
    """Turns that were held: where there were none, nobody could give an hour."""
    return HelpRequest.objects.filter(period.within("starts_at"), cancelled_at=None)


def active_volunteers(period: Period) -> QuerySet[Any]:
    """NW-01: whoever gave an hour."""
    return facts(hours(period), at=f"{TURN}__starts_at", person="assignment__volunteer__person_id")


def validated_hours(period: Period) -> QuerySet[Any]:
    """NW-05: the hours, where they were given."""
    return facts(
        hours(period),
        at=f"{TURN}__starts_at",
        person="assignment__volunteer__person_id",
        comune=f"{TURN}__comune_id",
        numerator=F("minutes_validated"),
        group=f"{TURN}__kind__name",
    )


def volunteers() -> QuerySet[Any]:
    """Whoever ever asked to be a volunteer."""
    return Volunteer.objects.for_everyone(reason=COUNTED)


def young_volunteers(period: Period) -> QuerySet[Any]:
    """NW-02: of whoever gave an hour, those under thirty on the day of their first turn of the period."""
    first = hours(period).filter(assignment__volunteer=OuterRef("pk")).order_by(f"{TURN}__starts_at")
    rows = volunteers().annotate(
        began=Subquery(first.values(f"{TURN}__starts_at")[:1]),
        day=Subquery(first.values(f"{TURN}__local_date")[:1]),
    )
    rows = rows.filter(began__isnull=False).annotate(years=YearsOld(F("day"), F("person__birth_date")))
    young = Case(When(years__lt=YOUNG_UNTIL, then=1), default=0)
    return facts(rows, at="began", person="person_id", numerator=young, denominator=1)


def candidates(period: Period) -> QuerySet[Any]:
    """Whoever asked to be a volunteer sixty days before the period: by now they should have begun."""
    asked = Q(applied_at__gte=period.begin - TO_BEGIN, applied_at__lt=period.end - TO_BEGIN)
    return volunteers().filter(asked)


def begun(period: Period) -> QuerySet[Any]:
    """NW-03: of whoever asked, those who had done a turn sixty days later."""
    done = Assignment.objects.for_everyone(reason=COUNTED).filter(
        volunteer=OuterRef("pk"),
        state=Assignment.State.DONE,
        request__starts_at__lte=OuterRef("applied_at") + TO_BEGIN,
    )
    rows = candidates(period).annotate(has_begun=Exists(done))
    number = Case(When(has_begun=True, then=1), default=0)
    return facts(rows, at=F("applied_at") + TO_BEGIN, person="person_id", numerator=number, denominator=1)


def stayed(period: Period) -> QuerySet[Any]:
    """NW-04: of whoever gave an hour in the same days a year before, those who gave one now."""

    def gave(when: Period) -> Exists:
        return Exists(hours(when).filter(assignment__volunteer=OuterRef("pk")))

    rows = volunteers().alias(gave=gave(period.a_year_before)).filter(gave=True)
    number = Case(When(gave(period), then=1), default=0)
    return facts(rows, at=period.begin, person="person_id", numerator=number, denominator=1)


def contacts(period: Period) -> QuerySet[Any]:
    """Times in which somebody who receives company met or spoke with who keeps it."""
    notes = CompanionshipNote.objects.for_everyone(reason=COUNTED).contacts()
    return notes.filter(period.days_within("day"))


def elderly_in_company(period: Period) -> QuerySet[Any]:
    """NW-06: people of sixty-five or more who were visited, called or taken out."""
    rows = contacts(period).annotate(years=YearsOld(F("day"), F("companionship__person__birth_date")))
    form = label("companionship__form", Companionship.Form)
    return facts(rows.filter(years__gte=OLD_FROM), at="day", person="companionship__person_id", group=form)


def lasting_pairs(period: Period) -> QuerySet[Any]:
    """Pairs that went on through the last three months of the period."""
    began = Period.of(Span.QUARTER, period.last).first
    on = Q(ended_on=None) | Q(ended_on__gt=period.last)
    return Companionship.objects.for_everyone(reason=COUNTED).filter(on, started_on__lte=began)


def kept_up(period: Period) -> QuerySet[Any]:
    """NW-07: of the pairs that last, those that met or spoke twice in each of the last three months."""
    rows, enough = lasting_pairs(period), Q()
    for month in _months(Period.of(Span.QUARTER, period.last)):
        met = contacts(month).filter(companionship=OuterRef("pk")).order_by().values("companionship")
        name = f"times_{month.first.month}"
        times = Coalesce(Subquery(met.annotate(times=Count("pk")).values("times")), 0)
        rows, enough = rows.annotate(**{name: times}), enough & Q(**{f"{name}__gte": CONTACTS_A_MONTH})
    number = Case(When(enough, then=1), default=0)
    return facts(rows, at=period.last_moment, person="person_id", numerator=number, denominator=1)


def _months(quarter: Period) -> list[Period]:
    first, last = Period.of(Span.MONTH, quarter.first), Period.of(Span.MONTH, quarter.last)
    return [first, Period.of(Span.MONTH, first.last + A_DAY), last]


PATH = "volunteers.Volunteer"
SOURCES = {
    "NW-01": Source("volunteers.HoursLog", active_volunteers, turns),
    "NW-02": Source(PATH, young_volunteers, turns),
    "NW-03": Source(PATH, begun, candidates),
    "NW-04": Source(PATH, stayed, lambda period: turns(period.a_year_before)),
    "NW-05": Source("volunteers.HoursLog", validated_hours, turns, scale=60),
    "NW-06": Source("volunteers.CompanionshipNote", elderly_in_company, contacts),
    "NW-07": Source("volunteers.Companionship", kept_up, lasting_pairs),
}

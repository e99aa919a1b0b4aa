"""Who can have a place: everything that is asked before writing, each «no» with its sentence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Value
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networking.models import Guardianship, Person
from networking.rules import ADULT_AGE

from . import hot
from .models import Booking, Cycle, Grade, Party, Presence, Schooling, Session
from .rules import (
    Refusal,
    age_refusal,
    ages,
    grade_on,
    is_grade_right,
    school_year_of,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from networking.models import User
    from networking.models.persons import PersonQuerySet

    from .hot import Slot

CHECKING = "se qualcuno può avere un posto"
# «l'8 marzo», «l'11 marzo».
BEGIN_WITH_A_VOWEL = (8, 11)


@dataclass(frozen=True)
class Refused:
    """A «no», in words; `person` is about whom, None where it is about everybody."""

    reason: Refusal
    sentence: str
    person: UUID | None = None


def refusal_of_cycle(cycle: Cycle, *, door: str, now: datetime) -> Refused | None:
    """Why nobody can ask for places of `cycle` at `now`. Staff may still add somebody when the booking has closed."""
    if cycle.called_off_at is not None:
        return _refused(Refusal.CALLED_OFF, why=cycle.called_off_because)
    if cycle.published_at is None or cycle.activity.published_at is None:
        return _refused(Refusal.NOT_PUBLISHED)
    if now < cycle.enrol_opens_at:
        return _refused(Refusal.NOT_YET, when=moment(cycle.enrol_opens_at))
    if now >= cycle.enrol_closes_at and door == Party.Door.WEB:
        return _refused(Refusal.CLOSED, when=moment(cycle.enrol_closes_at))
    return None


def people_for(user: User, door: str) -> PersonQuerySet:
    """Those for whom `user` may ask for places by `door`, with `may_book`; on the web also those whom they only see."""
    if door != Party.Door.WEB:
        return Person.objects.followed_by(user).annotate(may_book=Value(True))
    ties = Guardianship.objects.of_guardian(user, timezone.localdate()).filter(can_book=True)
    own = Q(account=user)
    return Person.objects.of_family(user).annotate(may_book=own | Exists(ties.filter(child=OuterRef("pk"))))


def bookable(ids: Collection[UUID], user: User, door: str) -> list[Person]:
    """Those of `ids` for whom `user` may really ask, with `may_book`: `people_for`, at the least cost."""
    if door == Party.Door.WEB:
        return hot.bookable_by(user, ids, day=timezone.localdate())
    return list(people_for(user, door).filter(pk__in=ids).order_by("birth_date", "given_name", "pk"))


def refusals_of(
    people: Sequence[Person],
    *,
    cycle: Cycle,
    slots: Sequence[Slot],
    by: User,
    door: str,
    looks_everywhere: bool,
) -> list[Refused]:
    """Every «no» about `people` (from `people_for`).

    `looks_everywhere`: also whether they are booked already or somewhere else at that hour, which the database
    refuses anyway: asked before showing a page, or after it has refused.
    """
    found = [no for person in people if (no := _of_rights(person, by, door)) is not None]
    found += [no for person in people if (no := _of_age(person, cycle, slots)) is not None]
    found += _of_grades(people, cycle, slots)
    if looks_everywhere or cycle.activity.yearly_limit:
        found += refusals_by_bookings(people, cycle, slots, by)
    if looks_everywhere:
        found += _of_hours(people, cycle, slots)
    return found


def _of_rights(person: Person, by: User, door: str) -> Refused | None:
    if not person.may_book:
        return _about(person, Refusal.NO_RIGHT)
    age = person.age_on(timezone.localdate())
    if door == Party.Door.WEB and person.account_id == by.pk and age is not None and age < ADULT_AGE:
        return _about(person, Refusal.UNDER_AGE)
    return None


def _of_age(person: Person, cycle: Cycle, slots: Sequence[Slot]) -> Refused | None:
    """By the age on the day of each session; of a whole cycle, on that of its first session to come."""
    least, most = cycle.activity.min_age, cycle.activity.max_age
    if least is None and most is None:
        return None
    if person.birth_date is None:
        return _about(person, Refusal.BIRTH_DATE_MISSING)
    for slot in slots:
        age = person.age_on(slot.day) or 0
        if (reason := age_refusal(age, least, most)) is not None:
            return _about(person, reason, ages=ages(least, most), day=on_day(slot.day), age=age)
    return None


def _of_grades(people: Sequence[Person], cycle: Cycle, slots: Sequence[Slot]) -> list[Refused]:
    least, most = cycle.activity.min_grade, cycle.activity.max_grade
    if not slots or (least is None and most is None):
        return []
    known = Schooling.objects.for_everyone(reason=CHECKING).in_bulk([person.pk for person in people])
    found = []
    for person in people:
        schooling = known.get(person.pk)
        if schooling is None:
            found.append(_about(person, Refusal.GRADE_MISSING))
            continue
        grade = grade_on(schooling.grade, schooling.year, slots[0].day)
        if not is_grade_right(grade, least, most):
            words = {"grades": _grades(least, most), "grade": _grade(grade)}
            found.append(_about(person, Refusal.WRONG_GRADE, **words))
    return found


def refusals_by_bookings(
    people: Sequence[Person], cycle: Cycle, slots: Sequence[Slot], by: User
) -> list[Refused]:
    """Who is in one of these places already; who has had all that a year gives."""
    live = (
        Booking.objects.for_everyone(reason=CHECKING)
        .live()
        .filter(person__in=[person.pk for person in people], pool__cycle__activity=cycle.activity_id)
    )
    theirs = defaultdict(list)
    for booking in live.select_related("party", "pool__cycle", "pool__session"):
        theirs[booking.person_id].append(booking)
    wanted = {slot.pool for slot in slots}
    found = []
    for person in people:
        had = [booking for booking in theirs[person.pk] if booking.pool_id in wanted]
        if had:
            found.append(_about(person, Refusal.ALREADY, whose=_whose(had[0].party, by)))
        elif _is_over_limit(theirs[person.pk], cycle, slots):
            found.append(_about(person, Refusal.YEARLY_LIMIT, limit=cycle.activity.yearly_limit))
    return found


def _is_over_limit(had: Sequence[Booking], cycle: Cycle, slots: Sequence[Slot]) -> bool:
    limit = cycle.activity.yearly_limit
    if not limit:
        return False
    days = [(each.pool.session or each.pool.cycle) for each in had]
    years = [school_year_of(day.local_date if isinstance(day, Session) else day.first_day) for day in days]
    years += [school_year_of(slot.day if slot.session else cycle.first_day) for slot in slots]
    return any(years.count(year) > limit for year in set(years))


def _of_hours(people: Sequence[Person], cycle: Cycle, slots: Sequence[Slot]) -> list[Refused]:
    """Who is expected somewhere else at one of those hours."""
    meetings = Session.objects.taking_place().filter(
        cycle=cycle,
        local_date__gte=min((slot.day for slot in slots), default=cycle.last_day),
        starts_at__lt=OuterRef("session__ends_at"),
        ends_at__gt=OuterRef("session__starts_at"),
    )
    if cycle.unit == Cycle.Unit.SESSION:
        meetings = meetings.filter(pk__in=[slot.session for slot in slots])
    busy = (
        Presence.objects.for_everyone(reason=CHECKING)
        .expected()
        .filter(Exists(meetings), person__in=[person.pk for person in people])
        .exclude(session__cycle=cycle)
        .values_list("person", "session__cycle__activity__title")
    )
    titles = dict(busy)
    return [
        _about(person, Refusal.ELSEWHERE, title=titles[person.pk]) for person in people if person.pk in titles
    ]


# --- in words ---


def on_day(day: date) -> str:
    """«il 14 marzo», «l'8 marzo»."""
    said = date_format(day, "j F")
    return _("l'{day}").format(day=said) if day.day in BEGIN_WITH_A_VOWEL else _("il {day}").format(day=said)


def moment(at: datetime) -> str:
    """«il 14 marzo alle 9:00», by the clock of Rome."""
    local = timezone.localtime(at)
    return _("{day} alle {hour}").format(day=on_day(local.date()), hour=date_format(local, "H:i"))


def _whose(party: Party, by: User) -> str:
    if party.entered_by_id == by.pk:
        return ""
    if party.door == Party.Door.WEB:
        return _(", fatta da un altro adulto della famiglia")
    return _(", fatta dallo sportello")


def _grade(grade: int) -> str:
    return str(Grade(grade).label) if grade in Grade.values else _("già finito la scuola")


def _grades(least: int | None, most: int | None) -> str:
    first, last = _grade(least or 0), _grade(Grade.HIGH_5 if most is None else most)
    if first == last:
        return _("fa {grade}").format(grade=first)
    return _("va dalla {first} alla {last}").format(first=first, last=last)


def _about(person: Person, reason: Refusal, **words: Any) -> Refused:
    return Refused(reason, reason.sentence(name=person.given_name, **words), person.pk)


def _refused(reason: Refusal, **words: Any) -> Refused:
    return Refused(reason, reason.sentence(**words))

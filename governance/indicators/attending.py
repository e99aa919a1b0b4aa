"""Who came to what, and how old they were that day: where most numbers about activities begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, Count, F, Func, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from laboratories.models import Mark, Presence, Session

if TYPE_CHECKING:
    from django.db.models import Choices, QuerySet

    from .periods import Period

# The purpose by which nobody's rows are left out: the numbers that come of them have no names.
COUNTED = "per contare, senza nomi, quello che il progetto fa"
CAME = (Mark.PRESENT, Mark.LATE, Mark.LEFT_EARLY)
# From a session, and from a presence at it, to the comune in which it is held.
COMUNE = "cycle__venue__place__comune_id"
COMUNE_OF_SESSION = f"session__{COMUNE}"
ADULT, YOUNG_UNTIL, OLD_FROM = 18, 30, 65


class YearsOld(Func):
    """How many years somebody born on the second day has on the first one."""

    template = "date_part('year', age(%(expressions)s))::int"
    output_field = IntegerField()


def label(path: str, choices: type[Choices]) -> Case:
    """The word that people read of what is chosen at `path`: groups of a table are called by it."""
    words = (When(**{path: value}, then=Value(str(word))) for value, word in choices.choices if value)
    return Case(*words, default=Value(""), output_field=CharField())


def planned(period: Period) -> QuerySet[Any]:
    """The sessions that people could read about and that nobody cancelled: without one there was nothing to come to."""
    return Session.objects.published().taking_place().filter(period.within("starts_at"))


def held(period: Period) -> QuerySet[Any]:
    """The sessions of which a register was opened: they took place."""
    return planned(period).filter(opened_at__isnull=False)


def came(period: Period) -> QuerySet[Any]:
    """A row for each person at each session: whoever came, late or not until the end too. `years` is their age that day."""
    there = Presence.objects.for_everyone(reason=COUNTED)
    there = there.filter(period.within("session", "starts_at"), session__cancelled_at=None, mark__in=CAME)
    return there.annotate(years=YearsOld(F("session__local_date"), F("person__birth_date")))


def how_many_came(*conditions: Q, of: str = "person") -> Coalesce:
    """In a question about sessions, how many came of those that satisfy `conditions` on the presence and its `years`.

    of: what is counted, each once: «person», or the comune in which they live.
    """
    there = Presence.objects.for_everyone(reason=COUNTED).filter(session=OuterRef("pk"), mark__in=CAME)
    there = there.annotate(years=YearsOld(F("session__local_date"), F("person__birth_date")))
    counted = there.filter(*conditions).order_by().values("session").annotate(many=Count(of, distinct=True))
    return Coalesce(Subquery(counted.values("many")), 0)

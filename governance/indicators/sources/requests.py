"""Requests for a hand, and safety where there are minors: how many places are filled, how soon, and by whom."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import (
    Case,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce, Extract, Least

from governance.indicators.attending import ADULT, COMUNE, COUNTED, held, how_many_came
from governance.indicators.facts import Source, facts
from laboratories.models import SessionStaff
from networking.models import Credential, CredentialKind, StaffPolicy
from volunteers.models import Assignment, HelpRequest, HoursLog

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from governance.indicators.periods import Period

POLICY = "cycle__activity__policy"
# What holds wherever a minor comes, whatever the activity asks (`register_opens`, in the database).
WITH_MINORS = "minori"
TWO_ADULTS = 2
NEARLY_ALL = 0.9
A_MINUTE = 60


def turns(period: Period) -> QuerySet[Any]:
    """Turns of the period that nobody called off."""
    return HelpRequest.objects.filter(period.within("starts_at"), cancelled_at=None)


def filled(period: Period) -> QuerySet[Any]:
    """NW-23: of the places of each turn, those of who came."""
    done = Count("assignments", filter=Q(assignments__state=Assignment.State.DONE), distinct=True)
    rows = turns(period).annotate(done=done)
    return facts(
        rows,
        at="starts_at",
        comune="comune_id",
        numerator=Least(F("done"), F("places")),
        denominator=F("places"),
        group="kind__name",
    )


def asked(period: Period) -> QuerySet[Any]:
    """Turns of which people could read from a day of the period, also those called off later."""
    return HelpRequest.objects.filter(period.within("published_at"))


def taken_up(period: Period) -> QuerySet[Any]:
    """NW-24: how long, in seconds, until somebody said that they would come; the others are still open."""
    yes = Assignment.objects.for_everyone(reason=COUNTED).filter(
        request=OuterRef("pk"), state__in=(Assignment.State.ACCEPTED, Assignment.State.DONE)
    )
    when = yes.annotate(since=Coalesce("answered_at", "made_at")).order_by("since").values("since")[:1]
    rows = asked(period).filter(cancelled_at=None).annotate(since=Subquery(when))
    waited = ExpressionWrapper(F("since") - F("published_at"), output_field=DurationField())
    return facts(
        rows,
        at="published_at",
        comune="comune_id",
        # Who said yes before it was published did not make anybody wait.
        numerator=Case(When(since__gt=F("published_at"), then=Extract(waited, "epoch")), default=0),
        denominator=Case(When(since__isnull=False, then=1), default=0),
        group="kind__name",
    )


def with_minors(period: Period) -> QuerySet[Any]:
    """The sessions held to which a minor came."""
    return held(period).alias(minors=how_many_came(Q(years__lt=ADULT))).filter(minors__gt=0)


def in_order(period: Period) -> QuerySet[Any]:
    """NW-14: sessions with minors in which whoever was there for them had all that the rules ask."""
    always = StaffPolicy.objects.filter(slug=WITH_MINORS).values_list("needed", flat=True).first() or []
    rows, wanting = with_minors(period), Q(Exists(_unsafe_turns())) | Q(~Exists(_staff()))
    for kind in CredentialKind.values:
        lacks = Q(Exists(_staff().exclude(person__in=_having(kind))))
        wanting |= lacks if kind in always else lacks & Q(**{f"{POLICY}__needed__contains": [kind]})
    number = Case(When(wanting, then=0), default=1)
    return facts(rows, at="starts_at", comune=COMUNE, numerator=number, denominator=1)


def two_adults(period: Period) -> QuerySet[Any]:
    """NW-15: sessions with minors at which two adults were there for nearly the whole time."""
    day = ExpressionWrapper(F("ends_at") - F("starts_at"), output_field=DurationField())
    rows = with_minors(period).annotate(
        led=_many(_staff(), "session"),
        minutes=Extract(day, "epoch") / A_MINUTE,
    )
    enough = OuterRef("minutes") * NEARLY_ALL
    stayed = HoursLog.objects.for_everyone(reason=COUNTED).validated()
    stayed = stayed.filter(assignment__request__session=OuterRef("pk"), minutes_validated__gte=enough)
    rows = rows.annotate(adults=F("led") + _many(stayed, "assignment__request__session"))
    number = Case(When(adults__gte=TWO_ADULTS, then=1), default=0)
    return facts(rows, at="starts_at", comune=COMUNE, numerator=number, denominator=1)


def _staff() -> QuerySet[Any]:
    """In a question about sessions: who led it."""
    return SessionStaff.objects.filter(session=OuterRef("pk"), is_active=True)


def _turns() -> QuerySet[Any]:
    """In a question about sessions: the volunteers who were there."""
    there = Assignment.objects.for_everyone(reason=COUNTED)
    return there.filter(request__session=OuterRef("pk"), state=Assignment.State.DONE)


def _unsafe_turns() -> QuerySet[Any]:
    """Those of whom it was found, before the turn, that they could not: no proof, or a reason why not."""
    return _turns().filter(Q(proof=None) | Q(refusals__isnull=False))


def _having(kind: str) -> QuerySet[Any]:
    """Two questions further in: who had a credential of `kind` on the day of the session."""
    day = OuterRef(OuterRef("local_date"))
    held_then = Credential.objects.for_everyone(reason=COUNTED).filter(kind=kind, granted_on__lte=day)
    held_then = held_then.filter(Q(expires_on=None) | Q(expires_on__gt=day))
    return held_then.filter(Q(revoked_at=None) | Q(revoked_at__date__gt=day)).values("person")


def _many(rows: QuerySet[Any], by: str) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values(by).annotate(many=Count("pk")).values("many")), 0)


TURN, SESSION = "volunteers.HelpRequest", "laboratories.Session"
SOURCES = {
    "NW-14": Source(SESSION, in_order, with_minors),
    "NW-15": Source(SESSION, two_adults, with_minors),
    "NW-23": Source(TURN, filled, turns),
    "NW-24": Source(TURN, taken_up, asked, scale=int(timedelta(days=1).total_seconds())),
}

"""The network: bodies that do something, people shown the way, sheets that somebody has checked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Exists, F, OuterRef, Q, When

from governance.indicators.attending import COUNTED, held, label
from governance.indicators.facts import Source, facts
from governance.models import Meeting
from services.models import Organization, Service, Verification
from volunteers.models import Referral

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from governance.indicators.periods import Period

TO_ANSWER, CHECKED_WITHIN = timedelta(days=30), timedelta(days=180)


def active_bodies(period: Period) -> QuerySet[Any]:
    """NW-27: bodies that held a session, hosted one, met, or to which somebody was shown the way."""
    sessions = held(period)
    meetings = Meeting.objects.for_everyone(reason=COUNTED).filter(
        period.within("opened_at"), body__organization=OuterRef("pk")
    )
    referrals = Referral.objects.for_everyone(reason=COUNTED).filter(
        period.within("made_at"), service__organization=OuterRef("pk")
    )
    rows = Organization.objects.filter(
        Exists(sessions.filter(cycle__activity__organization=OuterRef("pk")))
        | Exists(sessions.filter(cycle__venue__organization=OuterRef("pk")))
        | Exists(meetings)
        | Exists(referrals)
    )
    kind = label("kind", Organization.Kind)
    return facts(rows, at=period.last_moment, comune="comune_id", group=kind)


def bodies(_period: Period) -> QuerySet[Any]:
    """All of them: whoever does nothing is a zero."""
    return Organization.objects.all()


def due_referrals(period: Period) -> QuerySet[Any]:
    """People shown the way thirty days before the period: by now somebody should have welcomed them."""
    made = Q(made_at__gte=period.begin - TO_ANSWER, made_at__lt=period.end - TO_ANSWER)
    return Referral.objects.for_everyone(reason=COUNTED).filter(made)


def welcomed(period: Period) -> QuerySet[Any]:
    """NW-29: of them, those who were helped within thirty days."""
    helped = When(outcome=Referral.Outcome.HELPED, outcome_on__lte=F("made_at") + TO_ANSWER, then=1)
    return facts(
        due_referrals(period),
        at=F("made_at") + TO_ANSWER,
        person="person_id",
        numerator=Case(helped, default=0),
        denominator=1,
        group="service__category__name",
    )


def sheets(period: Period) -> QuerySet[Any]:
    """The sheets that people could read when the period ended."""
    there = Q(withdrawn_at=None) | Q(withdrawn_at__gte=period.end)
    return Service.objects.filter(there, published_at__lt=period.end)


def checked_sheets(period: Period) -> QuerySet[Any]:
    """NW-36: of them, those that somebody had checked in the last 180 days."""
    lately = Verification.objects.filter(
        service=OuterRef("pk"), verified_at__lt=period.end, verified_at__gte=period.end - CHECKED_WITHIN
    )
    return facts(
        sheets(period),
        at=period.last_moment,
        comune="place__comune_id",
        numerator=Case(When(Exists(lately), then=1), default=0),
        denominator=1,
        group="category__name",
    )


SOURCES = {
    "NW-27": Source("services.Organization", active_bodies, bodies),
    "NW-29": Source("volunteers.Referral", welcomed, due_referrals),
    "NW-36": Source("services.Service", checked_sheets, sheets),
}

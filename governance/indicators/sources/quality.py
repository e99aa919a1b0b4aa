"""The quality of the data: rules that must hold, and how often they did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Case, When

from governance.indicators.facts import Source, facts
from governance.models import QualityCheck

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from governance.indicators.periods import Period


def checks(period: Period) -> QuerySet[Any]:
    """The checks of rules that must hold."""
    return QualityCheck.objects.filter(period.days_within("checked_on"), is_blocking=True)


def passed(period: Period) -> QuerySet[Any]:
    """NW-42: of them, those that found nothing wrong."""
    number = Case(When(wrong=0, then=1), default=0)
    return facts(checks(period), at="checked_on", numerator=number, denominator=1, group="rule")


SOURCES = {"NW-42": Source("governance.QualityCheck", passed, checks)}

"""Every night each rule is tried once, and what it found is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone

from governance.models import QualityCheck

from .rules import BY_SLUG, RULES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime


class Found(NamedTuple):
    """What a rule found the last time that it was tried."""

    label: str
    check: QualityCheck


def check(*, now: datetime) -> int:
    """Try every rule, and keep what it finds; how many rows are wrong. Tried again on one day, the last counts."""
    today, wrong = timezone.localdate(now), 0
    for rule in RULES:
        looked, bad = rule.counted(now)
        QualityCheck.objects.update_or_create(
            rule=rule.slug,
            checked_on=today,
            defaults={"looked": looked, "wrong": bad, "is_blocking": rule.is_blocking},
        )
        wrong += bad
    return wrong


def found(until: date | None = None) -> list[Found]:
    """What each rule found last, until a day where one is given: those that must hold first."""
    rows: Iterable[QualityCheck] = QualityCheck.objects.all().latest()
    if until is not None:
        rows = QualityCheck.objects.filter(checked_on__lte=until).latest()
    known = [Found(str(BY_SLUG[each.rule].label), each) for each in rows if each.rule in BY_SLUG]
    return sorted(known, key=lambda each: (not each.check.is_blocking, each.label))

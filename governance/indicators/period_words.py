"""Periods in words, with the article and the preposition Italian wants before each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .periods import Span

if TYPE_CHECKING:
    from datetime import date

    from .periods import Period

MONTHS_OF_A_QUARTER = 3
VOWELS = "a"


def name(period: Period) -> str:
    """«marzo 2026», «1° trimestre 2026», «2026», «2026 fino al 30 settembre», «anno scolastico 2025-2026»."""
    if period.span == Span.MONTH:
        return date_format(period.first, "F Y")
    if period.span == Span.QUARTER:
        return _("%(number)s° trimestre %(year)s") % _quarter(period)
    if period.span == Span.YEAR:
        return str(period.first.year)
    if period.span == Span.SO_FAR:
        return _("%(year)s fino al %(day)s") % _until(period)
    return _("anno scolastico %(first)s-%(last)s") % _school(period)


def short(period: Period) -> str:
    """What fits under a point of a chart: «mar 26», «1° tr 26», «2026», «25-26»."""
    if period.span == Span.MONTH:
        return f"{date_format(period.first, 'F')[:3].lower()} {period.first:%y}"
    if period.span == Span.QUARTER:
        return _("%(number)s° tr %(year)s") % {**_quarter(period), "year": f"{period.first:%y}"}
    if period.span == Span.YEAR:
        return str(period.first.year)
    if period.span == Span.SO_FAR:
        return f"{date_format(period.last, 'F')[:3].lower()} {period.first:%y}"
    return f"{period.first:%y}-{period.last:%y}"


def during(period: Period) -> str:
    """«a marzo 2026», «ad aprile 2026», «nel 1° trimestre 2026», «nel 2026», «nell'anno scolastico 2025-2026»."""
    if period.span == Span.MONTH:
        return _at(period.first)
    if period.span == Span.SCHOOL_YEAR:
        return _("nell'%(period)s") % {"period": name(period)}
    return _("nel %(period)s") % {"period": name(period)}


def compared_with(period: Period) -> str:
    """«rispetto a marzo 2026», «rispetto al 2025», «rispetto all'anno scolastico 2024-2025»."""
    if period.span == Span.MONTH:
        return _("rispetto %(at)s") % {"at": _at(period.first)}
    if period.span == Span.SCHOOL_YEAR:
        return _("rispetto all'%(period)s") % {"period": name(period)}
    return _("rispetto al %(period)s") % {"period": name(period)}


def like(period: Period) -> str:
    """«come a marzo 2026», «come nel 2025»."""
    return _("come %(during)s") % {"during": during(period)}


def subject(period: Period) -> str:
    """At the beginning of a sentence: «Marzo 2026», «Il 2026», «L'anno scolastico 2025-2026»."""
    if period.span == Span.MONTH:
        return capfirst(name(period))
    if period.span == Span.SCHOOL_YEAR:
        return _("L'%(period)s") % {"period": name(period)}
    return _("Il %(period)s") % {"period": name(period)}


def _at(day: date) -> str:
    """«a marzo 2026», «ad aprile 2026»: before its own vowel «a» takes a «d»."""
    month = date_format(day, "F Y")
    if month[0].lower() in VOWELS:
        return _("ad %(month)s") % {"month": month}
    return _("a %(month)s") % {"month": month}


def _quarter(period: Period) -> dict[str, int]:
    number = (period.first.month - 1) // MONTHS_OF_A_QUARTER + 1
    return {"number": number, "year": period.first.year}


def _until(period: Period) -> dict[str, object]:
    return {"year": period.first.year, "day": date_format(period.last, "j F")}


def _school(period: Period) -> dict[str, int]:
    return {"first": period.first.year, "last": period.last.year}

"""Days as Italian says them: before eight and eleven the article loses its vowel («l'8 marzo», «dall'11 al 14»)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from datetime import date

register = template.Library()
BEGIN_WITH_A_VOWEL = (8, 11)
WITH_YEAR = "j F Y"


def _said(day: date, form: str, before_a_vowel: str, otherwise: str) -> str:
    words = before_a_vowel if day.day in BEGIN_WITH_A_VOWEL else otherwise
    return words.format(day=date_format(day, form))


@register.filter(expects_localtime=True)
def on_day(day: date, form: str = WITH_YEAR) -> str:
    """«il 14 marzo 2026», «l'8 marzo 2026»."""
    return _said(day, form, _("l'{day}"), _("il {day}"))


@register.filter(expects_localtime=True)
def from_day(day: date, form: str = WITH_YEAR) -> str:
    """«dal 14 marzo 2026», «dall'8 marzo 2026»."""
    return _said(day, form, _("dall'{day}"), _("dal {day}"))


@register.filter(expects_localtime=True)
def until_day(day: date, form: str = WITH_YEAR) -> str:
    """«al 14 marzo 2026», «all'8 marzo 2026»."""
    return _said(day, form, _("all'{day}"), _("al {day}"))

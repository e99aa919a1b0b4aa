"""Words about certificates: hours as one says them, numbers as one reads them aloud."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from laboratories.registers import numbers

register = template.Library()
AN_HOUR = 60


@register.filter
def hours(minutes: int) -> str:
    """«12 ore», «12 ore e 30 minuti»."""
    whole, rest = divmod(minutes, AN_HOUR)
    parts = []
    if whole:
        parts.append(ngettext("%(count)d ora", "%(count)d ore", whole) % {"count": whole})
    if rest or not whole:
        parts.append(ngettext("%(count)d minuto", "%(count)d minuti", rest) % {"count": rest})
    return _(" e ").join(parts)


@register.filter
def grouped(number: str) -> str:
    """«7K2M-9QXD-…»."""
    return numbers.grouped(number)

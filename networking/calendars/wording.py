"""When something is, as people say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networking.rules import ITALY

if TYPE_CHECKING:
    from datetime import date

    from .event import Event

DAY, HOUR = "l j F Y", "H:i"


def when(event: Event) -> str:
    """«mercoledì 25 novembre 2026, dalle 10:00 alle 11:30»."""
    first, last = event.begins.astimezone(ITALY), event.ends.astimezone(ITALY)
    if event.is_all_day:
        return _days(first.date(), event.last_day)
    hours = {"first": date_format(first, HOUR), "last": date_format(last, HOUR)}
    if first.date() == event.last_day:
        return _("{day}, dalle {first} alle {last}").format(day=date_format(first, DAY), **hours)
    return _("da {day}, ore {first}, a {last_day}, ore {last}").format(
        day=date_format(first, DAY), last_day=date_format(last, DAY), **hours
    )


def _days(first: date, last: date) -> str:
    if first == last:
        return date_format(first, DAY)
    return _("da {first} a {last}").format(first=date_format(first, DAY), last=date_format(last, DAY))

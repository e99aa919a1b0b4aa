"""How often a work is done, in the words an operator would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from celery.schedules import crontab
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import timedelta

    from celery.schedules import schedule

EVERY_HOUR, EVERY_DAY, EVERY_WEEK, EVERY_MONTH = 24, 31, 7, 12
WORKING_DAYS = {1, 2, 3, 4, 5}
DAWN, DUSK = 6, 22
NOON = 12


class UnsayableError(ValueError):
    """Hours that have no plain name: whoever keeps the portal would not understand them."""


def how_often(hours: schedule | crontab) -> str:
    """«ogni 5 secondi», «ogni notte alle 3:10», «il lunedì alle 7». Raises UnsayableError."""
    if not isinstance(hours, crontab):
        return _every(hours.run_every)
    times = [(hour, minute) for hour in sorted(hours.hour) for minute in sorted(hours.minute)]
    if len(hours.hour) == EVERY_HOUR:
        raise UnsayableError("a work of every hour is said as a pause")
    return f"{_days(hours, times)} {_listed(_at(hour, minute) for hour, minute in times)}"


def _every(pause: timedelta) -> str:
    seconds = int(pause.total_seconds())
    units = [
        (86400, lambda count: ngettext("ogni giorno", "ogni %d giorni", count)),
        (3600, lambda count: ngettext("ogni ora", "ogni %d ore", count)),
        (60, lambda count: ngettext("ogni minuto", "ogni %d minuti", count)),
        (1, lambda count: ngettext("ogni secondo", "ogni %d secondi", count)),
    ]
    for size, words in units:
        if seconds and seconds % size == 0:
            return _counted(words(seconds // size), seconds // size)
    raise UnsayableError(f"{pause} is no number of seconds")


def _counted(words: str, count: int) -> str:
    return words % count if "%d" in words else words


def _days(hours: crontab, times: Sequence[tuple[int, int]]) -> str:
    """On which days: one way of choosing them at a time, as people do."""
    is_every_weekday = len(hours.day_of_week) == EVERY_WEEK
    if len(hours.day_of_month) < EVERY_DAY:
        if not is_every_weekday:
            raise UnsayableError("days of the week and of the month together")
        return _days_of_the_month(hours)
    if len(hours.month_of_year) < EVERY_MONTH:
        raise UnsayableError("months without a day")
    if not is_every_weekday:
        return _weekdays(hours.day_of_week)
    is_at_night = all(hour < DAWN or hour >= DUSK for hour, _minute in times)
    return _("ogni notte") if is_at_night else _("ogni giorno")


def _weekdays(days: set[int]) -> str:
    if days == WORKING_DAYS:
        return _("dal lunedì al venerdì")
    # Celery's week begins on Sunday, the operator's and Django's names on Monday.
    names = [str(WEEKDAYS[(day - 1) % 7]).lower() for day in sorted(days, key=lambda day: (day - 1) % 7)]
    feminine = str(WEEKDAYS[6]).lower()
    return _listed(_("la %s") % name if name == feminine else _("il %s") % name for name in names)


def _days_of_the_month(hours: crontab) -> str:
    days = _listed(_day(day) for day in sorted(hours.day_of_month))
    if len(hours.month_of_year) == EVERY_MONTH:
        return _("%s di ogni mese") % days
    months = _listed(str(MONTHS[month]).lower() for month in sorted(hours.month_of_year))
    return _("%(days)s di %(months)s") % {"days": days, "months": months}


def _day(day: int) -> str:
    """«il 1°», «l'8», «il 15»."""
    if day == 1:
        return _("il 1°")
    return _("l'%d") % day if day in {8, 11} else _("il %d") % day


def _at(hour: int, minute: int) -> str:
    """«alle 7», «all'1:30», «a mezzanotte»."""
    named = {(0, 0): _("a mezzanotte"), (NOON, 0): _("a mezzogiorno")}
    if (hour, minute) in named:
        return named[hour, minute]
    clock = f"{hour}:{minute:02d}" if minute else str(hour)
    return _("all'%s") % clock if hour == 1 else _("alle %s") % clock


def _listed(words: Iterable[str]) -> str:
    """«a», «a e b», «a, b e c»."""
    *first, last = words
    return _("%(first)s e %(last)s") % {"first": ", ".join(first), "last": last} if first else last

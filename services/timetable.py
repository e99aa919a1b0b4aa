"""When a service is open, in the words of a page: now, in the week, in the coming days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from networking.models import Holiday
from services import rules

from .models.hours import Weekday

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from .models import OpeningRule, Service

DAYS_AHEAD = 14


@dataclass(frozen=True)
class WeekRow:
    """A day of the week with its openings in words; `is_today` marks the row of today."""

    name: str
    openings: list[str]
    is_today: bool


@dataclass(frozen=True)
class SpecialDay:
    """A coming day, or days in a row, unlike the usual week."""

    when: str
    what: str
    reason: str


@dataclass(frozen=True)
class Timetable:
    """What a page says of the hours of a service at one moment."""

    is_known: bool
    is_open: bool
    status: str
    week: list[WeekRow]
    special_days: list[SpecialDay]


def holidays_ahead(today: date) -> dict[date, str]:
    """The national holidays of the coming days, by day. One query, for any number of services."""
    last = today + timedelta(days=DAYS_AHEAD)
    return dict(Holiday.objects.filter(date__range=(today, last)).values_list("date", "name"))


def closed_days(service: Service, days: Iterable[date], holidays: Mapping[date, str]) -> dict[date, str]:
    """Those of `days` on which `service` is closed for a feast, with its name."""
    comune = service.place.comune if service.place else None
    closed = {}
    for day in days:
        if service.closes_on_holidays and day in holidays:
            closed[day] = holidays[day]
        elif service.closes_on_patron_day and comune and comune.is_patron_day(day):
            closed[day] = comune.patron_name or _("santo patrono")
    return closed


def timetable_of(service: Service, *, now: datetime, holidays: Mapping[date, str]) -> Timetable:
    """The timetable of `service` at `now` (Italian clock); `holidays` as `holidays_ahead` gives them.

    Reads `opening_rules` and `opening_exceptions`, which the caller prefetches.
    """
    weekly = [
        each for each in service.opening_rules.all() if not each.valid_to or each.valid_to >= now.date()
    ]
    exceptions = list(service.opening_exceptions.all())
    dates = [now.date() + timedelta(days=ahead) for ahead in range(DAYS_AHEAD + 1)]
    days = rules.coming_days(
        dates, rules=weekly, exceptions=exceptions, closed_days=closed_days(service, dates, holidays)
    )
    days = [day._replace(hours=[]) if service.is_closed_on(day.date) else day for day in days]
    is_open = rules.is_open_at(now, days[0].hours)
    return Timetable(
        is_known=bool(weekly or any(each.opens for each in exceptions)),
        is_open=is_open,
        status=_status(now, days, is_open=is_open, has_rules=bool(weekly)),
        week=_week(weekly, now.date()),
        special_days=_special_days(days),
    )


def _status(now: datetime, days: Sequence[rules.Day], *, is_open: bool, has_rules: bool) -> str:
    if is_open:
        closes = max(
            each.closes
            for each in days[0].hours
            if each.opens <= now.time() < each.closes and not each.by_appointment
        )
        return _("Aperto ora, fino alle {hour}").format(hour=time_format(closes))
    following = rules.next_opening(now, days)
    if following:
        day, hours = following
        when = _day_in_words(day, now.date())
        return _("Ora è chiuso: apre {day} alle {hour}").format(day=when, hour=time_format(hours.opens))
    if any(each.hours for each in days):
        return _("Solo su appuntamento")
    return _("Chiuso nei prossimi 14 giorni") if has_rules else ""


def _day_in_words(day: date, today: date) -> str:
    if day == today:
        return _("oggi")
    if day == today + timedelta(days=1):
        return _("domani")
    return date_format(day, "l j F").lower()


def _week(weekly: Sequence[OpeningRule], today: date) -> list[WeekRow]:
    """Monday to Sunday, every day named: a missing row would leave a doubt."""
    if not weekly:
        return []
    return [
        WeekRow(
            str(weekday.label).capitalize(),
            [_opening_in_words(rule, today) for rule in weekly if rule.weekday == weekday],
            weekday == today.isoweekday(),
        )
        for weekday in Weekday
    ]


def _opening_in_words(rule: OpeningRule, today: date) -> str:
    """«9:00–11:00 (1° e 3° del mese; su appuntamento; dal 1° giugno)»."""
    notes = []
    if rule.weeks_of_month:
        weeks = _(" e ").join(f"{week}°" for week in sorted(rule.weeks_of_month))
        notes.append(_("solo il {weeks} del mese").format(weeks=weeks))
    if rule.by_appointment:
        notes.append(_("su appuntamento"))
    if rule.valid_from and rule.valid_from > today:
        notes.append(_("dal {day}").format(day=date_format(rule.valid_from).lower()))
    if rule.valid_to:
        notes.append(_("fino al {day}").format(day=date_format(rule.valid_to).lower()))
    if rule.note:
        notes.append(rule.note)
    return _span(rule) + (f" ({'; '.join(notes)})" if notes else "")


def _span(hours: rules.Hours | OpeningRule) -> str:
    return f"{time_format(hours.opens)}–{time_format(hours.closes)}"


def _special_days(days: Sequence[rules.Day]) -> list[SpecialDay]:
    """The special days, those alike and in a row told once («dal … al …»)."""
    runs: list[list[rules.Day]] = []
    for day in days:
        if not day.is_special:
            continue
        last = runs[-1][-1] if runs else None
        if last and last.date + timedelta(days=1) == day.date and last[1:] == day[1:]:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [_special_day(run) for run in runs]


def _special_day(run: Sequence[rules.Day]) -> SpecialDay:
    first, last = run[0], run[-1]
    when = date_format(first.date, "l j F").lower()
    if len(run) > 1:
        when = _("da {first} a {last}").format(first=when, last=date_format(last.date, "l j F").lower())
    hours = ", ".join(_span(each) for each in first.hours)
    return SpecialDay(when, _("aperto {hours}").format(hours=hours) if hours else _("chiuso"), first.reason)

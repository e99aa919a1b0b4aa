"""For whom, where and when, in words: from rows to sentences, no query, no clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Grade
from .rules import ages, joined

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, timedelta

    from .models import Activity, Cycle, Session, Venue, WeeklyRule

HOURS_OF_A_DAY = 24
SECONDS_OF_AN_HOUR = 3600


def for_whom(activity: Activity) -> str:
    """«Dai 6 ai 10 anni, dalla prima alla quinta primaria»; else the people it is for."""
    limits = ", ".join(filter(None, [ages(activity.min_age, activity.max_age), grades_of(activity)]))
    return limits or str(activity.get_audience_display())


def grades_of(activity: Activity) -> str:
    """«dalla prima primaria alla terza media»; empty where every class is right."""
    least, most = activity.min_grade, activity.max_grade
    if least is None and most is None:
        return ""
    if least == most:
        return _("per chi fa la {grade}").format(grade=_grade(least))
    if least is None:
        return _("fino alla {grade}").format(grade=_grade(most))
    if most is None:
        return _("dalla {grade} in poi").format(grade=_grade(least))
    return _("dalla {least} alla {most}").format(least=_grade(least), most=_grade(most))


def _grade(number: int | None) -> str:
    return str(Grade(number).label)


def where(venue: Venue) -> str:
    """«Norcia, Centro giovani», or «Biblioteca di Norcia»; of a place that must stay hidden, only the comune."""
    place, comune = venue.place, venue.place.comune.name
    if place.is_protected:
        return comune
    return place.name if comune in place.name else f"{comune}, {place.name}"


def day_in_words(day: date, *, today: date | None = None) -> str:
    """«mercoledì 2 dicembre»; with the year when it is not that of `today`."""
    is_far = today is not None and day.year != today.year
    return date_format(day, "l j F Y" if is_far else "l j F").lower()


def hours(row: Session | WeeklyRule) -> str:
    """«17:00–18:30»."""
    return f"{time_format(row.local_start)}–{time_format(row.local_end)}"


def rhythm(rules: Iterable[WeeklyRule]) -> str:
    """«ogni martedì, 17:00–18:30, e ogni giovedì, 15:00–16:00»."""
    return joined(_rule(rule) for rule in rules)


def _rule(rule: WeeklyRule) -> str:
    weekday = rule.get_weekday_display()
    if rule.every_weeks == 1:
        return _("ogni {weekday}, {hours}").format(weekday=weekday, hours=hours(rule))
    return _("{weekday}, una settimana ogni {weeks}, {hours}").format(
        weekday=weekday, weeks=rule.every_weeks, hours=hours(rule)
    )


def period(cycle: Cycle) -> str:
    """«da mercoledì 2 dicembre 2026 a mercoledì 3 febbraio 2027»; one day when it is one."""
    first, last = (date_format(day, "l j F Y").lower() for day in (cycle.first_day, cycle.last_day))
    return first if first == last else _("da {first} a {last}").format(first=first, last=last)


def unit(cycle: Cycle) -> str:
    """What one books."""
    if cycle.unit == cycle.Unit.SESSION:
        return _("Si prenota un incontro alla volta.")
    return _("Si prenota tutto il ciclo.")


def cancelling(cycle: Cycle) -> str:
    """Until when one may give a place back."""
    return _(
        "Se non puoi più venire, disdici almeno {time} prima dell'inizio: il posto va a chi aspetta."
    ).format(time=_lasting(cycle.cancel_before))


def _lasting(time: timedelta) -> str:
    number = round(time.total_seconds() / SECONDS_OF_AN_HOUR)
    if number and number % HOURS_OF_A_DAY == 0:
        days = number // HOURS_OF_A_DAY
        return ngettext("%(days)s giorno", "%(days)s giorni", days) % {"days": days}
    return ngettext("%(hours)s ora", "%(hours)s ore", number) % {"hours": number}


def venue_url(venue: Venue) -> str:
    """The page of `venue`; empty for one that has none."""
    has_page = venue.published_at and not venue.place.is_protected
    return venue.get_absolute_url() if has_page else ""

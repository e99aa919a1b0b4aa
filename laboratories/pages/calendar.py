"""The calendar of activities: one week, chosen and filtered by its address, and the doors where it is empty."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from laboratories import nearness, wording
from laboratories.models import Session
from laboratories.models.sessions import rome_midnight
from laboratories.pages.filters import SessionFilter
from laboratories.pages.lines import Day, by_day, lines_of
from laboratories.week import Week, week_asked, week_of
from networking.models import Comune

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import QueryDict

# More than these in a page weigh too much for a poor line: the others are a page further.
PER_PAGE = 50
AT_MOST, DIGITS = 1000, 3
HEADINGS = {
    "": gettext_lazy("Attività"),
    "school_support": gettext_lazy("Sostegno scolastico"),
    "training": gettext_lazy("Formazione"),
}


@dataclass(frozen=True)
class Door:
    """Where to go from an empty page."""

    words: str
    link: str
    url: str


@dataclass(frozen=True)
class CalendarPage:
    """What the calendar shows of one week."""

    heading: str
    kind: str
    filter: SessionFilter
    week: Week
    is_this_week: bool
    summary: str
    days: list[Day]
    doors: list[Door]
    offered: Comune | None
    urls: dict[str, str]
    number: int
    pages: int

    @property
    def is_rest_empty(self) -> bool:
        """Whether of a week already begun only days gone by have something."""
        return not any(day.lines for day in self.days if not day.is_past)


def calendar_page(data: QueryDict, *, kind: str, remembered: str, now: datetime) -> CalendarPage:
    """The week that the address asks for; `kind` is empty for every one, `remembered` the slug of a comune.

    Two questions to the database, two more where the week is empty.
    """
    comuni = list(Comune.objects.in_order())
    every = Session.objects.published().for_lines()
    chosen = SessionFilter(
        data,
        every.filter(cycle__activity__kind=kind) if kind else every,
        comuni=comuni,
        has_kinds=not kind,
        now=now,
    )
    week = week_asked(data.get("settimana", ""), now.date())
    found = list(chosen.qs.in_days(week.monday, week.sunday)[:AT_MOST])
    pages = max(1, -(-len(found) // PER_PAGE))
    number = min(_number(data.get("pagina", "")), pages)
    shown = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    is_this_week = week == week_of(now.date())
    return CalendarPage(
        heading=str(HEADINGS[kind]),
        kind=kind,
        filter=chosen,
        week=week,
        is_this_week=is_this_week,
        summary=_summary(len(found), chosen, when=_when(week, is_this_week=is_this_week)),
        days=by_day(lines_of(shown, now=now), week.days, today=now.date()) if found else [],
        doors=[] if found else _doors(chosen, week, data, now),
        offered=None if chosen.chosen_comune else chosen.comuni.get(remembered),
        urls=_urls(data, week, now, remembered=remembered, number=number, pages=pages),
        number=number,
        pages=pages,
    )


def _number(written: str) -> int:
    return max(1, int(written)) if written.isdecimal() and len(written) <= DIGITS else 1


def _when(week: Week, *, is_this_week: bool) -> str:
    return _("questa settimana") if is_this_week else week.words


def _where(chosen: SessionFilter) -> str:
    if chosen.chosen_comune is None:
        return ""
    where = (
        _(" a {comune} e nei comuni vicini") if chosen.form.cleaned_data.get("vicini") else _(" a {comune}")
    )
    return where.format(comune=chosen.chosen_comune)


def _summary(number: int, chosen: SessionFilter, *, when: str) -> str:
    """«12 incontri a Norcia questa settimana»."""
    where = _where(chosen)
    if not number:
        return _("Nessuna attività{where} {when}.").format(where=where, when=when)
    count = ngettext("%(number)s incontro", "%(number)s incontri", number) % {"number": number}
    return _("{count}{where} {when}").format(count=count, where=where, when=when)


def _doors(chosen: SessionFilter, week: Week, data: QueryDict, now: datetime) -> list[Door]:
    """Elsewhere in the same week, later in the same place, everything."""
    doors = []
    if chosen.chosen_comune and (door := _elsewhere(chosen, week, data, now)):
        doors.append(door)
    following = chosen.qs.taking_place().upcoming(max(now, _end(week))).first()
    if following:
        day = wording.day_in_words(following.local_date, today=now.date())
        words = _("La prossima è {day}.").format(day=day)
        url = _address(data, settimana=week_of(following.local_date).key)
        doors.append(Door(words, _("Vai a quella settimana"), url))
    if chosen.is_active:
        other = _("Oppure guarda tutto quello che c'è, senza scegliere.")
        words = other if doors else _("Guarda tutto quello che c'è, senza scegliere.")
        doors.append(Door(words, _("Togli i filtri"), f"?settimana={week.key}"))
    return doors


def _end(week: Week) -> datetime:
    return rome_midnight(week.shifted(1).monday)


def _elsewhere(chosen: SessionFilter, week: Week, data: QueryDict, now: datetime) -> Door | None:
    """The nearest comune that has something of the kind in this week."""
    here = chosen.chosen_comune
    wider = data.copy()
    wider.pop("comune", None)
    comuni, has_kinds = list(chosen.comuni.values()), "tipo" in chosen.filters
    everywhere = SessionFilter(wider, chosen.queryset, comuni=comuni, has_kinds=has_kinds, now=now)
    rows = everywhere.qs.taking_place().in_days(week.monday, week.sunday).order_by()
    counts = Counter(rows.values_list("cycle__venue__place__comune__slug", flat=True))
    near = [each for each in nearness.nearest_first(here, chosen.comuni.values()) if counts[each.slug]]
    if not near:
        return None
    count = counts[near[0].slug]
    words = ngettext("A %(comune)s ce n'è una.", "A %(comune)s ce ne sono %(count)s.", count)
    link = _("Guarda a {comune}").format(comune=near[0])
    return Door(words % {"comune": near[0], "count": count}, link, _address(data, comune=near[0].slug))


def _urls(
    data: QueryDict, week: Week, now: datetime, *, remembered: str, number: int, pages: int
) -> dict[str, str]:
    urls = {
        "previous": _address(data, settimana=week.shifted(-1).key),
        "next": _address(data, settimana=week.shifted(1).key),
        "now": _address(data, settimana=""),
        "offered": _address(data, comune=remembered, vicini="on"),
    }
    if number > 1:
        urls["page_before"] = _address(data, pagina=str(number - 1), settimana=week.key)
    if number < pages:
        urls["page_after"] = _address(data, pagina=str(number + 1), settimana=week.key)
    return urls


def _address(data: QueryDict, **changes: str) -> str:
    """The same page with `changes`; from the first of its pages, unless they say another."""
    query = data.copy()
    query.pop("pagina", None)
    for name, value in changes.items():
        query[name] = value
    kept = [(name, value) for name, values in query.lists() for value in values if value]
    query.clear()
    for name, value in kept:
        query.appendlist(name, value)
    return f"?{query.urlencode()}"

"""Blocks that the activities draw on the pages of the ground, found there by name."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from laboratories import nearness
from laboratories.models import Session, Venue
from laboratories.pages.lines import Line, lines_of
from networking.models import Comune
from networking.views.public import COMUNE_COOKIE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.http import HttpRequest

    from laboratories.models.sessions import SessionQuerySet

Block = tuple[str, dict[str, Any]]
HOW_MANY, LOOKED_AT = 6, 60
A_WEEK, TWO_WEEKS = timedelta(days=7), timedelta(days=14)


def this_week(request: HttpRequest, **about: Any) -> Block | None:
    """Six activities of the coming seven days, those near the remembered comune first; nothing where there are none."""
    now = timezone.localtime()
    here = Comune.objects.filter(slug=request.COOKIES.get(COMUNE_COOKIE, "")).first()
    rows = _coming(now, A_WEEK)
    near = nearness.around(here, Comune.objects.all()) if here else []
    sessions = _one_each(rows.filter(cycle__venue__place__comune__in=near)[:LOOKED_AT]) if near else []
    is_near = bool(sessions)
    sessions = sessions or _one_each(rows[:LOOKED_AT])
    if not sessions:
        return None
    return "laboratories/blocks/this_week.html", {
        "lines": lines_of(sessions, now=now),
        "here": here if is_near else None,
        "url": f"{reverse('laboratories:calendar')}{f'?comune={here.slug}&vicini=on' if is_near and here else ''}",
    }


def comune_activities(request: HttpRequest, *, comune: Comune) -> Block | None:
    """What happens in the coming fourteen days in the comune, else in those near it; nothing while nothing does."""
    now = timezone.localtime()
    lines = _lines_of(_coming(now, TWO_WEEKS), [comune], now)
    around = (
        []
        if lines
        else _lines_of(_coming(now, TWO_WEEKS), nearness.around(comune, Comune.objects.all()), now)
    )
    if not lines and not around:
        return None
    return "laboratories/blocks/comune_activities.html", {
        "comune": comune,
        "lines": lines or around,
        "is_around": not lines,
    }


def comune_venues(request: HttpRequest, *, comune: Comune) -> Block | None:
    """The spaces of the comune; nothing where there are none."""
    venues = list(
        Venue.objects.with_page().filter(place__comune=comune).order_by("-is_platform", "place__name")
    )
    return (
        ("laboratories/blocks/comune_venues.html", {"comune": comune, "venues": venues}) if venues else None
    )


def _coming(now: datetime, time: timedelta) -> SessionQuerySet:
    held = (
        Session.objects.published().taking_place().filter(cycle__called_off_at=None, starts_at__lt=now + time)
    )
    return held.upcoming(now).for_lines()


def _lines_of(rows: SessionQuerySet, comuni: Iterable[Comune], now: datetime) -> list[Line]:
    return lines_of(_one_each(rows.filter(cycle__venue__place__comune__in=comuni)[:LOOKED_AT]), now=now)


def _one_each(sessions: Iterable[Session]) -> list[Session]:
    """The first session of each activity, as many as are shown."""
    firsts: dict[int, Session] = {}
    for session in sessions:
        firsts.setdefault(session.cycle.activity_id, session)
    return list(firsts.values())[:HOW_MANY]

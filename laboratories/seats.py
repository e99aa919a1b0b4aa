"""Whether there is a place, in words: no query, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from datetime import datetime

    from .models import Cycle, Session


@dataclass(frozen=True, slots=True)
class Seats:
    """What to say of the places; `tone` only colours it («free», «full», «later», «off»)."""

    words: str
    tone: str
    # Whether one can ask for a place now, be it in the queue.
    can_ask: bool = False


def seats_of_session(session: Session, *, now: datetime) -> Seats:
    """Those of a session fetched with `for_lines()`, at `now`."""
    cycle = session.cycle
    if reason := why_not_held(session, cycle):
        return Seats(reason, "off")
    if session.starts_at <= now:
        return Seats(_("già cominciato") if now < session.ends_at else _("già finito"), "off")
    return seats(cycle, free=session.free_seats, in_queue=session.in_queue, now=now)


def seats_of_cycle(cycle: Cycle, *, now: datetime) -> Seats:
    """Those of a cycle that is booked whole, fetched with `with_seats()`, at `now`."""
    if cycle.called_off_at:
        return Seats(_cancelled(cycle.called_off_because), "off")
    return seats(cycle, free=cycle.free_seats, in_queue=cycle.in_queue, now=now)


def seats(cycle: Cycle, *, free: int | None, in_queue: int | None, now: datetime) -> Seats:
    """What is left of `free` places with so many people waiting: who waits comes first."""
    if now < cycle.enrol_opens_at:
        return Seats(_("prenotazioni {day}").format(day=from_day(cycle.enrol_opens_at)), "later")
    if now >= cycle.enrol_closes_at:
        return Seats(_("prenotazioni chiuse"), "off")
    if free and not in_queue:
        words = ngettext("%(free)s posto libero", "%(free)s posti liberi", free) % {"free": free}
        return Seats(words, "free", can_ask=True)
    return Seats(_("completo: lista d'attesa"), "full", can_ask=True)


def why_not_held(session: Session, cycle: Cycle) -> str:
    """«annullato: neve»; empty for a session that is held."""
    if session.cancelled_at:
        return _cancelled(session.cancelled_because)
    return _cancelled(cycle.called_off_because) if cycle.called_off_at else ""


def _cancelled(because: str) -> str:
    return _("annullato: {because}").format(because=because) if because else _("annullato")


def from_day(moment: datetime) -> str:
    """«dal 3 dicembre», «dall'8 dicembre»."""
    day = localtime(moment).date()
    words = date_format(day, "j F").lower()
    return _("dall'{day}").format(day=words) if day.day in {8, 11} else _("dal {day}").format(day=words)

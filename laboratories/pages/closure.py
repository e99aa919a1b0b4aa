"""What the pages of closures say: before, what it will mean; afterwards, what became of each session and who was told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils.translation import gettext as _

from laboratories import concerned
from laboratories.models import ClosureEffect, Session
from laboratories.notices import closures as notices
from laboratories.rules import joined
from laboratories.timetable import closing, reopening
from laboratories.timetable.jobs import SESSIONS_AT_ONCE, at_work_on
from networking.models import ContactChannel, Notice
from networking.outbox.choosing import first_channel

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from laboratories.models import Closure
    from networking.models import Job, User

TELLING = "quanti avvisi parte da una chiusura"
NEEDED = ("cycle__activity", "cycle__venue__place__comune")


@dataclass(frozen=True)
class Preview:
    """What a closure not yet written would mean."""

    sessions: list[Session]
    people: int
    # Whom it makes us tell: how many, and how many by each way.
    told: int
    ways: str
    is_long: bool


@dataclass(frozen=True)
class Page:
    """A closure and what became of it."""

    closure: Closure
    off: list[ClosureEffect]
    moved: list[ClosureEffect]
    back: list[ClosureEffect]
    told: str
    still_to_tell: str
    job: Job | None
    can_reopen: bool
    comes_back: int

    @property
    def is_stuck(self) -> bool:
        """Whether its sessions were never settled, and nobody is at work on them."""
        return self.closure.settled_at is None and self.closure.ended_at is None and self.job is None


def preview(closure: Closure, *, now: datetime) -> Preview:
    """What `closure`, not yet written, would touch, and whom it would make us tell, and how."""
    sessions = list(closing.touched_by(closure, now=now).select_related(*NEEDED))
    ends = {session.pk: session.ends_at for session in sessions}
    ways: Counter[str | None] = Counter()
    for person, theirs in concerned.people_of(sessions, now=now).items():
        until = notices.expires_at([ends[each] for each in theirs], now=now)
        ways[first_channel(person, tuple(ContactChannel), now=now, expires_at=until)] += 1
    return Preview(
        sessions=sessions,
        people=closing.people_in(sessions),
        told=ways.total(),
        ways=_in_words(ways),
        is_long=len(sessions) > SESSIONS_AT_ONCE,
    )


def page(closure: Closure, *, by: User, now: datetime) -> Page:
    """What became of `closure` and of its sessions."""
    effects = list(closure.effects.select_related(*(f"session__{name}" for name in NEEDED)))
    off = [each for each in effects if each.what == ClosureEffect.What.CALLED_OFF]
    told, waiting = _notices(closure)
    return Page(
        closure=closure,
        off=[each for each in off if each.restored_at is None],
        moved=[each for each in effects if each.what == ClosureEffect.What.MOVED],
        back=[each for each in off if each.restored_at is not None],
        told=_in_words(told),
        still_to_tell=_in_words(waiting),
        job=at_work_on(closure, by=by),
        can_reopen=reopening.can_reopen(closure, now=now),
        comes_back=sum(each.session.starts_at > now for each in off),
    )


def _notices(closure: Closure) -> tuple[Counter[str | None], Counter[str | None]]:
    """By which ways how many were told that it is closed, or open again, and how many are still to be: only numbers."""
    kind = notices.REOPENED if closure.ended_at else notices.CLOSED
    about = Notice.objects.for_everyone(reason=TELLING).about_any([closure]).filter(kind=kind)
    rows = about.exclude(state=Notice.State.WITHDRAWN)
    told: Counter[str | None] = Counter()
    waiting: Counter[str | None] = Counter()
    for state, channel, number in (
        rows.order_by().values_list("state", "channel").annotate(number=Count("pk"))
    ):
        which = waiting if state in Notice.PENDING else told
        which[None if state == Notice.State.DEAD else channel] += number
    return told, waiting


def _in_words(ways: Mapping[str | None, int]) -> str:
    """«3 per e-mail, 1 con una lettera e 2 per telefono»; empty where there is nobody."""
    words = {
        ContactChannel.EMAIL: _("{number} per e-mail"),
        ContactChannel.SMS: _("{number} per SMS"),
        ContactChannel.LETTER: _("{number} con una lettera"),
        ContactChannel.PHONE: _("{number} per telefono"),
        ContactChannel.PAGES: _("{number} solo nel portale"),
        None: _("{number} che non sappiamo come raggiungere"),
    }
    return joined(said.format(number=ways[way]) for way, said in words.items() if ways.get(way))

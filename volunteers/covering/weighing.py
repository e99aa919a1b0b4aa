"""What speaks for and against asking somebody who may: plain values, no query and no clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networking.rules import ITALY
from volunteers.free_hours import is_free

if TYPE_CHECKING:
    from volunteers.free_hours import Exceptional, Weekly

HOUR = timedelta(hours=1)
# In minutes of travel: a turn already done that month, a step of liking, having helped there before.
A_TURN, A_LIKING, KNOWN = 10, 6, 15
A_HABIT = 3
# Who has never said when they can is asked before who has said that they cannot.
NEVER_SAID, SAID = 1, 2


class When(NamedTuple):
    """The hours of the turn."""

    starts_at: datetime
    ends_at: datetime


class Facts(NamedTuple):
    """Somebody beside a turn; `time` is that of their week, this turn included, and `turns` those of the month."""

    when: When
    week: list[Weekly]
    exceptions: list[Exceptional]
    minutes: int
    most_minutes: int
    turns: int
    most_turns: int
    time: timedelta
    most_hours: int
    liking: int
    times_here: int


def order(facts: Facts) -> tuple[int, int]:
    """The lower, the sooner they are asked: how much speaks against, then the points."""
    return _against(facts), points(facts)


def points(facts: Facts) -> int:
    """Minutes of travel, more for who has done more, less for who likes it or has helped there."""
    known = KNOWN * min(facts.times_here, A_HABIT) // A_HABIT
    return facts.minutes + A_TURN * facts.turns - A_LIKING * facts.liking - known


def doubts(facts: Facts) -> list[str]:
    """Why they come late in the list, for who coordinates."""
    said = []
    if not is_free(*facts.when, facts.week, facts.exceptions):
        said.append(_when_not(facts))
    if facts.minutes > facts.most_minutes:
        said.append(
            _("ha detto al massimo %(most)d minuti di viaggio: ne servono %(minutes)d")
            % {"most": facts.most_minutes, "minutes": facts.minutes}
        )
    if facts.turns >= facts.most_turns:
        said.append(
            ngettext("ha già %(turns)d turno questo mese", "ha già %(turns)d turni questo mese", facts.turns)
            % {"turns": facts.turns}
        )
    if facts.time > HOUR * facts.most_hours:
        said.append(
            _("arriverebbe a %(hours)s ore in quella settimana: ha detto al massimo %(most)d")
            % {"hours": _hours(facts.time), "most": facts.most_hours}
        )
    if facts.liking < 0:
        said.append(_("preferisce altri aiuti"))
    return said


def merits(facts: Facts) -> list[str]:
    """What speaks for them."""
    said = []
    if facts.times_here:
        said.append(
            ngettext(
                "ha già dato questo aiuto qui %(times)d volta",
                "ha già dato questo aiuto qui %(times)d volte",
                facts.times_here,
            )
            % {"times": facts.times_here}
        )
    if facts.liking > 0:
        said.append(_("lo fa volentieri"))
    return said


def _against(facts: Facts) -> int:
    never = not facts.week and not facts.exceptions
    return len(doubts(facts)) * SAID - (NEVER_SAID if never else 0)


def _when_not(facts: Facts) -> str:
    day = facts.when.starts_at.astimezone(ITALY).date()
    if any(not each.is_available and each.first_day <= day <= each.last_day for each in facts.exceptions):
        return _("quel giorno non può")
    if not facts.week:
        return _("non ha ancora detto quando può")
    days = [_("lunedì"), _("martedì"), _("mercoledì"), _("giovedì"), _("venerdì"), _("sabato"), _("domenica")]
    return _("di solito il %(day)s a quell'ora non può") % {"day": days[day.weekday()]}


def _hours(time: timedelta) -> str:
    hours = time / HOUR
    return str(int(hours)) if hours == int(hours) else f"{hours:.1f}".replace(".", ",")

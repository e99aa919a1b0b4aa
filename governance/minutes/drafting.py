"""To begin the minutes of a meeting from what is known of it: a part for each point; or an act that corrects them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from governance.agenda_trees import in_order
from governance.models import AgendaItem, Meeting, Minutes, MinutesVersion
from governance.refusing import in_words
from networking.models import Person

from . import texts
from .promises import MINUTES

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User

WRITING = "scrivere il verbale di una riunione"
OPENING, CLOSING, CORRECTION = "apertura", "chiusura", "rettifica"


def begin(meeting: Meeting, *, by: User, now: datetime) -> Minutes:
    """The minutes of `meeting`, with a part for each point of its agenda. Raises GovernanceError."""
    with in_words(MINUTES):
        made: Minutes = Minutes.objects.create(meeting=meeting)
        return _written(made, skeleton(meeting), by=by, now=now)


def correct(minutes: Minutes, *, by: User, now: datetime) -> Minutes:
    """An act that corrects approved `minutes`, to be written, approved and signed as they were. Raises GovernanceError."""
    with in_words(MINUTES):
        made: Minutes = Minutes.objects.create(meeting=minutes.meeting, corrects=minutes)
        words = _("Al verbale del {day} si apporta questa rettifica.").format(
            day=_day(minutes.meeting.opened_at or minutes.meeting.first_call_at)
        )
        return _written(made, [texts.section(CORRECTION, _("Rettifica"), words)], by=by, now=now)


def skeleton(meeting: Meeting) -> list[texts.Section]:
    """What one begins with: opening, each point with what was proposed, closing; reserved points are not for everybody."""
    points = AgendaItem.objects.for_everyone(reason=WRITING).filter(meeting=meeting)
    parts = [texts.section(OPENING, _("Apertura"), *_opening(meeting))]
    for each in in_order(points):
        item = each.item
        heading = f"{each.number}. {item.title}"
        proposed = _("Si propone: {words}").format(words=item.proposal) if item.proposal else ""
        parts.append(texts.section(key_of(item), heading, proposed, is_hidden=item.is_reserved))
    return [*parts, texts.section(CLOSING, _("Chiusura"), *_closing(meeting))]


def key_of(item: AgendaItem) -> str:
    """The key of the part about a point."""
    return str(item.pk)


def who_is(user: User) -> Person | None:
    """The person whose access it is."""
    return Person.objects.for_everyone(reason=WRITING).filter(account=user).first()


def _written(made: Minutes, sections: list[texts.Section], *, by: User, now: datetime) -> Minutes:
    author = who_is(by)
    MinutesVersion.objects.create(
        minutes=made,
        based_on=0,
        text=texts.canonical(sections),
        author=author,
        author_name=author.full_name if author else "",
        saved_at=now,
    )
    made.refresh_from_db()
    return made


def _opening(meeting: Meeting) -> list[str]:
    at = timezone.localtime(meeting.opened_at or meeting.first_call_at)
    told = {
        "day": _day(at),
        "hour": date_format(at, "H:i"),
        "body": meeting.body.name,
        "call": _("seconda") if meeting.call == 2 else _("prima"),  # noqa: PLR2004
        "chair": meeting.chair_name or _("chi presiede"),
        "secretary": meeting.secretary_name or _("chi verbalizza"),
    }
    return [
        _("Il {day}, alle {hour}, si riunisce «{body}», in {call} convocazione.").format(**told),
        _("Presiede {chair}. Verbalizza {secretary}.").format(**told),
    ]


def _closing(meeting: Meeting) -> list[str]:
    if meeting.closed_at is None:
        return []
    hour = date_format(timezone.localtime(meeting.closed_at), "H:i")
    return [_("Non essendoci altro da trattare, la riunione si chiude alle {hour}.").format(hour=hour)]


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y")

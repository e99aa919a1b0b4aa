"""A year of meetings behind and two ahead: convened, held and closed as people do, by the acts of the portal."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from laboratories.demo.drawing import at
from networking.demo import DEMONSTRATION
from networking.models import Holiday, Notice

from ..convening import convening, drafting, proving
from ..models import Delivery, Meeting, Summons
from . import actions, minutes, papers, sittings

if TYPE_CHECKING:
    from datetime import date, datetime

    from laboratories.demo.drawing import Draw
    from networking.models import User

    from ..models import Body

FILE = Path(__file__).parent / "meetings.toml"
PLACE = "Spoleto, Palazzo comunale, sala dello Spagna"
HOUR = 17
WEDNESDAY = 2
NOTICE = timedelta(days=10)
COMES = 0.8
ANSWERS = 0.9


def make(draw: Draw, bodies: dict[str, Body], *, by: User) -> list[Meeting]:
    """Write every meeting of the file, those of long ago first."""
    facts = tomllib.loads(FILE.read_text(encoding="utf-8"))["meeting"]
    return [_meeting(draw, bodies[fact.pop("body")], fact, by) for fact in facts]


def _meeting(draw: Draw, body: Body, fact: dict[str, Any], by: User) -> Meeting:
    """As somebody writes it, and sends it, and people answer."""
    points, days = fact.pop("points"), fact.pop("in_days")
    is_draft = fact.pop("is_draft", False)
    first = at(_working_wednesday(draw.day + timedelta(days=days)), HOUR)
    wanted = {"place": PLACE, "first_call_at": first, **fact}
    if hours := wanted.pop("hours_to_second_call", 0):
        wanted["second_call_at"] = first + timedelta(hours=hours)
    meeting = drafting.draft(body, wanted=wanted)
    for point in points:
        _point(meeting, point)
    if is_draft:
        return meeting
    sent = min(first - NOTICE, at(draw.day - timedelta(days=1), 9))
    convening.convene(meeting, because="", by=by, now=sent)
    meeting.refresh_from_db()
    papers.add(meeting, by=by, sent=sent)
    _arrives(draw, meeting, sent)
    if days < 0:
        sittings.hold(draw, meeting)
        actions.give(draw, meeting)
        minutes.write(meeting, by=by)
    return meeting


def _working_wednesday(day: date) -> date:
    """The first from `day` that is no holiday."""
    day += timedelta(days=(WEDNESDAY - day.weekday()) % 7)
    while Holiday.objects.filter(date=day).exists():
        day += timedelta(days=7)
    return day


def _point(meeting: Meeting, fact: dict[str, Any]) -> None:
    """A point, with its parts."""
    parts = fact.pop("parts", [])
    item = drafting.add_item(meeting, wanted=fact)
    for part in parts:
        drafting.add_item(meeting, wanted=part, parent=item)


def _arrives(draw: Draw, meeting: Meeting, sent: datetime) -> None:
    """Notices of those days have left long since; most are read, and most people say whether they come."""
    deliveries = Delivery.objects.for_everyone(reason=DEMONSTRATION).filter(convocation__meeting=meeting)
    keys = list(deliveries.values_list("notice_key", flat=True))
    notices = Notice.objects.for_everyone(reason=DEMONSTRATION).filter(key__in=keys)
    notices.update(state=Notice.State.SENT, sent_at=sent + timedelta(minutes=2))
    proving.keep(now=sent + timedelta(minutes=5))
    called = Summons.objects.for_everyone(reason=DEMONSTRATION).filter(meeting=meeting)
    summonses = list(called.order_by("name", "person"))
    for each in summonses:
        if draw.often(ANSWERS):
            each.seen_at = each.replied_at = sent + timedelta(minutes=draw.randint(5, 600))
            each.reply = Summons.Reply.COMES if draw.often(COMES) else Summons.Reply.ABSENT
            each.replied_by_id, each.replied_by_name = each.person_id, each.name
    Summons.objects.for_everyone(reason=DEMONSTRATION).bulk_update(
        summonses, ["seen_at", "replied_at", "reply", "replied_by", "replied_by_name"]
    )

"""A meeting as its people read it, and as who convenes it sees it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from governance.agenda_trees import Point, in_order
from governance.convening import convening, noticing, proving
from governance.forms.meetings import ReplyForm
from governance.models import AgendaDocument, AgendaItem, Body, Convocation, Meeting, Minutes, Summons
from governance.pages import actions
from governance.refusing import GovernanceError

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User

SHOWN = 50


class Reply(NamedTuple):
    """Somebody for whom the reader answers, with the form to do it (None: no more)."""

    summons: Summons
    form: ReplyForm | None


class Sheet(NamedTuple):
    """A meeting, its points with their papers, its notices, and the replies that are the reader's to give."""

    meeting: Meeting
    points: list[Point]
    notices: list[Convocation]
    replies: list[Reply]
    may_keep: bool
    actions: actions.MeetingActions
    written: list[Minutes]

    @property
    def last_notice(self) -> Convocation | None:
        """The one that holds."""
        return self.notices[-1] if self.notices else None

    @property
    def minutes(self) -> int:
        """How long the points are meant to take."""
        return sum(each.item.minutes or 0 for each in self.points)


def joined(user: User) -> list[Body]:
    """The bodies of `user`."""
    return list(Body.objects.joined_by(user))


def meetings_of(user: User, body: Body) -> list[Meeting]:
    """The last meetings of `body` that `user` may see."""
    return list(Meeting.objects.visible_to(user).filter(body=body).order_by("-first_call_at")[:SHOWN])


def sheet(user: User, meeting: Meeting, *, now: datetime, typed: Any = None) -> Sheet:
    """Everything of `meeting` that `user` reads."""
    items = AgendaItem.objects.visible_to(user).filter(meeting=meeting)
    papers = AgendaDocument.objects.visible_to(user)
    notices = Convocation.objects.visible_to(user).filter(meeting=meeting).order_by("revision")
    mine = Summons.objects.answered_by(user, timezone.localdate(now)).filter(meeting=meeting)
    is_open = meeting.state == Meeting.State.CONVENED
    return Sheet(
        meeting=meeting,
        points=in_order(
            items.select_related("carried_from__meeting").prefetch_related(
                Prefetch("documents", papers, to_attr="papers")
            )
        ),
        notices=list(notices),
        replies=[
            Reply(each, ReplyForm(typed, summons=each, meeting=meeting) if is_open else None) for each in mine
        ],
        may_keep=Meeting.objects.kept_by(user).filter(pk=meeting.pk).exists(),
        actions=actions.of_meeting(meeting, user, now=now),
        written=list(Minutes.objects.visible_to(user).filter(meeting=meeting).order_by("corrects", "pk")),
    )


class Proofs(NamedTuple):
    """To whom each notice arrived, and who answered what."""

    rows: list[proving.Proof]
    arrived: int
    failed: int
    replies: list[tuple[str, int]]
    summonses: list[Summons]


def proofs(user: User, meeting: Meeting) -> Proofs:
    """What the outbox knows of every notice of `meeting`."""
    rows = proving.proofs(meeting)
    called = list(Summons.objects.visible_to(user).filter(meeting=meeting).order_by("name"))
    counted = Counter(each.reply for each in called)
    return Proofs(
        rows=rows,
        arrived=sum(1 for each in rows if each.has_arrived),
        failed=sum(1 for each in rows if each.has_failed),
        replies=[(str(label), counted[value]) for value, label in Summons.Reply.choices if counted[value]],
        summonses=called,
    )


def last_day_to_convene(meeting: Meeting, *, now: datetime) -> str:
    """What who convenes should know first: how many days of notice there are, and how many the rules ask."""
    try:
        rule = convening.rule_for(meeting)
    except GovernanceError as error:
        return str(error)
    days = noticing.days_of_notice(now, meeting.first_call_at)
    said = {
        "asked": rule.notice_days,
        "days": max(days, 0),
        "day": date_format(timezone.localtime(meeting.first_call_at), "j F Y"),
    }
    return _("Le regole chiedono %(asked)d giorni di preavviso; da oggi al %(day)s sono %(days)d.") % said

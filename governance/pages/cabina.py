"""The first page of who sits in a body: the next meetings and their papers, what they have to do, what was decided."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone

from governance.models import ActionItem, AgendaDocument, Body, Decision, Meeting, MonitoringReport, Summons

from . import actions, balance, decisions, reports

if TYPE_CHECKING:
    from datetime import date, datetime

    from networking.models import Comune, User

MEETINGS, ACTIONS, DECISIONS = 3, 8, 6
# A deadline is looked at this long before.
SOON = timedelta(days=60)


class Appointment(NamedTuple):
    """A meeting to come, what was answered by whom one answers for, and its papers."""

    meeting: Meeting
    summonses: list[Summons]
    papers: list[AgendaDocument]

    @property
    def waits_for_answer(self) -> bool:
        """Whether one still has to say."""
        return self.meeting.state == Meeting.State.CONVENED and any(not each.reply for each in self.summonses)


class Desk(NamedTuple):
    """Everything on the page."""

    bodies: list[Body]
    appointments: list[Appointment]
    actions: list[actions.ActionLine]
    deadlines: list[decisions.Line]
    decisions: list[decisions.Line]
    balance: balance.Balance | None
    # The last monitoring report that everybody may read, and those that wait for somebody like `user`.
    report: MonitoringReport | None
    to_approve: list[MonitoringReport]

    @property
    def report_name(self) -> str:
        """What the last report is about."""
        return reports.name(self.report) if self.report else ""


def desk(user: User, comune: Comune | None, *, now: datetime) -> Desk:
    """What `user` finds; of the decisions, those of `comune` where one asks for it."""
    today = timezone.localdate(now)
    bodies = list(Body.objects.joined_by(user))
    mine = ActionItem.objects.owned_by(user).open().order_by("due_on")
    latest = decisions.register(user, {"comune": comune})
    with_comuni = [each for each in bodies if each.kind == Body.Kind.CABINA]
    return Desk(
        bodies=bodies,
        appointments=_appointments(user, bodies, today, now),
        actions=actions.lines(mine[:ACTIONS], user, today),
        deadlines=_deadlines(user, bodies, today),
        decisions=[decisions.line(each, today) for each in latest[:DECISIONS]],
        balance=balance.of_bodies(with_comuni, today) if with_comuni else None,
        report=MonitoringReport.objects.public().filter(zone=None).first(),
        to_approve=list(MonitoringReport.objects.approved_by(user)),
    )


def _appointments(user: User, bodies: list[Body], today: date, now: datetime) -> list[Appointment]:
    """The next meetings, those that go on first."""
    ahead = Meeting.objects.visible_to(user).filter(body__in=bodies)
    going = ahead.filter(state=Meeting.State.OPEN) | ahead.filter(
        state__in=(Meeting.State.CONVENED, Meeting.State.DRAFT), first_call_at__gte=now - timedelta(hours=12)
    )
    meetings = list(going.select_related("body").order_by("first_call_at")[:MEETINGS])
    called = list(Summons.objects.answered_by(user, today).filter(meeting__in=meetings).order_by("name"))
    documents = AgendaDocument.objects.visible_to(user).filter(item__meeting__in=meetings)
    papers = list(documents.select_related("item", "file").order_by("added_at"))
    return [
        Appointment(
            each,
            [row for row in called if row.meeting_id == each.pk],
            [row for row in papers if row.item.meeting_id == each.pk],
        )
        for each in meetings
    ]


def _deadlines(user: User, bodies: list[Body], today: date) -> list[decisions.Line]:
    """What of the bodies is to be carried out soon, or should have been."""
    rows = decisions.register(user, {}).filter(
        body__in=bodies, state=Decision.State.ADOPTED, done_on=None, due_on__lt=today + SOON
    )
    return [decisions.line(each, today) for each in rows.order_by("due_on")[:DECISIONS]]

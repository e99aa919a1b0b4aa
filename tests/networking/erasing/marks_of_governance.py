"""A row of the person's in each table of governance, to be marked."""

from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from governance import agendas
from governance.models import (
    ActionItem,
    Ballot,
    BallotRight,
    Convocation,
    Decision,
    Delivery,
    Evidence,
    Exclusion,
    FeePayment,
    IndicatorDefinition,
    IndicatorTarget,
    Mandate,
    Meeting,
    Member,
    MemberEntry,
    MembershipApplication,
    MinutesRemark,
    MinutesVersion,
    MonitoringReport,
    Presence,
    Proxy,
    Publication,
    Reading,
    Recusal,
    Summons,
)
from governance.sitting import holding
from tests import governing, measuring, membering, minuted
from tests.governance import seated

# What the books of a body go on naming after an erasure (law of books, art. 15 D.Lgs. 117/2017).
HELD_BY_THE_BOOKS = {
    "governance.Mandate",
    "governance.Meeting",
    "governance.Summons",
    "governance.Delivery",
    "governance.Decision",
    "governance.Minutes",
    "governance.MinutesVersion",
    "governance.MinutesRemark",
    "governance.ActionItem",
    "governance.Presence",
    "governance.Proxy",
    "governance.Recusal",
    "governance.BallotRight",
    "governance.Member",
    "governance.MemberEntry",
    "governance.FeePayment",
}


def _convocation(cast):
    meeting = governing.meeting(governing.body(), state="draft")
    said = agendas.canonical(governing.agenda_of(meeting))
    return Convocation(
        meeting=meeting,
        revision=1,
        first_call_at=meeting.first_call_at,
        mode=meeting.mode,
        agenda=said,
        digest=agendas.digest(said),
        sent_at=timezone.now(),
        sent_by=cast.person,
    )


def _summons(cast):
    return Summons(
        meeting=governing.meeting(governing.body()),
        person=cast.person,
        summoned_at=timezone.now(),
        replied_by=cast.person,
    )


def _delivery(cast):
    summons = _summons(cast)
    summons.name = "x"
    summons.save()
    return Delivery(
        convocation=Convocation.objects.for_everyone(reason="prova").get(meeting=summons.meeting),
        summons=summons,
        person=cast.person,
        notice_key="prova",
        queued_at=timezone.now(),
    )


def _line(cast):
    return MemberEntry(
        book=membering.book(),
        person=cast.person,
        event="admission",
        effective_on=date(2026, 1, 1),
        recorded_by=cast.staff,
    )


def _member(cast):
    return Member(organization=governing.association(), person=cast.person, admitted_on=date(2026, 1, 1))


def _application(cast):
    return MembershipApplication(
        organization=governing.association(),
        person=cast.person,
        applicant=cast.person,
        applied_on=date(2026, 1, 1),
    )


def _exclusion(cast):
    member = membering.member(membering.book(), cast.person)
    return Exclusion(
        member=member, person=cast.person, opened_on=date(2026, 1, 1), hearing_on=date(2026, 1, 20)
    )


def _payment(cast):
    book = membering.book()
    return FeePayment(
        member=membering.member(book, cast.person),
        fee=membering.fee(book),
        person=cast.person,
        method="cash",
        paid_on=date(2026, 1, 1),
        recorded_at=timezone.now(),
        recorded_by=cast.staff,
        voided_at=timezone.now(),
    )


def _sitting(cast, **fields):
    """A body in which the person sits, while it meets."""
    body = governing.body()
    governing.rule(body, most_proxies=3, most_proxies_when_large=3)
    governing.mandate(body, cast.person)
    return governing.meeting(body, **fields)


def _presence(cast):
    meeting = _sitting(cast)
    return Presence(meeting=meeting, person=cast.person, from_at=meeting.first_call_at)


def _proxy(cast):
    meeting = _sitting(cast)
    return Proxy(
        meeting=meeting,
        grantor=cast.person,
        holder=governing.mandate(meeting.body).person,
        is_given_here=True,
        given_at=timezone.now(),
    )


def _recusal(cast):
    item = governing.agenda_of(_sitting(cast)).get()
    return Recusal(item=item, person=cast.person, declared_at=timezone.now())


def _right(cast):
    """The database writes them as a ballot opens: of one more, one must say that it is the database."""
    meeting = _sitting(cast, state="open")
    Presence.objects.create(
        meeting=meeting, person=governing.mandate(meeting.body).person, from_at=meeting.opened_at
    )
    ballot = Ballot.objects.create(
        item=governing.agenda_of(meeting).get(), question="x", opened_at=meeting.opened_at
    )
    right = BallotRight(
        ballot=ballot, person=cast.person, caster=cast.person, opened_at=ballot.opened_at, has_voted=True
    )
    right.save = lambda: _write(right)
    return right


@transaction.atomic
def _write(right):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('governance.casting', 'on', true)")
    BallotRight.save(right)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('governance.casting', '', true)")


def _minutes(cast):
    """Approved, as the row is saved, by whoever presided."""
    made = minuted.minutes(minuted.held(cast.person), state="proposed")
    for name, value in minuted.approval(made).items():
        setattr(made, name, value)
    return made


def _version(cast):
    return MinutesVersion(
        minutes=minuted.minutes(), based_on=0, text="[]", author=cast.person, saved_at=timezone.now()
    )


def _remark(cast):
    meeting = governing.meeting(governing.body(), state="open")
    governing.mandate(meeting.body, cast.person)
    seated.enter(meeting, cast.person)
    holding.end(meeting, now=seated.NOW)
    return MinutesRemark(
        minutes=minuted.minutes(meeting, state="review"), person=cast.person, asked_at=timezone.now()
    )


def _action(cast):
    """As it is given, before it ends."""
    return ActionItem(
        meeting=governing.meeting(governing.body(), state="open"),
        owner=cast.person,
        due_on=date(2026, 1, 1),
        opened_at=timezone.now(),
    )


def _reading(**fields):
    days = {"first_day": date(2026, 1, 1), "last_day": date(2026, 12, 31)}
    code = f"P{IndicatorDefinition.objects.count()}"
    definition = measuring.definition(code)
    return Reading(definition=definition, span="year", read_at=timezone.now(), rows=1, **days, **fields)


def _evidence(cast):
    """Behind a number: the row goes with them, the number stays."""
    reading = _reading()
    reading.save()
    return Evidence(reading=reading, person=cast.person, at=timezone.now(), numerator=1)


def _publication(cast):
    reading = _reading()
    reading.save()
    return Publication(reading=reading, published_at=timezone.now(), published_by=cast.user, threshold=5)


def _target(cast):
    days = {"first_day": date(2026, 1, 1), "last_day": date(2026, 12, 31)}
    return IndicatorTarget(code="NW-01", value=1, reason="x", set_at=timezone.now(), set_by=cast.user, **days)


def _report(cast):
    days = {"first_day": date(2026, 1, 1), "last_day": date(2026, 3, 31)}
    return MonitoringReport(
        span="quarter", summary="x", drafted_at=timezone.now(), drafted_by=cast.user, **days
    )


OF_GOVERNANCE = {
    "governance.Evidence": _evidence,
    "governance.Reading": lambda cast: _reading(read_by=cast.user),
    "governance.Publication": _publication,
    "governance.IndicatorTarget": _target,
    "governance.MonitoringReport": _report,
    "governance.ActionItem": _action,
    "governance.Minutes": _minutes,
    "governance.MinutesVersion": _version,
    "governance.MinutesRemark": _remark,
    "governance.Presence": _presence,
    "governance.Proxy": _proxy,
    "governance.Recusal": _recusal,
    "governance.BallotRight": _right,
    "governance.Member": _member,
    "governance.MemberEntry": _line,
    "governance.MembershipApplication": _application,
    "governance.Exclusion": _exclusion,
    "governance.FeePayment": _payment,
    "governance.Convocation": _convocation,
    "governance.Summons": _summons,
    "governance.Decision": lambda cast: Decision(
        body=(meeting := governing.meeting(governing.body(), state="open")).body,
        item=governing.agenda_of(meeting).get(),
        adopted_at=timezone.now(),
        owner=cast.person,
    ),
    "governance.Delivery": _delivery,
    "governance.Mandate": lambda cast: Mandate(
        body=governing.body(), person=cast.person, starts_on=date(2026, 1, 1)
    ),
    "governance.Meeting": lambda cast: Meeting(
        body=governing.body(),
        title="x",
        first_call_at=governing.FIRST_CALL,
        chair=cast.person,
        secretary=cast.person,
    ),
}

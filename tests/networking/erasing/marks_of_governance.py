"""A row of the person's in each table of governance, to be marked."""

from datetime import date

from django.utils import timezone

from governance.convening import agendas
from governance.models import (
    Convocation,
    Delivery,
    Exclusion,
    FeePayment,
    Mandate,
    Meeting,
    Member,
    MemberEntry,
    MembershipApplication,
    Summons,
)
from tests import governing, membering

# What the books of a body go on naming after an erasure (law of books, art. 15 D.Lgs. 117/2017).
HELD_BY_THE_BOOKS = {
    "governance.Mandate",
    "governance.Meeting",
    "governance.Summons",
    "governance.Delivery",
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


OF_GOVERNANCE = {
    "governance.Member": _member,
    "governance.MemberEntry": _line,
    "governance.MembershipApplication": _application,
    "governance.Exclusion": _exclusion,
    "governance.FeePayment": _payment,
    "governance.Convocation": _convocation,
    "governance.Summons": _summons,
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

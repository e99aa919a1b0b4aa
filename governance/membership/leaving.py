"""Leaving: by oneself at any time, or by a decision, after having been told why and heard (art. 24 c.c.).

Who leaves is out from that day: the law would let a statute wait for the end of the year, ours does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.models import Exclusion, Member, MemberEntry
from governance.notices import member_words
from governance.refusing import GovernanceError, in_words
from networking.models import Person

from . import book
from .promises import MEANWHILE, PROMISES

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from governance.models import Decision
    from networking.models import User

LEAVING = "chi lascia un'associazione"
Event = MemberEntry.Event


def withdraw(member: Member, *, by: User, now: datetime) -> MemberEntry:
    """Leave today: nobody has to agree. Raises GovernanceError."""
    return _leave(member, Event.WITHDRAWAL, by=by, day=timezone.localdate(now))


def charge(member: Member, *, reasons: str, hearing_on: date, now: datetime) -> Exclusion:
    """Tell a member what is held against them, and the day until which they may answer. Raises GovernanceError."""
    with in_words(PROMISES):
        made = Exclusion.objects.create(
            member=member,
            person_id=member.person_id,
            name=member.name,
            reasons=reasons,
            opened_on=timezone.localdate(now),
            hearing_on=hearing_on,
        )
        person = Person.objects.for_everyone(reason=LEAVING).filter(pk=member.person_id).first()
        if person is not None:
            member_words.tell(member_words.CHARGED, person, about=made, key=made.pk, now=now)
    return made


def decide(
    pk: UUID, decision: Decision, *, is_excluded: bool, statement: str, by: User, now: datetime
) -> Exclusion:
    """Close a charge by a decision, with what they said; who is excluded is out from today. Raises GovernanceError."""
    with in_words(PROMISES):
        rows = Exclusion.objects.for_everyone(reason=LEAVING).select_for_update(of=("self",))
        row = rows.select_related("member").get(pk=pk)
        if row.closed_on is not None:
            raise GovernanceError(MEANWHILE)
        row.outcome = Exclusion.Outcome.EXCLUDED if is_excluded else Exclusion.Outcome.KEPT
        row.decision, row.closed_on, row.statement = decision, timezone.localdate(now), statement
        row.save(update_fields=["outcome", "decision", "closed_on", "statement"])
        if is_excluded:
            _leave(row.member, Event.EXCLUSION, by=by, day=row.closed_on, decision=decision)
        person = Person.objects.for_everyone(reason=LEAVING).filter(pk=row.person_id).first()
        if person is not None:
            member_words.tell(member_words.CHARGE_DECIDED, person, about=row, key=row.pk, now=now)
    return row


def _leave(
    member: Member, event: str, *, by: User, day: date, decision: Decision | None = None
) -> MemberEntry:
    admission = book.admission_of(member)
    if admission is None:
        raise GovernanceError(_("Il libro degli associati non ha la sua ammissione: scrivi alla segreteria."))
    return book.write_about(admission, event, effective_on=day, by=by, decision=decision)

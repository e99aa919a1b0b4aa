"""What the board, or the assembly after it, answers to who asked to join; admitted, they are written in the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.models import MemberEntry, MembershipApplication
from governance.notices import member_words
from governance.refusing import GovernanceError, in_words
from networking.models import Person

from . import applying, book
from .promises import MEANWHILE, PROMISES

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from governance.models import Decision
    from networking.models import User

ANSWERING = "chi ha chiesto di associarsi, per scriverlo nel libro"
State = MembershipApplication.State


def admit(pk: UUID, decision: Decision, *, by: User, now: datetime) -> MemberEntry:
    """Admit by a decision, and write it in the book from the day of the decision. Raises GovernanceError."""
    with in_words(PROMISES):
        row = applying.hold(pk)
        person = Person.objects.for_everyone(reason=ANSWERING).filter(pk=row.person_id).first()
        if person is None:
            raise GovernanceError(_("Questa persona non c'è più nel portale."))
        _answer(row, State.ADMITTED, decision, now)
        entry = book.write(
            row.organization.member_book,
            person,
            MemberEntry.Event.ADMISSION,
            effective_on=timezone.localdate(decision.adopted_at),
            decision=decision,
            by=by,
        )
        member_words.tell(member_words.ADMITTED, person, about=row, key=row.pk, now=now)
    return entry


def refuse(pk: UUID, decision: Decision, *, because: str, now: datetime) -> None:
    """Say no by a decision, and why. Raises GovernanceError."""
    if not because.strip():
        raise GovernanceError(PROMISES["a_refusal_says_why"][1], "because")
    with in_words(PROMISES):
        row = applying.hold(pk)
        row.refused_because = because.strip()
        _answer(row, State.REFUSED, decision, now)
        person = Person.objects.for_everyone(reason=ANSWERING).filter(pk=row.person_id).first()
        if person is not None:
            key = f"{row.pk}:{'assemblea' if row.appealed_on else 'direttivo'}"
            member_words.tell(member_words.REFUSED, person, about=row, key=key, now=now)


def _answer(row: MembershipApplication, state: str, decision: Decision, now: datetime) -> None:
    """The first answer is the board's; to who has asked the assembly, the assembly's."""
    if row.state == State.APPLIED:
        row.decision, row.decided_on = decision, timezone.localdate(now)
    elif row.state == State.REFUSED and row.appealed_on is not None and row.appeal_decision_id is None:
        row.appeal_decision = decision
    else:
        raise GovernanceError(MEANWHILE)
    row.state = state
    row.save(update_fields=["state", "decision", "decided_on", "appeal_decision", "refused_because"])

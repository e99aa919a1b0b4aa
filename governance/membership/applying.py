"""Asking to join: for oneself, for a child by who answers for them, or at the desk; going back on it; the assembly.

Art. 23 D.Lgs. 117/2017: the board answers in sixty days and says why; who is refused may ask the assembly within sixty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.models import MembershipApplication
from governance.notices import member_words
from governance.refusing import GovernanceError, in_words
from networking.models import Guardianship, Person
from networking.rules import ADULT_AGE

from .promises import MEANWHILE, PROMISES

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from governance.models import MemberBook

ASKING = "chi chiede di associarsi, per sé o per chi gli è affidato"
State = MembershipApplication.State


def apply(
    book: MemberBook,
    person: Person,
    *,
    now: datetime,
    reasons: str = "",
    applicant: Person | None = None,
    is_at_desk: bool = False,
) -> MembershipApplication:
    """Write that `person` asks to join; `applicant` is who asks (None: they themselves). Raises GovernanceError.

    A minor does not ask alone: the one who asks must answer for them today, at the desk too.
    """
    applicant = applicant or person
    _refuse_alone(person, applicant, now)
    with in_words(PROMISES):
        asked = MembershipApplication.objects.create(
            organization=book.organization,
            person=person,
            name=person.full_name,
            applicant=applicant,
            applicant_name=applicant.full_name,
            reasons=reasons,
            is_at_desk=is_at_desk,
            applied_on=timezone.localdate(now),
        )
        member_words.tell(member_words.APPLIED, person, about=asked, key=asked.pk, now=now)
    return asked


def guardians_of(person: Person, now: datetime) -> list[Person]:
    """Who answers for `person` today."""
    ties = Guardianship.objects.for_everyone(reason=ASKING).in_force_on(timezone.localdate(now))
    return [tie.guardian for tie in ties.filter(child=person).select_related("guardian")]


def _refuse_alone(person: Person, applicant: Person, now: datetime) -> None:
    age = person.age_on(timezone.localdate(now))
    if age is None:
        raise GovernanceError(
            _("Prima scrivi la data di nascita tra i dati personali: serve al libro degli associati.")
        )
    if applicant != person and applicant not in guardians_of(person, now):
        raise GovernanceError(_("Può chiederlo solo chi risponde per lei o per lui."))
    if age < ADULT_AGE and applicant == person:
        raise GovernanceError(_("Prima dei 18 anni la domanda la presenta chi risponde per lei o per lui."))


def withdraw(pk: UUID, *, now: datetime) -> None:
    """Go back on an application that nobody has answered yet. Raises GovernanceError."""
    with in_words(PROMISES):
        row = hold(pk)
        if row.state != State.APPLIED:
            raise GovernanceError(MEANWHILE)
        row.state, row.decided_on = State.WITHDRAWN, timezone.localdate(now)
        row.save(update_fields=["state", "decided_on"])


def ask_assembly(pk: UUID, *, now: datetime) -> None:
    """Ask that the assembly decide on a refusal, within sixty days of it. Raises GovernanceError."""
    with in_words(PROMISES):
        row = hold(pk)
        if row.state != State.REFUSED or row.appealed_on is not None:
            raise GovernanceError(MEANWHILE)
        row.appealed_on = timezone.localdate(now)
        row.save(update_fields=["appealed_on"])


def hold(pk: UUID) -> MembershipApplication:
    """The application, whose row nobody else changes meanwhile."""
    rows = MembershipApplication.objects.for_everyone(reason=ASKING).select_for_update(of=("self",))
    return rows.select_related("organization__member_book").get(pk=pk)

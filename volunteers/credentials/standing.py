"""What a volunteer has, until when, and what is missing for which help."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from networking.models import Credential, CredentialKind
from volunteers.models import HelpKind, InsuranceCover
from volunteers.rules import SOON

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from networking.models import Person
    from volunteers.models import Volunteer

READING = "ciò che un volontario ha, alla persona stessa o a chi la coordina"


class Standing(NamedTuple):
    """How one thing stands: `state` is holds, soon, waits, over, revoked or none; `credential` the one that says it."""

    kind: str
    label: str
    state: str
    credential: Credential | None

    @property
    def holds(self) -> bool:
        """Whether it is good today."""
        return self.state in {"holds", "soon"}


class Lacking(NamedTuple):
    """A kind of help, and what it asks that is not there today."""

    kind: HelpKind
    missing: list[str]


def history_of(person: Person) -> list[Credential]:
    """Every credential of `person`, the newest first."""
    rows = Credential.objects.for_everyone(reason=READING).filter(person=person)
    return list(rows.select_related("verified_by", "entered_by").order_by("-issued_on", "-granted_on", "pk"))


def standings(history: Collection[Credential], *, today: date) -> list[Standing]:
    """One for each kind there is, from the best row of `history`."""
    return [_standing(kind, [row for row in history if row.kind == kind], today) for kind in CredentialKind]


def lackings(held: Collection[Standing]) -> list[Lacking]:
    """The kinds of help for which something is missing today."""
    good = {each.kind for each in held if each.holds}
    found = []
    for kind in HelpKind.objects.all():
        missing = [str(CredentialKind(each).label) for each in kind.needed if each not in good]
        if missing:
            found.append(Lacking(kind, missing))
    return found


def insured_until(person: Person, *, today: date) -> date | None:
    """The first day on which nothing insures `person`, who is insured today; None where nothing does today."""
    rows = InsuranceCover.objects.for_everyone(reason=READING).filter(person=person).select_related("policy")
    spans = [
        (max(row.starts_on, row.policy.starts_on), min(row.ends_on or row.policy.ends_on, row.policy.ends_on))
        for row in rows
    ]
    ends = [end for start, end in spans if start <= today < end]
    return max(ends, default=None)


def agreement_state(volunteer: Volunteer, *, today: date) -> str:
    """How the agreement of `volunteer` stands: holds, soon, over or none."""
    if volunteer.agreed_at is None:
        return "none"
    until = volunteer.agreed_until
    if until is None or until > today + SOON:
        return "holds"
    return "soon" if until > today else "over"


def _standing(kind: CredentialKind, rows: list[Credential], today: date) -> Standing:
    states = [(state_of(row, today=today), row) for row in rows]
    for wanted in ("holds", "soon", "waits", "over", "revoked"):
        for state, row in states:
            if state == wanted:
                return Standing(kind, str(kind.label), state, row)
    return Standing(kind, str(kind.label), "none", None)


def state_of(row: Credential, *, today: date) -> str:
    """How one credential stands on `today`."""
    if row.revoked_at is not None:
        return "revoked"
    if row.expires_on is not None and row.expires_on <= today:
        return "over"
    if row.granted_on is None:
        return "waits"
    return "soon" if row.expires_on is not None and row.expires_on <= today + SOON else "holds"

"""Credentials: written by who has seen the document, verified where the policy asks for two, revoked with a reason.

Never changed, never deleted; and only the outcome and its dates, never the paper (art. 10 GDPR).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from . import facts
from .models import Credential, CredentialKind, CredentialPolicy
from .rules import months_after

if TYPE_CHECKING:
    from datetime import date, datetime

    from .models import Person, User

GRANTED, VERIFIED = "networking.credential_granted", "networking.credential_verified"
REVOKED = "networking.credential_revoked"
ACTING = "una abilitazione, da chi la scrive, la verifica o la revoca"


class AccreditingError(Exception):
    """The credential stays as it is; the words say why."""


def refuse_own(person: Person, by: User) -> None:
    """Raise AccreditingError where somebody would say of themselves that they may stay with minors."""
    if person.account_id == by.pk:
        raise AccreditingError(_("È la tua: la scrive una collega o un collega."))


def policy_of(kind: str) -> CredentialPolicy:
    """What holds for `kind` today; where nobody has written it, it never expires and one person is enough."""
    return CredentialPolicy.objects.filter(kind=kind).first() or CredentialPolicy(kind=kind)


def end_of(
    policy: CredentialPolicy, *, issued_on: date, today: date, expires_on: date | None = None
) -> date | None:
    """The first day on which it holds no longer; None where it always does.

    Raises AccreditingError: of a day to come, already over.
    """
    by_policy = months_after(issued_on, policy.months) if policy.months else None
    ends = min((day for day in (expires_on, by_policy) if day is not None), default=None)
    if issued_on > today:
        raise AccreditingError(_("Questo giorno deve ancora venire."))
    if ends is not None and ends <= today:
        raise AccreditingError(_("È già scaduta: serve un documento più recente."))
    return ends


@transaction.atomic
def grant(
    person: Person,
    kind: str,
    *,
    issued_on: date,
    by: User,
    today: date,
    now: datetime,
    expires_on: date | None = None,
    source: str = "",
) -> Credential:
    """Write that `person` has shown `kind`, on paper of `issued_on`; how and for how long, the policy says.

    `expires_on` is the day on the paper, where it comes before that of the policy. Where two people are asked for, it
    holds for nothing until `verify`. Raises AccreditingError: one's own, of a day to come, already over.
    """
    refuse_own(person, by)
    policy = policy_of(kind)
    ends = end_of(policy, issued_on=issued_on, expires_on=expires_on, today=today)
    first = policy.first_use_months
    waits = policy.needs_second_person
    made = Credential.objects.create(
        person=person,
        kind=kind,
        issued_on=issued_on,
        granted_on=None if waits else issued_on,
        expires_on=ends,
        first_use_by=months_after(issued_on, first) if first else None,
        mode=policy.mode if kind == CredentialKind.CLEARANCE else "",
        entered_by=by,
        verified_by=None if waits else by,
        source=source.strip(),
    )
    facts.record(GRANTED, made, now=now, what=str(kind), waits=waits)
    return made


@transaction.atomic
def verify(credential: Credential, *, by: User, now: datetime) -> Credential:
    """A second person has seen it too: from now it holds. Twice is once.

    Raises AccreditingError: one's own, written by the same person, revoked.
    """
    locked = _locked(credential)
    refuse_own(locked.person, by)
    if locked.granted_on is not None:
        return locked
    if locked.revoked_at is not None:
        raise AccreditingError(_("È revocata: non si verifica più."))
    if locked.entered_by_id == by.pk:
        raise AccreditingError(_("L'hai scritta tu: la verifica una collega o un collega."))
    locked.granted_on, locked.verified_by = locked.issued_on, by
    locked.save(update_fields=["granted_on", "verified_by"])
    facts.record(VERIFIED, locked, now=now)
    return locked


@transaction.atomic
def revoke(credential: Credential, *, because: str, now: datetime) -> Credential:
    """It holds no longer from `now`; one already revoked stays as it was. Raises AccreditingError without a reason."""
    if not because.strip():
        raise AccreditingError(_("Scrivi perché la revochi."))
    locked = _locked(credential)
    if locked.revoked_at is None:
        locked.revoked_at, locked.revoked_because = now, because.strip()
        locked.save(update_fields=["revoked_at", "revoked_because"])
        facts.record(REVOKED, locked, now=now)
    return locked


def _locked(credential: Credential) -> Credential:
    everyone = Credential.objects.for_everyone(reason=ACTING).select_related("person")
    return everyone.select_for_update(of=("self",)).get(pk=credential.pk)

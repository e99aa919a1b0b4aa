"""A further guardian joins a child: invited by who already answers for it, with the same rights and no more.

Who is limited by a document invites nobody: another's rights would go round the document. Tutors and support
administrators are appointed by a court: the desk, which sees the decree, writes them. Who once answered for the child
and was limited or ended by a document does not come back by a link either.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from . import answering, family_notices
from .models import GuardianInvitation, Guardianship, Person

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from .models import User

INVITING = "un invito a rispondere insieme"
SALT = "networking.inviting"
# In bytes; and in letters nobody confuses, for who types them from a piece of paper (59 bits, a few tries an hour).
LINK_LENGTH, CODE_LENGTH = 32, 12
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ2345678"


class InvitationError(Exception):
    """Why it cannot be sent or accepted, in a sentence for who reads it."""


class Trouble(StrEnum):
    """Why an invitation that exists can no longer be accepted."""

    USED = "used"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    NO_LONGER_THEIRS = "no_longer_theirs"


@dataclass(frozen=True)
class Newcomer:
    """What somebody without all their data says of themselves when they accept."""

    given_name: str
    family_name: str
    birth_date: object


def digest_of(token: str) -> bytes:
    """By which a link or a code is recognised. Keyed: whoever has only the database cannot try codes against it."""
    return salted_hmac(SALT, token.replace("-", ""), algorithm="sha256").digest()


def may_invite_for(user: User, *, now: datetime) -> list[Guardianship]:
    """The ties by which `user` may ask somebody else to answer too."""
    ties = Guardianship.objects.of_guardian(user, timezone.localdate(now))
    full = ties.filter(can_book=True, can_collect=True, kind__in=Guardianship.FOR_MINORS)
    return list(full.select_related("child", "guardian").order_by("child__birth_date", "child"))


@transaction.atomic
def invite(ties: Sequence[Guardianship], *, email: str, now: datetime) -> tuple[GuardianInvitation, str]:
    """Ask for the children of `ties`, all of one guardian; what to hand over is told here and never again.

    With `email` a link for that address, without a code. Raises InvitationError for ties of different kinds.
    """
    if len({tie.kind for tie in ties}) != 1:
        raise InvitationError(
            _("Per queste persone non rispondi allo stesso modo: invita una volta per ciascuna.")
        )
    token = secrets.token_urlsafe(LINK_LENGTH) if email else _code()
    made = GuardianInvitation.objects.create(
        inviter=ties[0].guardian, kind=ties[0].kind, digest=digest_of(token), email=email, created_at=now
    )
    made.children.add(*(tie.child for tie in ties))
    if email:
        family_notices.send_invitation(made, token)
    return made, token


def withdraw(invitation: GuardianInvitation, *, now: datetime) -> bool:
    """From now on it is worth nothing; False where it already was."""
    rows = GuardianInvitation.objects.for_everyone(reason=INVITING).open(now)
    return bool(rows.filter(pk=invitation.pk).update(withdrawn_at=now))


def found_by(token: str) -> GuardianInvitation | None:
    """The invitation that a link or a code opens, whatever has become of it."""
    rows = GuardianInvitation.objects.opened_by(digest_of(token))
    return rows.select_related("inviter__account").first()


def children_of(invitation: GuardianInvitation) -> list[Person]:
    """For whom it asks."""
    people = Person.objects.for_everyone(reason=INVITING)
    through = GuardianInvitation.children.through.objects.filter(guardianinvitation=invitation)
    return list(people.filter(pk__in=through.values("person")).order_by("birth_date", "pk"))


def trouble_of(invitation: GuardianInvitation, *, now: datetime) -> Trouble | None:
    """Why it can no longer be accepted; None while it can. Whoever sent it must still have what they give."""
    if invitation.accepted_at:
        return Trouble.USED
    if invitation.withdrawn_at:
        return Trouble.WITHDRAWN
    if invitation.expires_at <= now:
        return Trouble.EXPIRED
    held = {
        (tie.child_id, tie.kind)
        for tie in (may_invite_for(invitation.inviter.account, now=now) if invitation.inviter.account else [])
    }
    wanted = {(child.pk, invitation.kind) for child in children_of(invitation)}
    return None if wanted and wanted <= held else Trouble.NO_LONGER_THEIRS


def refusal_for(invitation: GuardianInvitation, user: User) -> str:
    """Why this person cannot accept it, in a sentence; empty where they can."""
    own = getattr(user, "person", None)
    if own is not None and own.pk == invitation.inviter_id:
        return _("Questo invito l'hai mandato tu: serve a un'altra persona.")
    if invitation.email and not _has_address(user, invitation.email):
        return _(
            "Questo invito è per un'altra e-mail. Entra con quella, oppure chiedi un codice a chi ti ha invitato."
        )
    if own is not None and _ties_between(invitation, own).exists():
        return _("Tra voi c'è già, o c'è già stata, una responsabilità. Per cambiarla passa dallo sportello.")
    return ""


@transaction.atomic
def accept(token: str, *, by: User, newcomer: Newcomer | None = None, now: datetime) -> list[Person]:
    """From today `by` answers for the children too; those. Both are told.

    Raises InvitationError, with the sentence to read.
    """
    rows = GuardianInvitation.objects.opened_by(digest_of(token)).select_for_update(of=("self",))
    invitation = rows.select_related("inviter__account").first()
    if invitation is None or trouble_of(invitation, now=now):
        raise InvitationError(_("Questo invito non vale più. Chiedine un altro a chi te l'ha mandato."))
    if refusal := refusal_for(invitation, by):
        raise InvitationError(refusal)
    guardian = _guardian(by, newcomer)
    children = children_of(invitation)
    for child in children:
        _join(guardian, child, invitation.kind, now)
    invitation.accepted_at, invitation.accepted_by = now, guardian
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    family_notices.tell_of_joining(invitation, guardian, now=now)
    return children


def _join(guardian: Person, child: Person, kind: str, now: datetime) -> None:
    tie = Guardianship(guardian=guardian, child=child, kind=kind, starts_on=timezone.localdate(now))
    try:
        answering.begin(tie)
    except ValidationError as error:
        raise InvitationError(" ".join(error.messages)) from error


def _guardian(user: User, newcomer: Newcomer | None) -> Person:
    """Who accepts, with a birth date: nobody under age answers for others. Raises InvitationError without one."""
    own = getattr(user, "person", None) or Person(account=user)
    if newcomer is not None and not own.birth_date:
        own.given_name = own.given_name or newcomer.given_name
        own.family_name = own.family_name or newcomer.family_name
        own.birth_date = newcomer.birth_date
        own.save()
    if not own.birth_date:
        raise InvitationError(
            _("Prima scrivi la tua data di nascita: chi risponde deve avere almeno 18 anni.")
        )
    return own


def _ties_between(invitation: GuardianInvitation, guardian: Person) -> object:
    """Any tie, of whatever time: who was limited or ended by a document does not come back by a link."""
    ties = Guardianship.objects.for_everyone(reason=INVITING).filter(guardian=guardian)
    return ties.filter(child__in=children_of(invitation))


def _has_address(user: User, email: str) -> bool:
    return EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists()


def _code() -> str:
    letters = "".join(secrets.choice(LETTERS) for _each in range(CODE_LENGTH))
    return "-".join(letters[start : start + 4] for start in range(0, CODE_LENGTH, 4))

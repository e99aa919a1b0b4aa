"""The act: one transaction, one proof, whoever asks twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from networking.belongings import Owner, owner_of
from networking.models import Channel, ErasureProof, ErasureRequest, Guardianship, Person, User

from . import farewell, proofs, rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from django.db.models import QuerySet

ERASING = "cancellazione di una persona"


@dataclass(frozen=True)
class Asked:
    """How somebody asked to be erased, and when."""

    channel: str
    at: datetime
    # After a restore they have been told already.
    is_told: bool = True


@transaction.atomic
def erase_person(person: Person, *, asked: Asked, now: datetime) -> ErasureProof:
    """Erase `person` with their access; the proof. Whoever comes second gets the proof of the first."""
    digest = proofs.digest_of("person", person.pk)
    everyone = Person.objects.for_everyone(reason=ERASING)
    # Until this transaction ends nobody else erases them.
    locked = everyone.select_for_update(of=("self",)).select_related("account").filter(pk=person.pk).first()
    known = ErasureProof.objects.filter(subject_digest=digest).first()
    if locked is None or known is not None:
        return known or ErasureProof.objects.get(subject_digest=digest)
    children = list(_minors_of(locked, timezone.localdate(now)).values_list("pk", flat=True))
    address = locked.contact_email
    proof = _carry_out(
        owner_of(person=locked),
        digest,
        asked=asked,
        now=now,
        left=lambda: everyone.filter(pk__in=children).minors_alone(timezone.localdate(now)).count(),
    )
    if asked.is_told:
        farewell.say(address, proof, had_access=locked.account is not None)
    return proof


@transaction.atomic
def close_account(user: User, *, asked: Asked, now: datetime) -> ErasureProof:
    """Erase whoever `user` is; an access that is nobody's goes by itself."""
    person = Person.objects.for_everyone(reason=ERASING).filter(account=user).first()
    if person is not None:
        return erase_person(person, asked=asked, now=now)
    digest = proofs.digest_of("account", user.pk)
    locked = User.objects.select_for_update().filter(pk=user.pk).first()
    known = ErasureProof.objects.filter(subject_digest=digest).first()
    if locked is None or known is not None:
        return known or ErasureProof.objects.get(subject_digest=digest)
    proof = _carry_out(owner_of(account=locked), digest, asked=asked, now=now, left=lambda: 0)
    if asked.is_told:
        farewell.say(locked.email, proof, had_access=True)
    return proof


def _carry_out(
    owner: Owner, digest: bytes, *, asked: Asked, now: datetime, left: Callable[[], int]
) -> ErasureProof:
    """Answer the open requests, forget, and write the proof. Inside the caller's transaction."""
    open_requests = ErasureRequest.objects.for_everyone(reason=ERASING).pending()
    answered = list(open_requests.filter(person__in=owner.people).values_list("pk", flat=True))
    done = rows.forget(owner, now=now)
    proof = ErasureProof.objects.create(
        subject_digest=digest,
        channel=asked.channel,
        asked_at=asked.at,
        erased_at=now,
        rows=done.rows,
        files=done.files,
        holds=done.holds,
        children_left=left(),
    )
    ErasureRequest.objects.for_everyone(reason=ERASING).filter(pk__in=answered).update(
        decision=ErasureRequest.Decision.ERASED, decided_at=now, proof=proof
    )
    proofs.keep_outside_after_commit(digest)
    return proof


def _minors_of(person: Person, day: date) -> QuerySet[Person]:
    """The children for whom `person` answers today."""
    mine = Guardianship.objects.for_everyone(reason=ERASING).filter(guardian=person).in_force_on(day)
    return Person.objects.for_everyone(reason=ERASING).filter(pk__in=mine.values("child"))


def close_own_account(user: User, *, now: datetime) -> ErasureProof:
    """From now on nobody signs in as `user`: what no law asks us to keep is erased, and a mail says so."""
    return close_account(user, asked=Asked(Channel.OWN_ACCOUNT, now), now=now)

"""Requests to be erased, of people who ask for it at the desk or by letter: written down, answered within thirty days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from networking import notices
from networking.models import Channel, ErasureRequest

from .person import Asked, erase_person

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Person, User

# Art. 12, par. 3 GDPR: a month.
ANSWER_WITHIN = timedelta(days=30)


class AnsweredError(Exception):
    """Somebody has already answered this request."""


def prepare(asked: ErasureRequest, *, by: User, now: datetime) -> ErasureRequest:
    """Fill in what nobody types: who wrote it, by when to answer, which zone. The caller saves."""
    asked.asked_at = asked.asked_at or now
    asked.written_by = by
    asked.due_on = timezone.localdate(asked.asked_at) + ANSWER_WITHIN
    asked.zone = asked.person.followed_by_zone
    return asked


def ask(person: Person, *, by: User, now: datetime, channel: str = Channel.DESK) -> ErasureRequest:
    """Write down that `person` asks to be erased."""
    asked = prepare(ErasureRequest(person=person, channel=channel), by=by, now=now)
    asked.save()
    return asked


@transaction.atomic
def carry_out(asked: ErasureRequest, *, by: User, now: datetime) -> ErasureRequest:
    """Erase the person of `asked`, and write that it was done. Raises AnsweredError."""
    held = _held(asked)
    erase_person(held.person, asked=Asked(held.channel, held.asked_at), now=now)
    held.refresh_from_db()
    held.decided_by = by
    held.save(update_fields=["decided_by"])
    return held


@transaction.atomic
def refuse(asked: ErasureRequest, *, by: User, outcome: str, now: datetime) -> ErasureRequest:
    """Answer no, with the reason, which is also written to the person. Raises AnsweredError."""
    held = _held(asked)
    held.decision, held.outcome = ErasureRequest.Decision.REFUSED, outcome
    held.decided_at, held.decided_by = now, by
    held.save()
    notices.erasure_refused(held, now=now)
    return held


def _held(asked: ErasureRequest) -> ErasureRequest:
    """The request, which nobody else answers until this transaction ends. Raises AnsweredError."""
    everyone = ErasureRequest.objects.for_everyone(reason="risposta a una richiesta di cancellazione")
    held = everyone.select_for_update().get(pk=asked.pk)
    if held.decided_at is not None or held.person is None:
        raise AnsweredError
    return held

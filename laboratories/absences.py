"""«Oggi non viene»: a family says beforehand, or while the session lasts, that somebody will not be there.

Told absences never count against anybody. The place stays theirs; giving it up is another act (`cancelling`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from networking.models import Guardianship
from networking.rules import ADULT_AGE

from .models import Booking, Presence

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from networking.models import User

TELLING = "un'assenza che la famiglia dice"


class AbsenceError(Exception):
    """Why it cannot be told or taken back, in a sentence."""


@transaction.atomic
def tell(presence: UUID, *, reason: str, by: User, now: datetime) -> Presence:
    """Write that somebody will not come; told twice, the last reason holds. Raises AbsenceError."""
    row = _locked(presence, by, now)
    row.absence_told_at, row.absence_reason = now, reason
    row.save(update_fields=["absence_told_at", "absence_reason"])
    return row


@transaction.atomic
def take_back(presence: UUID, *, by: User, now: datetime) -> Presence:
    """They come after all. Raises AbsenceError."""
    row = _locked(presence, by, now)
    row.absence_told_at, row.absence_reason = None, ""
    row.save(update_fields=["absence_told_at", "absence_reason"])
    return row


def may_tell(presence: Presence, user: User, *, now: datetime) -> bool:
    """Whether `user` may say so: who may book for them, or they themselves when of age."""
    today = timezone.localdate(now)
    if presence.person.account_id == user.pk:
        age = presence.person.age_on(today)
        return age is None or age >= ADULT_AGE
    ties = Guardianship.objects.of_guardian(user, today)
    return ties.filter(child=presence.person_id, can_book=True).exists()


def _locked(presence: UUID, by: User, now: datetime) -> Presence:
    rows = Presence.objects.for_everyone(reason=TELLING).select_for_update(of=("self",))
    row = rows.select_related("person", "session__cycle", "booking").get(pk=presence)
    if not may_tell(row, by, now=now):
        raise AbsenceError(_("Lo può dire solo chi può prenotare per questa persona."))
    if not is_awaited(row) or now >= row.session.ends_at:
        raise AbsenceError(_("Questo incontro è finito, o non c'è più: non serve avvisare."))
    if row.mark:
        raise AbsenceError(_("Il registro è già segnato: se è sbagliato, dillo a chi conduce."))
    return row


def is_awaited(row: Presence) -> bool:
    """Whether they are expected at a session that is held; with its booking and its session's cycle."""
    is_held = row.session.cancelled_at is None and row.session.cycle.called_off_at is None
    return row.is_expected and is_held and row.booking.state == Booking.State.CONFIRMED

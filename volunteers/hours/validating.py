"""Confirming hours: never one's own, one by one or many together; or saying that something is not right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from networking import facts
from volunteers.models import HoursLog
from volunteers.notices import hours as notices

from .refusing import HoursError, held, in_words, refuse

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from networking.models import User

CORRECTED = "volunteers.hours_corrected"
State = HoursLog.State


def confirm(
    assignment: UUID, *, minutes: int | None = None, words: str = "", by: User, now: datetime
) -> HoursLog:
    """Confirm what was said, or `minutes`, with `words` that say why. Raises HoursError.

    Of hours confirmed already, other `minutes` are a correction: what they were stays written, and `words` are asked.
    """
    with in_words():
        log = _said(assignment)
        anew = minutes or log.minutes_declared
        if log.state == State.VALIDATED:
            if anew == log.minutes_validated:
                return log
            _refuse_without(words)
            facts.record(CORRECTED, log, now=now, before=log.minutes_validated, after=anew)
            log.minutes_before = log.minutes_validated
        elif anew != log.minutes_declared:
            _refuse_without(words)
        log.state, log.minutes_validated, log.words = State.VALIDATED, anew, words.strip()
        log.validated_by, log.validated_at = by, now
        log.save()
    return log


def confirm_many(assignments: Collection[UUID], *, by: User, now: datetime) -> int:
    """Confirm what was said in each, all of them or none; how many. Raises HoursError that names the first it may not."""
    with in_words():
        for each in sorted(assignments):
            try:
                confirm(each, by=by, now=now)
            except HoursError as error:
                row, _log = held(each)
                raise HoursError(
                    _("{who}, {turn}: {why}").format(who=row.volunteer, turn=row.request, why=error)
                ) from error
    return len(assignments)


def dispute(assignment: UUID, *, words: str, by: User, now: datetime) -> HoursLog:
    """Say what is not right: the volunteer is told, and may say the hours again. Raises HoursError."""
    with in_words():
        log = _said(assignment)
        if log.state == State.VALIDATED:
            refuse("confirmed_hours_stay")
        if log.assignment.volunteer.person.account_id == by.pk:
            refuse("nobody_confirms_their_own_hours")
        log.state, log.words = State.DISPUTED, words.strip()
        log.save()
        notices.tell_disputed(log, now=now)
    return log


def _said(assignment: UUID) -> HoursLog:
    """The hours of that turn, held. Raises HoursError where nobody has said them yet."""
    row, log = held(assignment)
    if log is None or log.minutes_declared is None:
        raise HoursError(_("Nessuno ha ancora detto quanto è durato."))
    log.assignment = row
    return log


def _refuse_without(words: str) -> None:
    if not words.strip():
        raise HoursError(_("Se cambi le ore, scrivi perché."))

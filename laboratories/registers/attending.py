"""The register of a session: opened by who runs it, closed when everybody has a mark."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from laboratories.models import Mark, Presence, Session
from laboratories.registers import noshow, staffing
from laboratories.registers.marking import MARKING, by_hand, write
from networking import facts

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from laboratories.models.presences import PresenceQuerySet
    from networking.models import User

# Who arrives early finds the register ready; earlier than this it would be somebody's slip.
OPENS_BEFORE = timedelta(minutes=30)
REOPENED = "laboratories.register_reopened"


class RegisterError(Exception):
    """The register cannot be opened or closed; `sentences` say why, to who pressed."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@transaction.atomic
def open_register(session: Session, *, by: User, now: datetime) -> Session:
    """Open the register of `session`; one already open stays as it is.

    Raises RegisterError: who presses does not run it, it is early, it was cancelled, the adults it needs are not there.
    """
    locked = _locked(session, by)
    if locked.opened_at is not None:
        return locked
    if locked.cancelled_at is not None:
        raise RegisterError(_("Questo incontro è annullato."))
    if now < locked.starts_at - OPENS_BEFORE:
        raise RegisterError(_("Il registro si apre mezz'ora prima dell'inizio."))
    if missing := staffing.missing_for(locked):
        raise RegisterError(*missing)
    locked.opened_at, locked.opened_by = now, by
    locked.save(update_fields=["opened_at", "opened_by", "changed_at"])
    return locked


@transaction.atomic
def close_register(session: Session, *, by: User, now: datetime, rest_absent: bool = False) -> Session:
    """Close the register of `session`: from now on its minutes count. Who has no mark is absent, if `rest_absent`.

    Raises RegisterError: it is not open, it has not begun, somebody has no mark, two marks disagree.
    """
    locked = _locked(session, by)
    if locked.opened_at is None:
        raise RegisterError(_("Il registro non è ancora aperto."))
    if locked.closed_at is not None:
        return locked
    if now < locked.starts_at:
        raise RegisterError(_("L'incontro non è ancora cominciato: il registro si chiude dopo."))
    rows = list(_rows(locked).select_for_update(of=("self",)).order_by("pk"))
    _refuse_disputes(rows)
    unmarked = [row for row in rows if row.is_expected and not row.mark]
    if unmarked and not rest_absent:
        raise RegisterError(_how_many_unmarked(len(unmarked)))
    for row in unmarked:
        write(row, by_hand(row, Mark.ABSENT, now=now), locked, by=by, now=now)
    locked.closed_at = now
    locked.save(update_fields=["closed_at", "changed_at"])
    noshow.look_at(locked, now=now)
    return locked


@transaction.atomic
def reopen_register(session: Session, *, by: User, now: datetime) -> Session:
    """Open again a register that was closed: for who runs it, and written down.

    Raises RegisterError.
    """
    locked = _locked(session, by)
    if locked.closed_at is None:
        return locked
    closed_at, locked.closed_at = locked.closed_at, None
    locked.save(update_fields=["closed_at", "changed_at"])
    facts.record(REOPENED, locked, now=now, by=str(by.pk), closed_at=closed_at.isoformat())
    return locked


def say_why(session: Session, *, presence: UUID, reason: str) -> bool:
    """Write why somebody of `session` is missing, as its staff have heard; False for who is not in it."""
    return bool(_rows(session).filter(pk=presence).update(absence_reason=reason))


def _locked(session: Session, by: User) -> Session:
    """The session, held until the end of the transaction; only for who runs it."""
    run = Session.objects.run_by(by).filter(pk=session.pk).exists()
    if not run:
        raise RegisterError(_("Questo registro è di altri."))
    rows = Session.objects.select_for_update(of=("self",)).select_related("cycle__activity__policy")
    return rows.get(pk=session.pk)


def _rows(session: Session) -> PresenceQuerySet:
    return Presence.objects.for_everyone(reason=MARKING).filter(session=session)


def _refuse_disputes(rows: list[Presence]) -> None:
    if count := sum(row.is_disputed for row in rows):
        raise RegisterError(
            ngettext(
                "Di %(count)d persona ci sono due segni diversi: scegli quale vale.",
                "Di %(count)d persone ci sono due segni diversi: scegli quale vale.",
                count,
            )
            % {"count": count}
        )


def _how_many_unmarked(count: int) -> str:
    said = ngettext("%(count)d persona è senza segno.", "%(count)d persone sono senza segno.", count)
    return said % {"count": count}

"""Marks on a register, from forms and from tablets that were off line: each is kept, and two that disagree show it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from laboratories.models import Mark, Presence, PresenceMark, Session

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import Any
    from uuid import UUID

    from networking.models import User

MARKING = "il registro di un incontro di chi lo conduce"
WITH_MINUTES = (Mark.LATE, Mark.LEFT_EARLY)
A_MINUTE = 60


@dataclass(frozen=True)
class Made:
    """A mark as a device made it. `mark` is empty where the one before was a slip; `minutes` those attended.

    `seen` is the mark the device knew of; `decides` says that a person looked at two that disagreed and chose.
    """

    id: UUID
    presence: UUID
    mark: str
    made_at: datetime
    minutes: int | None = None
    seen: UUID | None = None
    device: UUID | None = None
    decides: bool = False


@dataclass
class Outcome:
    """What became of a batch: marks kept, people on whom two devices disagree, marks refused and why."""

    kept: list[UUID] = field(default_factory=list)
    disputed: list[UUID] = field(default_factory=list)
    refused: dict[UUID, str] = field(default_factory=dict)


class MarkError(Exception):
    """The mark cannot be made; its words say why."""


@transaction.atomic
def mark(session: Session, made: Sequence[Made], *, by: User, now: datetime) -> Outcome:
    """Keep the marks of one device, in the order in which it made them. One sent twice is one.

    Whoever runs the session may; the caller has found it with `run_by`.
    """
    outcome = Outcome()
    # One device at a time, and a register that is being closed is waited for.
    its = Session.objects.run_by(by).select_for_update(of=("self",), no_key=True).get(pk=session.pk)
    rows = _locked_rows(its, {each.presence for each in made})
    for each in made:
        try:
            _mark_one(rows.get(each.presence), each, its, by=by, now=now)
        except MarkError as refusal:
            outcome.refused[each.id] = str(refusal)
        else:
            outcome.kept.append(each.id)
    outcome.disputed = [row.pk for row in rows.values() if row.is_disputed]
    return outcome


def by_hand(row: Presence, kind: str, *, now: datetime, **fields: Any) -> Made:
    """A mark made on this page, by who has just read what the row says."""
    return Made(uuid.uuid4(), row.pk, kind, now, seen=row.last_mark, **fields)


def write(row: Presence, made: Made, session: Session, *, by: User, now: datetime) -> None:
    """Keep `made` and write what it says on its row, which the caller holds."""
    _keep(row, made, session, by=by, now=now)
    _apply(row, made, session, now=now)


def _locked_rows(session: Session, wanted: set[UUID]) -> dict[UUID, Presence]:
    """The rows of this session, by id, in one order for everybody."""
    found = Presence.objects.for_everyone(reason=MARKING).filter(session=session, pk__in=wanted)
    return {row.pk: row for row in found.select_for_update(of=("self",)).order_by("pk")}


def _mark_one(row: Presence | None, made: Made, session: Session, *, by: User, now: datetime) -> None:
    if row is None:
        raise MarkError(_("Questa persona non è in questo registro."))
    _check(made, session)
    known = PresenceMark.objects.for_everyone(reason=MARKING).filter(pk=made.id).first()
    if known is not None:
        if known.presence_id != row.pk:
            raise MarkError(_("Questo segno è già di un'altra persona."))
        return
    # Late, from a tablet that was away: kept, and somebody decides.
    is_after_closing = session.closed_at is not None
    if is_after_closing and (made.decides or made.made_at > session.closed_at):
        raise MarkError(_("Il registro è chiuso: per cambiarlo riaprilo."))
    if made.decides and made.seen != row.last_mark:
        raise MarkError(_("Intanto è arrivato un altro segno: guarda di nuovo e scegli."))
    agrees = _agrees(row, made, session)
    knew = made.decides or (made.seen == row.last_mark and not row.is_disputed and not is_after_closing)
    _keep(row, made, session, by=by, now=now)
    if knew:
        _apply(row, made, session, now=now)
    else:
        row.is_disputed = row.is_disputed or not agrees
        row.last_mark = made.id
        row.save(update_fields=["is_disputed", "last_mark"])


def _check(made: Made, session: Session) -> None:
    if session.opened_at is None:
        raise MarkError(_("Il registro non è ancora aperto."))
    if made.mark and made.mark not in Mark:
        raise MarkError(_("Questo segno non esiste."))
    longest = minutes_of(session)
    if made.mark in WITH_MINUTES and not (made.minutes and 0 < made.minutes < longest):
        said = _("Scrivi quanti minuti c'è stata: da 1 a %(longest)d.")
        raise MarkError(said % {"longest": longest - 1})


def minutes_of(session: Session) -> int:
    """How long the session lasts, in minutes."""
    return int((session.ends_at - session.starts_at).total_seconds() // A_MINUTE)


def _attended(made: Made, session: Session) -> int | None:
    """The minutes that count: all of them for who was there, those written for who came late or left before."""
    if made.mark in WITH_MINUTES:
        return made.minutes
    return {Mark.PRESENT: minutes_of(session), Mark.ABSENT: 0}.get(made.mark)


def _agrees(row: Presence, made: Made, session: Session) -> bool:
    return (row.mark, row.minutes) == (made.mark, _attended(made, session))


def _keep(row: Presence, made: Made, session: Session, *, by: User, now: datetime) -> None:
    # The clock of a device may be wrong: nothing is made before the register was opened, or after it arrives.
    made_at = min(max(made.made_at, session.opened_at or made.made_at), now)
    PresenceMark.objects.create(
        id=made.id,
        presence=row,
        mark=made.mark,
        minutes=_attended(made, session),
        seen=made.seen,
        device=made.device,
        made_by=by,
        made_at=made_at,
        received_at=now,
    )


def _apply(row: Presence, made: Made, session: Session, *, now: datetime) -> None:
    row.mark, row.minutes = made.mark, _attended(made, session)
    row.marked_at = now if made.mark else None
    row.is_disputed, row.last_mark = False, made.id
    row.save(update_fields=["mark", "minutes", "marked_at", "is_disputed", "last_mark"])

"""A printed batch in the books: bytes, row and notices together or not at all; and undoing it the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.functions import Now

from networking import stored_bytes
from networking.models import ContactChannel, LetterBatch, Notice, NoticeTry
from networking.outbox import recording
from networking.outbox.claiming import everyone

from .taking import one_at_a_time

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime
    from uuid import UUID

FILING = "stampe di lettere: che cosa contengono"
NAME = "lettere.pdf"


def keep(batch: LetterBatch, content: bytes, notices: Collection[Notice], *, now: datetime) -> set[UUID]:
    """File `batch` with its PDF; empty when it is done.

    Else nothing is written, and these are the notices that are no longer ours: withdrawn or erased meanwhile, or
    taken over by another run. A page in the pile that should not be there must not be printed.
    """
    try:
        with transaction.atomic():
            return _keep(batch, content, notices, now)
    except BaseException:
        if batch.file:
            batch.file.delete(save=False)
        raise


def _keep(batch: LetterBatch, content: bytes, notices: Collection[Notice], now: datetime) -> set[UUID]:
    one_at_a_time()
    mine = {notice.pk: notice for notice in notices}
    holder = next(iter(notices)).holder
    rows = everyone().filter(pk__in=mine, state=Notice.State.SENDING, holder=holder, lease_until__gt=Now())
    ours = set(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
    if lost := mine.keys() - ours:
        return lost
    # Told once more by letter: the earlier pile must not hold it too.
    undo_those_that_hold(mine, now=now)
    batch.file.save(NAME, ContentFile(content), save=False)
    batch.save(force_insert=True)
    everyone().filter(pk__in=mine).update(
        **recording.RELEASED, state=Notice.State.PRINTED, batch=batch, last_error=""
    )
    write_down(notices, NoticeTry.Outcome.PRINTED, now=now)
    return set()


def write_down(notices: Iterable[Notice], outcome: str, *, now: datetime, **said: object) -> None:
    """That this was done with the letters of `notices`; `said`: by whom, which particulars."""
    NoticeTry.objects.bulk_create(
        NoticeTry(notice=notice, at=now, channel=ContactChannel.LETTER, outcome=outcome, **said)
        for notice in notices
    )


def undo_those_that_hold(notices: Iterable[UUID], *, now: datetime) -> int:
    """Undo every batch in whose file one of `notices` is; how many files go. Inside the caller's transaction."""
    one_at_a_time()
    holding = everyone().filter(pk__in=list(notices), batch__isnull=False).values("batch")
    batches = LetterBatch.objects.for_everyone(reason=FILING).filter(pk__in=holding)
    return sum(undo(batch, now=now) for batch in batches.select_for_update(of=("self",)))


def undo(batch: LetterBatch, *, now: datetime) -> int:
    """One that was not posted never was: its letters are printed again. Of a posted one only the file goes.

    How many files go, once the caller's transaction (which holds the batch) has committed.
    """
    files = [batch.file] if batch.file else []
    stored_bytes.forget_after_commit(files)
    if batch.posted_at is not None:
        LetterBatch.objects.for_everyone(reason=FILING).filter(pk=batch.pk).update(file="")
        return len(files)
    printed = everyone().filter(batch=batch, state=Notice.State.PRINTED)
    printed.update(state=Notice.State.QUEUED, next_at=now, batch=None)
    LetterBatch.objects.for_everyone(reason=FILING).filter(pk=batch.pk).delete()
    return len(files)

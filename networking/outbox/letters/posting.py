"""What the desk does with printed letters: posts them, says that it was a mistake, tells what the post brings back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from networking import retention
from networking.models import ContactChannel, LetterBatch, Notice, NoticeTry
from networking.outbox import recording
from networking.outbox.claiming import everyone, hold
from networking.outbox.withdrawing import close

from . import filing
from .envelopes import address_line
from .taking import LEASE, one_at_a_time

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from networking.models import Person, User

# For so long «posted» may have been a slip.
UNDO_WITHIN = timedelta(hours=24)
POSTING = "stampe di lettere: imbucate o no"


@transaction.atomic
def posted(batch: LetterBatch, *, by: User, now: datetime) -> int:
    """They are in the letter box: how many notices have left. A second time nothing more happens."""
    held = _held(batch)
    if held is None or held.posted_at is not None:
        return 0
    printed = everyone().filter(batch=batch, state=Notice.State.PRINTED)
    # The desk's page has said to take it out of the pile.
    over = printed.filter(expires_at__lte=now)
    close(over, Notice.State.WITHDRAWN, now=now, why=_("È passato il momento per cui serviva."))
    notices = list(printed.select_for_update(of=("self",)))
    _change(notices, state=Notice.State.SENT, sent_at=now, closed_at=now)
    filing.write_down(notices, NoticeTry.Outcome.POSTED, now=now, by=by)
    _mark(batch, posted_at=now, posted_by=by)
    return len(notices)


def may_be_undone(batch: LetterBatch, *, now: datetime) -> bool:
    """Whether «posted» can still be taken back: within a day, while the file is there to print from."""
    return batch.posted_at is not None and now - batch.posted_at < UNDO_WITHIN and bool(batch.file)


@transaction.atomic
def not_posted(batch: LetterBatch, *, by: User, now: datetime) -> bool:
    """It was a slip: they still have to be posted. False when it is too late to say so."""
    held = _held(batch)
    if held is None or not may_be_undone(held, now=now):
        return False
    # What has come back since then has surely been posted: it is told in another way already.
    left = everyone().filter(batch=batch, state=Notice.State.SENT, channel=ContactChannel.LETTER)
    notices = list(left.filter(sent_at=held.posted_at).select_for_update(of=("self",)))
    _change(notices, state=Notice.State.PRINTED, sent_at=None, closed_at=None)
    filing.write_down(
        notices, NoticeTry.Outcome.PRINTED, now=now, by=by, detail=_("Non era stata ancora imbucata.")
    )
    _mark(batch, posted_at=None, posted_by=None)
    return True


@transaction.atomic
def print_again(batch: LetterBatch, *, now: datetime) -> bool:
    """Undo a batch that was not posted: its letters wait for the next print. False where it was posted."""
    held = _held(batch)
    if held is None or held.posted_at is not None:
        return False
    filing.undo(held, now=now)
    return True


@transaction.atomic
def returned(batch: LetterBatch, person: Person, *, by: User, now: datetime) -> int:
    """The post has brought back the letter to `person`: they are told in another way; how many notices."""
    one_at_a_time()
    of_theirs = everyone().filter(batch=batch, person=person, channel=ContactChannel.LETTER)
    rows = of_theirs.filter(state=Notice.State.SENT).select_related("person__account", "person__comune")
    notices = list(rows.select_for_update(of=("self",)))
    _change(notices, state=Notice.State.QUEUED, sent_at=None, closed_at=None)
    # What was written more than a month ago has been forgotten: it is written anew.
    _change([notice for notice in notices if not notice.text], composed_at=None)
    for notice in hold(notices, lease=LEASE).notices:
        recording.returned(notice, detail=notice.address or address_line(notice.addressee), by=by, now=now)
    return len(notices)


@transaction.atomic
def expire(label: str, before: datetime) -> int:
    """Delete the batches made before `before`, with their files; what was never posted is told in another way."""
    one_at_a_time()
    now = before + timedelta(days=retention.rules()[label].days or 0)
    batches = LetterBatch.objects.for_everyone(reason=POSTING).filter(made_at__lt=before)
    old = list(batches.select_for_update(of=("self",)))
    for batch in old:
        _give_up(batch, now=now)
        filing.undo(batch, now=now)
    batches.delete()
    return len(old)


def _give_up(batch: LetterBatch, *, now: datetime) -> None:
    """For a month nobody has posted them."""
    rows = everyone().filter(batch=batch, state=Notice.State.PRINTED).select_related("person__account")
    for notice in hold(rows.select_for_update(of=("self",)), lease=LEASE).notices:
        recording.refuse(notice, _("La lettera è stata stampata e mai imbucata."), now=now)


def _held(batch: LetterBatch) -> LetterBatch | None:
    """The row as it is now, which nobody else touches; None where somebody has undone it meanwhile."""
    one_at_a_time()
    rows = LetterBatch.objects.for_everyone(reason=POSTING)
    return rows.select_for_update(of=("self",)).filter(pk=batch.pk).first()


def _mark(batch: LetterBatch, **columns: object) -> None:
    LetterBatch.objects.for_everyone(reason=POSTING).filter(pk=batch.pk).update(**columns)


def _change(notices: list[Notice], **columns: object) -> None:
    pks: list[UUID] = [notice.pk for notice in notices]
    everyone().filter(pk__in=pks).update(**columns)
    for notice in notices:
        for name, value in columns.items():
            setattr(notice, name, value)

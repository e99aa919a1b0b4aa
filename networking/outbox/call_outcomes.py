"""How a call went: told, to be tried again, by another way, or never to that number again. And taking it back.

Words left with whoever answers do not tell the person: a notice may be nobody else's business. So the operator only
asks to be called back, and calls again the day after. No name and no note is kept of who answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from networking.models import ContactChannel, Notice, NoticeTry, Person
from networking.rules import ITALY

from . import claiming, preferring, recording
from .calls import CALLING
from .hours import next_waking

if TYPE_CHECKING:
    from uuid import UUID

    from networking.models import User

Outcome = NoticeTry.Outcome
# After so many calls in vain another way is better than a fourth.
MOST_CALLS = 3
UNDO_WITHIN = timedelta(minutes=10)
IN_VAIN = (Outcome.NO_ANSWER, Outcome.BUSY, Outcome.MESSAGE_LEFT)
OUTCOMES = (Outcome.ANSWERED, *IN_VAIN, Outcome.CALL_BACK, Outcome.WRONG_NUMBER)
PAUSE = {Outcome.NO_ANSWER: timedelta(hours=2), Outcome.BUSY: timedelta(minutes=30)}


class CallLostError(Exception):
    """The quarter of an hour was over and somebody else took the person, or the outcome is already written."""


class NothingToUndoError(Exception):
    """There is no outcome of the last minutes that can be taken back."""


@dataclass(frozen=True)
class Call:
    """A call that `by` is making: `holder` is the number drawn when it began."""

    person: Person
    holder: UUID
    by: User


@transaction.atomic
def record(call: Call, outcome: str, *, now: datetime, again_at: datetime | None = None) -> None:
    """Write how a call went; `again_at` is when somebody asks to be called again. Raises CallLostError."""
    everyone = Person.objects.for_everyone(reason=CALLING).select_for_update(no_key=True, of=("self",))
    person = everyone.select_related("account").get(pk=call.person.pk)
    notices = _held(call)
    if outcome == Outcome.WRONG_NUMBER:
        _strike_out(person, notices, call.by, now)
        return
    for notice in notices:
        notice.person = person
        _write_down(notice, outcome, call.by, now)
        if outcome == Outcome.ANSWERED:
            _call_is_over(notice, state=Notice.State.SENT, sent_at=now, closed_at=now, last_error="")
        elif outcome == Outcome.CALL_BACK and again_at is not None:
            _call_again(notice, again_at)
        else:
            _try_again_later(notice, outcome, call.by, now)


def _held(call: Call) -> list[Notice]:
    held = claiming.everyone().filter(
        person=call.person, caller=call.by, holder=call.holder, state=Notice.State.SENDING
    )
    notices = list(held.select_for_update(of=("self",)))
    if not notices:
        raise CallLostError
    return notices


def _write_down(notice: Notice, outcome: str, by: User, now: datetime) -> None:
    notice.tries.create(at=now, channel=ContactChannel.PHONE, outcome=outcome, by=by)


def _call_again(notice: Notice, at: datetime) -> None:
    _call_is_over(notice, state=Notice.State.QUEUED, next_at=at)


def _call_is_over(notice: Notice, **columns: Any) -> None:
    claiming.held(notice).update(**recording.RELEASED, **columns)


def _try_again_later(notice: Notice, outcome: str, by: User, now: datetime) -> None:
    tried = notice.tries.filter(channel=ContactChannel.PHONE, outcome__in=IN_VAIN).count()
    again_at = _next_call(notice, outcome, tried, now)
    if tried >= MOST_CALLS or (notice.expires_at and again_at >= notice.expires_at):
        why = _("Al telefono non si è trovato nessuno.")
        recording.called_in_vain(notice, Outcome.GIVEN_UP, why, by=by, now=now)
    else:
        _call_again(notice, again_at)


def _next_call(notice: Notice, outcome: str, tried: int, now: datetime) -> datetime:
    """Two hours later, then the morning after: at another hour of the day somebody may be at home."""
    pause = PAUSE.get(Outcome(outcome))
    if pause is None or tried > 1:
        again_at = datetime.combine(localtime(now).date() + timedelta(days=1), time(10), tzinfo=ITALY)
    else:
        again_at = now + pause
    if notice.expires_at and again_at >= notice.expires_at:
        again_at = now + (notice.expires_at - now) / 2
    return next_waking(again_at)


def _strike_out(person: Person, notices: list[Notice], by: User, now: datetime) -> None:
    """A wrong number is somebody else's: it leaves the sheet, so that no call nor SMS goes there any more."""
    number, person.phone = person.phone, ""
    person.save(update_fields=["phone"])
    person.refresh_from_db(fields=["channel"])
    for notice in notices:
        notice.person = person
        recording.called_in_vain(notice, Outcome.WRONG_NUMBER, number, by=by, now=now)
    preferring.reroute(person, now=now)


def wrong_number_of(person: Person) -> NoticeTry | None:
    """The call by which the number of `person` turned out wrong, while no other has been written; detail is the number."""
    if person.phone:
        return None
    tries = NoticeTry.objects.filter(notice__person=person, outcome=Outcome.WRONG_NUMBER)
    return tries.order_by("-at").first()


# --- taking an outcome back ---


def last_outcome(by: User, *, now: datetime) -> NoticeTry | None:
    """The last outcome that `by` wrote and may still take back, whoever it was of."""
    recent = NoticeTry.objects.filter(by=by, channel=ContactChannel.PHONE, outcome__in=OUTCOMES)
    recent = recent.filter(at__gte=now - UNDO_WITHIN).select_related("notice__person")
    return recent.order_by("-at", "-pk").first()


@transaction.atomic
def undo(person: Person, *, by: User, now: datetime) -> int:
    """Take back the last outcome of `by` for `person`, as if it had not been written; how many had left meanwhile.

    Raises NothingToUndoError.
    """
    Person.objects.for_everyone(reason=CALLING).select_for_update(no_key=True).get(pk=person.pk)
    last = last_outcome(by, now=now)
    if last is None or last.notice.person_id != person.pk:
        raise NothingToUndoError
    written = NoticeTry.objects.filter(notice__person=person, at=last.at, by=by, channel=ContactChannel.PHONE)
    notices = claiming.everyone().filter(pk__in=written.values("notice")).select_for_update(of=("self",))
    left = 0
    for notice in list(notices):
        if _may_be_called_again(notice):
            _put_back(notice, now)
            written.filter(notice=notice).delete()
        else:
            left += 1
    if last.outcome == Outcome.WRONG_NUMBER:
        _write_number_again(person.pk, last.detail)
    return left


def _may_be_called_again(notice: Notice) -> bool:
    """Unless it has been told by another way meanwhile, or is just being told."""
    if notice.state == Notice.State.QUEUED:
        return notice.channel == ContactChannel.PHONE or notice.attempts == 0
    is_told_by_call = notice.state == Notice.State.SENT and notice.channel == ContactChannel.PHONE
    return is_told_by_call or notice.state == Notice.State.DEAD


def _put_back(notice: Notice, now: datetime) -> None:
    notice.state, notice.channel, notice.next_at = Notice.State.QUEUED, ContactChannel.PHONE, now
    notice.sent_at = notice.closed_at = notice.begun_at = None
    notice.reason = notice.last_error = notice.address = ""
    notice.save()


def _write_number_again(pk: UUID, number: str) -> None:
    """The number and, where it leaned on it, the channel they had chosen: unless the desk has written another."""
    person = Person.objects.for_everyone(reason=CALLING).get(pk=pk)
    if person.phone:
        return
    before = apps.get_model("networking", "PersonEvent").objects.filter(pgh_obj_id=pk, phone=number)
    known = before.order_by("-pgh_id").first()
    person.phone = number
    person.channel = person.channel or (known.channel if known else "")
    person.save(update_fields=["phone", "channel"])

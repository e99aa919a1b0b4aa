"""How a meeting went, in two taps; whoever coordinates knows at once when it worries."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from volunteers.hours import declaring
from volunteers.models import Assignment, Companionship, CompanionshipNote, HelpRequest
from volunteers.notices import companions as notices

from .clearing import call_off
from .refusing import ACTING, PairError, held, in_words, refuse_if_over

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from networking.models import User

How = CompanionshipNote.How


class Words(NamedTuple):
    """What somebody says of a contact: how it was, how it went (empty where there was none), a line."""

    how: str
    going: str = ""
    note: str = ""


def note(
    pair: UUID, words: Words, *, by: User, now: datetime, turn: UUID | None = None, day: date | None = None
) -> CompanionshipNote:
    """Write a note on `pair`: of its meeting `turn`, or of an unplanned contact on `day` (None: today).

    A meeting that was, or to which nobody answered the door, is then done; one that was not is called off. A note
    that worries, or a second «did not answer» in a row, is told to who coordinates at once. Raises PairError.
    """
    today = timezone.localdate(now)
    with in_words():
        row = held(pair)
        refuse_if_over(row)
        meeting = None if turn is None else _meeting(row, turn, now)
        on = meeting.local_date if meeting else day or today
        if on > today:
            raise PairError(_("Quel giorno deve ancora venire."))
        written = CompanionshipNote.objects.create(
            companionship=row, turn=meeting, day=on, **words._asdict(), by=by, written_at=now
        )
        if meeting is not None:
            _settle(meeting, words.how, by, now)
            _give_hours(meeting, words.how, by, now)
        _tell(row, written, now)
    return written


def _meeting(pair: Companionship, turn: UUID, now: datetime) -> HelpRequest:
    meetings = HelpRequest.objects.filter(companionship=pair).select_for_update(no_key=True, of=("self",))
    found = meetings.filter(pk=turn).first()
    if found is None or found.cancelled_at is not None:
        raise PairError(_("Questo incontro non c'è più."))
    if found.starts_at > now:
        raise PairError(_("L'incontro deve ancora cominciare."))
    return found


def _settle(meeting: HelpRequest, how: str, by: User, now: datetime) -> None:
    rows = Assignment.objects.for_everyone(reason=ACTING).filter(
        request=meeting, state=Assignment.State.ACCEPTED
    )
    if how == How.DID_NOT_HAPPEN:
        call_off(meeting, by=by, because=_("L'incontro non c'è stato."), now=now)
    else:
        rows.update(state=Assignment.State.DONE)


def _give_hours(meeting: HelpRequest, how: str, by: User, now: datetime) -> None:
    """A meeting that was has lasted as it was planned, until its volunteer says otherwise in «Le mie ore»."""
    if how not in CompanionshipNote.HAPPENED:
        return
    came = Assignment.objects.for_everyone(reason=ACTING).filter(
        request=meeting, state=Assignment.State.DONE, hours=None
    )
    for pk in came.values_list("pk", flat=True):
        declaring.declare(pk, minutes=declaring.minutes_of(meeting), by=by, now=now)


def _tell(pair: Companionship, written: CompanionshipNote, now: datetime) -> None:
    if written.going == CompanionshipNote.Going.WORRYING:
        notices.tell_worrying(written, now=now)
    elif written.how == How.DID_NOT_ANSWER:
        notes = CompanionshipNote.objects.for_everyone(reason=ACTING).filter(companionship=pair)
        before = notes.exclude(pk=written.pk).first()
        if before is not None and before.how == How.DID_NOT_ANSWER:
            notices.tell_no_answer(written, now=now)

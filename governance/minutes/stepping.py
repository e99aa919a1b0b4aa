"""Minutes go on, a step at a time: shown to who was there, proposed to who presides, sent back to be written again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from governance.models import Mandate, Minutes, Presence
from governance.notices.minutes_words import PROPOSED, REVIEWED, SENT_BACK
from governance.refusing import in_words
from networking import outbox
from networking.models import Person

from .drafting import WRITING
from .promises import MINUTES
from .saving import held

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

State = Minutes.State


def show(minutes: Minutes, *, now: datetime) -> None:
    """Show the draft to who was there: they are told, and may ask to correct it. Raises GovernanceError."""
    with in_words(MINUTES):
        found = _to(minutes, State.REVIEW)
        _tell(REVIEWED, found, who_was_there(found), now=now)


def propose(minutes: Minutes, *, now: datetime) -> None:
    """Hand it to who presides, to be approved; from here on nobody writes. Raises GovernanceError."""
    with in_words(MINUTES):
        found = _to(minutes, State.PROPOSED)
        _tell(PROPOSED, found, who_approves(found, now=now), now=now)


def send_back(minutes: Minutes, *, now: datetime) -> None:
    """To be written again, from review or from the proposal: who writes it is told. Raises GovernanceError."""
    with in_words(MINUTES):
        found = _to(minutes, State.DRAFT)
        _tell(SENT_BACK, found, _who_writes(found, now=now), now=now)


def may_approve(minutes: Minutes, person: Person | None, *, now: datetime) -> bool:
    """Whether `person` presided the meeting, or presides the body today."""
    return person is not None and person in who_approves(minutes, now=now)


def who_approves(minutes: Minutes, *, now: datetime) -> list[Person]:
    """Who presided; who presides the body today."""
    meeting = minutes.meeting
    return _people({meeting.chair_id, *_mandates(minutes, Mandate.Task.CHAIR, now)})


def who_was_there(minutes: Minutes) -> list[Person]:
    """Whoever came, also for a moment."""
    rows = Presence.objects.for_everyone(reason=WRITING).filter(meeting=minutes.meeting_id)
    return _people(rows.values_list("person", flat=True))


def _who_writes(minutes: Minutes, *, now: datetime) -> list[Person]:
    return _people({minutes.meeting.secretary_id, *_mandates(minutes, Mandate.Task.SECRETARY, now)})


def _mandates(minutes: Minutes, task: str, now: datetime) -> list[object]:
    rows = Mandate.objects.for_everyone(reason=WRITING).on(timezone.localdate(now))
    return list(rows.filter(body=minutes.meeting.body_id, task=task).values_list("person", flat=True))


def _people(ids: Iterable[object]) -> list[Person]:
    return list(
        Person.objects.for_everyone(reason=WRITING)
        .filter(pk__in=[each for each in ids if each is not None])
        .select_related("account", "comune")
        .in_order()
    )


def _to(minutes: Minutes, state: str) -> Minutes:
    found = held(minutes)
    found.state = state
    found.save(update_fields=["state"])
    return found


def _tell(kind: str, minutes: Minutes, people: Iterable[Person], *, now: datetime) -> None:
    # A step may be taken again after the minutes were written anew: each time it is another piece of news.
    tellings = [
        telling
        for person in people
        for telling in outbox.tellings_for(
            person, key=f"{kind}:{minutes.pk}:{minutes.last_version}:{person.pk}", about=minutes, now=now
        )
    ]
    outbox.tell_all(kind, tellings, now=now, is_first=True)

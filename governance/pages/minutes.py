"""Minutes as people read them: the words with what was voted and decided, and what one may do with them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from governance.minutes import content as contents
from governance.minutes import saving, stepping, texts
from governance.models import Body, BookEntry, Minutes, MinutesRemark, MinutesVersion, Presence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from governance.models.minutes import MinutesQuerySet
    from networking.models import Person, User

STEPS = (
    Minutes.State.DRAFT,
    Minutes.State.REVIEW,
    Minutes.State.PROPOSED,
    Minutes.State.APPROVED,
    Minutes.State.SIGNED,
    Minutes.State.TRANSCRIBED,
    Minutes.State.PUBLISHED,
)


class Step(NamedTuple):
    """A step of the way, and whether it was taken or is the one now."""

    label: str
    is_past: bool
    is_now: bool


class Sheet(NamedTuple):
    """Minutes on a page."""

    minutes: Minutes
    said: contents.Content
    steps: list[Step]
    corrections: list[Minutes]
    remarks: list[MinutesRemark]
    may_write: bool
    may_approve: bool
    may_remark: bool

    @property
    def waiting(self) -> list[MinutesRemark]:
        """What nobody has answered yet."""
        return [each for each in self.remarks if not each.outcome]


def listed(user: User, looked_for: dict[str, Any]) -> MinutesQuerySet:
    """Those that `user` may read, the newest first: of a body, in a state, where asked."""
    found: MinutesQuerySet = Minutes.objects.visible_to(user)
    if body := looked_for.get("organo"):
        found = found.filter(meeting__body=body)
    if state := looked_for.get("stato"):
        found = found.filter(state=state)
    return found.select_related("meeting__body", "entry").order_by("-meeting__first_call_at", "-pk")


def sheet(user: User, minutes: Minutes, *, now: datetime) -> Sheet:
    """Minutes as they are, with what `user` may do."""
    may_write = Body.objects.kept_by(user).filter(pk=minutes.meeting.body_id).exists()
    person = _person_of(user)
    return Sheet(
        minutes=minutes,
        said=said_in(minutes),
        steps=steps_of(minutes),
        corrections=list(Minutes.objects.visible_to(user).filter(corrects=minutes)),
        remarks=list(MinutesRemark.objects.visible_to(user).filter(minutes=minutes)),
        may_write=may_write,
        may_approve=minutes.state == Minutes.State.PROPOSED
        and stepping.may_approve(minutes, person, now=now),
        may_remark=minutes.state == Minutes.State.REVIEW and was_there(minutes, person),
    )


def said_in(minutes: Minutes) -> contents.Content:
    """What they say: as it was approved, or as it would be today."""
    if minutes.is_frozen:
        read: contents.Content = json.loads(minutes.content)
        return read
    return contents.of(minutes, saving.last_of(minutes).sections)


def extract_of(minutes: Minutes) -> contents.Content:
    """What everybody may read of approved minutes."""
    return contents.extract(said_in(minutes))


def steps_of(minutes: Minutes) -> list[Step]:
    """The way from the draft to the book, and how far they are."""
    now = STEPS.index(Minutes.State(minutes.state))
    return [Step(str(each.label), place < now, place == now) for place, each in enumerate(STEPS)]


def was_there(minutes: Minutes, person: Person | None) -> bool:
    """Whether they were at the meeting, also for a moment."""
    rows = Presence.objects.for_everyone(reason=saving.WRITING)
    return person is not None and rows.filter(meeting=minutes.meeting_id, person=person).exists()


def compared(minutes: Minutes, older: int, newer: int) -> list[texts.Differences]:
    """What changed from a version to another."""
    before, after = (saving.numbered(minutes, each).sections for each in (older, newer))
    return texts.differences(before, after)


def versions(user: User, minutes: Minutes) -> list[MinutesVersion]:
    """All of them, the last first; their words only where they are compared."""
    rows = MinutesVersion.objects.visible_to(user).filter(minutes=minutes)
    return list(rows.defer("text").order_by("-number"))


def book_of(body: Body) -> Sequence[BookEntry]:
    """The lines of its book, the last first."""
    return list(BookEntry.objects.of(body).select_related("minutes__meeting").order_by("-number"))


def public_books(user: User | AnonymousUser) -> MinutesQuerySet:
    """The minutes of which anybody may have the extract, the newest first."""
    rows: MinutesQuerySet = Minutes.objects.published()
    return rows.select_related("meeting__body").order_by("-meeting__first_call_at")


def _person_of(user: User) -> Person | None:
    return getattr(user, "person", None)

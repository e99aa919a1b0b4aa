"""Signed minutes go into the book of their body, and from there an extract to everybody; whether the book is whole."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection

from governance.models import Body, BookEntry, Minutes
from governance.refusing import in_words

from .drafting import WRITING
from .promises import MINUTES
from .saving import held

if TYPE_CHECKING:
    from datetime import datetime


class Checked(NamedTuple):
    """A book: how many lines it has, and the first that is not as it was written (None: it is whole)."""

    body: Body
    lines: int
    broken: int | None


def transcribe(minutes: Minutes, *, now: datetime) -> BookEntry:
    """The next line of the book of the body. Raises GovernanceError where the minutes are not signed."""
    with in_words(MINUTES):
        # Whoever writes in a book waits at its body first, then at the minutes.
        body = Body.objects.select_for_update(no_key=True).get(pk=minutes.meeting.body_id)
        found = held(minutes)
        entry = BookEntry.objects.create(body=body, minutes=found, written_at=now)
        found.state = Minutes.State.TRANSCRIBED
        found.save(update_fields=["state"])
        entry.refresh_from_db()
    return entry


def publish(minutes: Minutes, *, now: datetime) -> None:
    """From now on anybody may have the extract. Raises GovernanceError where it is not in the book."""
    with in_words(MINUTES):
        found = held(minutes)
        found.state, found.published_at = Minutes.State.PUBLISHED, now
        found.save(update_fields=["state", "published_at"])


def check(body: Body) -> Checked:
    """Reckon the chain of a book again, and the fingerprint of each text that is in it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT governance_book_broken(%s)", [body.pk])
        broken = [each for each in cursor.fetchone() if each is not None]
    entries = BookEntry.objects.of(body)
    minutes = Minutes.objects.for_everyone(reason=WRITING).frozen().filter(entry__in=entries)
    for number, content, fingerprint in minutes.values_list("entry__number", "content", "fingerprint"):
        if hashlib.sha256(content.encode()).hexdigest() != fingerprint:
            broken.append(number)
    return Checked(body, entries.count(), min(broken, default=None))

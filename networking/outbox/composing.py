"""The words of a notice: written when it leaves, as things are then, and once for every try.

A repeat says exactly what the first try said, with the same Message-ID: one reason never makes two different mails.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from networking import consenting
from networking.models import Consent, ContactChannel, Notice

from . import claiming, recording
from .choosing import address_of, can_read_pages
from .kinds import Nature, Words, kind_of, kinds
from .withdrawing import close

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

log = logging.getLogger(__name__)

LONGEST_LINK, LONGEST_LABEL = 500, 100
WITH_ADDRESS = (ContactChannel.EMAIL, ContactChannel.SMS)
# After so many senders that took it and never said how it went, its words are not even tried.
DEADLY = 10
# Passes over what somebody has locked: see claiming.without_waiting.
_FREEZE = """
WITH free AS (
    SELECT id FROM networking_notice WHERE id = ANY(%(ids)s) AND state = 'sending' AND holder = ANY(%(holders)s)
    FOR UPDATE SKIP LOCKED
)
UPDATE networking_notice AS notice
SET {columns}
FROM free, unnest({arrays}) AS written (id, {names})
WHERE notice.id = free.id AND notice.id = written.id
RETURNING notice.id
"""
KEPT = {
    "composed_at": "timestamptz",
    "subject": "text",
    "text": "text",
    "short": "text",
    "link": "text",
    "link_label": "text",
    "calendar": "text",
    "address": "text",
    "from_email": "text",
}
FREEZE = _FREEZE.format(
    columns=", ".join(f"{name} = written.{name}" for name in KEPT),
    names=", ".join(KEPT),
    arrays=", ".join(["%(ids)s", *(f"%({name})s::{kind}[]" for name, kind in KEPT.items())]),
)


def prepare(notices: Collection[Notice], *, now: datetime) -> list[Notice]:
    """Those of `notices` (all held) that may leave, with words and address; the others are withdrawn or pass on."""
    _fetch(notices)
    return _freeze([notice for notice in _wanted(notices, now) if _is_ready(notice, now)])


def _wanted(notices: Collection[Notice], now: datetime) -> list[Notice]:
    """All but the news of whoever does not want them (any more): those are withdrawn."""
    names = {kind.name for kind in kinds().values() if kind.nature is Nature.NEWS}
    people = {each.person_id for each in notices if each.kind in names and each.person_id is not None}
    agree = consenting.who_agree(people, Consent.Purpose.NEWS) if people else set()
    unwanted = [each for each in notices if each.person_id in people - agree and each.kind in names]
    for notice in unwanted:
        _withdraw(notice, now, _("Non vuole più notizie."))
    return [each for each in notices if each not in unwanted]


def _fetch(notices: Collection[Notice]) -> None:
    """What the words are made of, for all at once."""
    try:
        prefetch_related_objects(list(notices), "person__account", "about")
        for kind in {notice.kind for notice in notices}:
            needs = kinds()[kind].needs if kind in kinds() else ()
            about = [each.about for each in notices if each.kind == kind and each.about is not None]
            if needs and about:
                prefetch_related_objects(about, *needs)
    except DatabaseError:
        raise
    except Exception:
        # One that names nonsense harms itself alone: the others fetch their own.
        log.exception("what notices are about could not be fetched together")


def _is_ready(notice: Notice, now: datetime) -> bool:
    """Write the words and find the address of one notice; False when it must not leave now."""
    if notice.expires_at is not None and notice.expires_at <= now:
        _withdraw(notice, now, _("È passato il momento per cui serviva."))
        return False
    if notice.is_abandoned and notice.attempts > DEADLY:
        recording.put_off(notice, _("Chi lo spediva si è interrotto ogni volta."), now=now)
        return False
    try:
        words = words_of(notice, now)
        if words is not None:
            _write(notice, words, now)
    except Exception as failure:
        log.exception("the words of notice %s (%s) could not be written", notice.pk, notice.kind)
        recording.put_off(notice, _("Le parole dell'avviso non si riescono a scrivere."), failure, now=now)
        return False
    if words is None:
        _withdraw(notice, now, _("Il motivo non c'è più."))
        return False
    if nowhere := _why_nowhere(notice):
        recording.refuse(notice, nowhere, now=now)
    return not nowhere


def _why_nowhere(notice: Notice) -> str:
    """Why by this channel it reaches nobody any more; empty where it does."""
    person = notice.person
    if notice.channel == ContactChannel.PAGES and not (person and can_read_pages(person)):
        return _("Non ha più un accesso al portale.")
    if notice.channel == ContactChannel.PHONE and not (person and person.phone):
        return _("Non ha più un telefono.")
    if notice.channel in WITH_ADDRESS and not _find_address(notice):
        return _("Non ha più un recapito per questo canale.")
    return ""


def words_of(notice: Notice, now: datetime) -> Words | None:
    """The words as things are at `now`; None when there is no reason any more. Written ones stay as they are."""
    if notice.person_id is None:
        return _written(notice)
    words = kind_of(notice.kind).compose(notice, now)
    return _written(notice) if words is not None and _has_words(notice) else words


def _has_words(notice: Notice) -> bool:
    """Whether they are written; those that retention has taken away since are written anew."""
    return notice.composed_at is not None and bool(notice.subject or notice.text)


def _written(notice: Notice) -> Words:
    paragraphs = tuple(notice.paragraphs)
    return Words(
        notice.subject, paragraphs, notice.short, notice.link, notice.link_label, calendar=notice.calendar
    )


def _write(notice: Notice, words: Words, now: datetime) -> None:
    """Put the words into a notice that has none yet. Raises ValueError for what the table cannot hold."""
    if _has_words(notice):
        return
    # One line: a line end in a subject would be a header of its own.
    subject = " ".join(words.subject.split())[:250]
    text = "\n\n".join(words.paragraphs)
    told = [subject, text, words.short[:480], words.link, words.link_label, words.calendar]
    # What cannot be kept is found here, where it stops this notice and no other.
    subject, text, short, link, link_label, calendar = (str(each).replace("\0", "") for each in told)
    "".join((subject, text, short, link, link_label, calendar)).encode()
    if len(link) > LONGEST_LINK or len(link_label) > LONGEST_LABEL:
        raise ValueError("a link, or its words, too long")
    notice.composed_at, notice.subject, notice.text = now, subject, text
    notice.short, notice.link, notice.link_label, notice.calendar = short, link, link_label, calendar


def _find_address(notice: Notice) -> str:
    """Where it goes today; where it went, while nobody knows whether it arrived there.

    What is written to an address and not to a person keeps it.
    """
    if notice.person is not None and not (notice.is_abandoned and notice.address):
        notice.address = address_of(notice.person, notice.channel)
    if notice.channel == ContactChannel.EMAIL:
        # Its Message-ID is made of it.
        notice.from_email = notice.from_email or settings.DEFAULT_FROM_EMAIL
    return notice.address


def _freeze(notices: list[Notice]) -> list[Notice]:
    """Keep words and address before the first try; those of `notices` that are still ours."""
    ours = claiming.without_waiting(notices, _keep)
    return [notice for notice in notices if notice.pk in ours]


def _keep(notices: Collection[Notice]) -> set[UUID]:
    kept: dict[str, Any] = {name: [getattr(notice, name) for notice in notices] for name in KEPT}
    kept["ids"] = [notice.pk for notice in notices]
    kept["holders"] = list({notice.holder for notice in notices})
    with connection.cursor() as cursor:
        cursor.execute(FREEZE, kept)
        return {pk for (pk,) in cursor.fetchall()}


def _withdraw(notice: Notice, now: datetime, why: str) -> None:
    close(claiming.held(notice), Notice.State.WITHDRAWN, now=now, why=why)

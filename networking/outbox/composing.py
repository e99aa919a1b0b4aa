"""The words of a notice: written when it leaves, as things are then, and once for every try.

A repeat says exactly what the first try said, with the same Message-ID: one reason never makes two different mails.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from networking import consenting
from networking.models import Consent, ContactChannel, Notice

from . import claiming, recording
from .choosing import address_of
from .kinds import Nature, Words, kind_of
from .withdrawing import close

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

log = logging.getLogger(__name__)

WITH_ADDRESS = (ContactChannel.EMAIL, ContactChannel.SMS)


def prepare(notices: Sequence[Notice], *, now: datetime) -> list[Notice]:
    """Those of `notices` (all held) that may leave, with words and address; the others are withdrawn or pass on."""
    prefetch_related_objects(list(notices), "person__account", "about")
    with transaction.atomic():
        return [notice for notice in notices if _is_ready(notice, now)]


def _is_ready(notice: Notice, now: datetime) -> bool:
    """Write the words and the address of one notice; False when it must not leave now."""
    if notice.expires_at is not None and notice.expires_at <= now:
        _withdraw(notice, now, _("È passato il momento per cui serviva."))
        return False
    try:
        with transaction.atomic():
            words = words_of(notice, now)
    except Exception as failure:
        log.exception("the words of notice %s (%s) could not be written", notice.pk, notice.kind)
        recording.put_off(notice, _("Le parole dell'avviso non si riescono a scrivere."), failure, now=now)
        return False
    if words is None:
        _withdraw(notice, now, _("Il motivo non c'è più."))
        return False
    if notice.channel in WITH_ADDRESS and not _find_address(notice):
        recording.refuse(notice, _("Non ha più un recapito per questo canale."), now=now)
        return False
    return _freeze(notice, words, now)


def words_of(notice: Notice, now: datetime) -> Words | None:
    """The words as things are at `now`; None when there is no reason any more. Written ones stay as they are."""
    if notice.person_id is None:
        return _written(notice)
    kind = kind_of(notice.kind)
    if kind.nature is Nature.NEWS and not consenting.agrees(notice.person, Consent.Purpose.NEWS):
        return None
    words = kind.compose(notice, now)
    return words if words is None or notice.composed_at is None else _written(notice)


def _written(notice: Notice) -> Words:
    paragraphs = tuple(notice.paragraphs)
    return Words(
        notice.subject, paragraphs, notice.short, notice.link, notice.link_label, calendar=notice.calendar
    )


def _find_address(notice: Notice) -> str:
    """Where it goes today; what is written to an address and not to a person keeps it."""
    if notice.person is not None:
        notice.address = address_of(notice.person, notice.channel)
    return notice.address


def _freeze(notice: Notice, words: Words, now: datetime) -> bool:
    """Keep words and address before the first try; False when somebody else has the notice meanwhile."""
    if notice.composed_at is None:
        notice.composed_at = now
        # One line: a line end in a subject would be a header of its own.
        notice.subject = " ".join(words.subject.split())[:250]
        notice.text = "\n\n".join(words.paragraphs)
        notice.short, notice.link, notice.link_label = words.short[:480], words.link, words.link_label
        notice.calendar = words.calendar
    kept = ("composed_at", "subject", "text", "short", "link", "link_label", "calendar", "address")
    return bool(claiming.held(notice).update(**{name: getattr(notice, name) for name in kept}))


def _withdraw(notice: Notice, now: datetime, why: str) -> None:
    close(claiming.held(notice), Notice.State.WITHDRAWN, now=now, why=why)

"""Whether a file that anybody holds is one of the minutes that were approved here: found by its digest, never kept."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

from governance.models import Minutes

from .drafting import WRITING

if TYPE_CHECKING:
    from governance.models.minutes import MinutesQuerySet


class Found(NamedTuple):
    """The minutes, and which of their files it is: «whole», «extract» or «signed»."""

    minutes: Minutes
    which: str


def recognise(content: bytes) -> Found | None:
    """Of which minutes `content` is a file, byte for byte; None where not even one byte may be another."""
    return of_digest(hashlib.sha256(content).digest())


def of_digest(digest: bytes) -> Found | None:
    """The minutes of which a file has this SHA-256."""
    asked = Q(whole_digest=digest) | Q(extract_digest=digest) | Q(signed_digest=digest)
    minutes = _known().filter(asked).first()
    if minutes is None:
        return None
    kept = {
        "extract": minutes.extract_digest,
        "signed": minutes.signed_digest,
        "whole": minutes.whole_digest,
    }
    return Found(minutes, next(name for name, each in kept.items() if each and bytes(each) == digest))


def by_id(pk: object) -> Minutes | None:
    """The approved minutes to which a code printed on paper leads."""
    return _known().filter(pk=pk).first()


def _known() -> MinutesQuerySet:
    rows = Minutes.objects.for_everyone(reason=WRITING).frozen()
    return rows.select_related("meeting__body", "corrects", "entry")

"""Telling thanks: each once, whatever happens twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from networking import outbox
from networking.outbox import Telling
from volunteers.models import Thanks

from .thanks_words import THANKED, WRITTEN
from .turns import untold

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime


def tell(rows: Collection[Thanks], *, now: datetime) -> int:
    """Say, in the caller's transaction, each of `rows`. How many were new."""
    tellings = {f"thanks:{row.pk}": row for row in rows}
    new = untold(tellings)
    for kind in (THANKED, WRITTEN):
        is_written = kind == WRITTEN
        outbox.tell_all(
            kind,
            [
                Telling(row.volunteer.person, key=key, about=row)
                for key, row in ((key, tellings[key]) for key in new)
                if (row.occasion == Thanks.Occasion.PERSONAL) is is_written
            ],
            now=now,
        )
    return len(new)

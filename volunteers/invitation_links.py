"""The link of an invitation: whoever holds it answers, without signing in, for that invitation alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import signing

from volunteers.models import Assignment

if TYPE_CHECKING:
    from datetime import datetime

SALT = "volunteers.invitation"
READING = "chi ha in mano il collegamento di un invito"
# An invitation lasts two days; afterwards the page only says what became of it.
LINK_LASTS = 60 * 24 * 3600


def token_of(row: Assignment) -> str:
    """What the link carries: which invitation, and until when it may be answered, signed by us."""
    return signing.dumps([str(row.pk), _moment(row.answer_by)], salt=SALT, compress=False)


def invitation_of(token: str) -> Assignment | None:
    """What a link is about, whatever has become of it; None for one that is not ours, too old, or written again."""
    try:
        pk, moment = signing.loads(token, salt=SALT, max_age=LINK_LASTS)
    except signing.BadSignature:
        return None
    rows = Assignment.objects.for_everyone(reason=READING).select_related(
        "request__kind", "request__comune", "request__place__comune", "volunteer__person"
    )
    row = rows.filter(pk=pk).first()
    return row if row is not None and _moment(row.answer_by) == moment else None


def _moment(at: datetime | None) -> int:
    """To the microsecond, in whatever zone it is said."""
    return round(at.timestamp() * 1_000_000) if at else 0

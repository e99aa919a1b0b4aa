"""Minutes of a body in which a guardian of the zone sits and was there: under review, approved, published."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from governance.models import Presence
from governance.sitting import holding
from tests import governing, minuted
from tests.matrix.arguments import named
from tests.matrix.governing_meetings import secretary, sits_here
from tests.matrix.knowing import family_here

if TYPE_CHECKING:
    from governance.models import Body, Meeting
    from networking.models import Person

OF_REVIEWED = ("minutes", "minutes_remark")
WRITTEN = ("minutes_write", "minutes_hide", "minutes_versions", "minutes_step")
OF_APPROVED = ("minutes_sign", "minutes_sign_paper", "minutes_correct")
OF_PUBLISHED = ("minutes_whole", "minutes_signed")
FOR_EVERYBODY = ("minutes_extract", "minutes_check")


def _names(pages: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"governance:{each}" for each in pages)


ARGUMENTS = {
    **dict.fromkeys(_names((*OF_REVIEWED, *WRITTEN)), named(pk="reviewed.pk")),
    **dict.fromkeys(_names(OF_APPROVED), named(pk="approved.pk")),
    **dict.fromkeys(_names((*OF_PUBLISHED, *FOR_EVERYBODY)), named(pk="published.pk")),
    "governance:minutes_restore": named(pk="reviewed.pk", number="reviewed.last_version"),
    "governance:minutes_begin": named(pk="reviewed.meeting_id"),
    "governance:minutes_approve": named(pk="proposed.pk"),
    "governance:minutes_book": named(slug="cabina.slug"),
    "governance:remark_answer": named(pk="remark.pk"),
}
KNOWS = {
    **dict.fromkeys(
        _names((*WRITTEN, *OF_APPROVED, "minutes_restore", "minutes_begin", "remark_answer")), secretary
    ),
    **dict.fromkeys(_names(("minutes", "minutes_book", *OF_PUBLISHED)), sits_here),
    # Who was there asks to correct; who presided approves.
    **dict.fromkeys(_names(("minutes_remark", "minutes_approve")), family_here),
}


def rows(body: Body, guardian: Person) -> dict[str, Any]:
    """Rows by name; `guardian` presides."""
    held = [_held(body, guardian, day) for day in range(4)]
    reviewed = minuted.minutes(held[0], state="review")
    return {
        "reviewed": reviewed,
        "remark": minuted.remark(reviewed, guardian),
        "proposed": minuted.minutes(held[1], state="proposed"),
        "approved": minuted.minutes(held[2], state="approved"),
        "published": minuted.minutes(held[3], state="published"),
    }


def _held(body: Body, guardian: Person, day: int) -> Meeting:
    meeting = governing.meeting(
        body,
        state="open",
        chair=guardian,
        chair_name=guardian.full_name,
        first_call_at=governing.FIRST_CALL.replace(month=11, day=11 + day),
    )
    Presence.objects.create(
        meeting=meeting, person=guardian, name=guardian.full_name, from_at=meeting.opened_at
    )
    holding.end(meeting, now=meeting.opened_at + timedelta(hours=2))
    meeting.refresh_from_db()
    return meeting

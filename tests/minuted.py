"""Minutes for tests, brought as far as the test wants by the steps people take."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile

from governance.models import BookEntry, Minutes, MinutesRemark, MinutesVersion
from networking.models import StoredFile
from tests import factories, governing

if TYPE_CHECKING:
    from governance.models import Meeting
    from governance.models.minutes import MinutesQuerySet
    from networking.models import Person

WORDS = "Si apre la seduta."
WHOLE, EXTRACT, SCAN = (f"%PDF-1.7 {each}\n%%EOF ".encode() for each in ("intero", "estratto", "firmato"))
STEPS = ("draft", "review", "proposed", "approved", "signed", "transcribed", "published")


def text(*words: str, hidden: tuple[str, ...] = ()) -> str:
    """The text of a version with one part, a paragraph for each of `words`; those of `hidden` are not for everybody."""
    paragraphs = [{"words": each, "is_hidden": each in hidden} for each in words]
    return json.dumps([{"key": "apertura", "heading": "Apertura", "paragraphs": paragraphs}])


def everything() -> MinutesQuerySet:
    """All the minutes there are."""
    return Minutes.objects.for_everyone(reason="prova")


def version(of: Minutes, *words: str, **fields: Any) -> MinutesVersion:
    """One more version, on top of the last."""
    of.refresh_from_db()
    values = {"text": text(*(words or [WORDS])), "saved_at": of.meeting.first_call_at, **fields}
    made: MinutesVersion = MinutesVersion.objects.create(
        minutes=of, **{"based_on": of.last_version, **values}
    )
    made.refresh_from_db()
    return made


def minutes(meeting: Meeting | None = None, *, state: str = "draft", **fields: Any) -> Minutes:
    """Minutes of a meeting that is over, as far as `state`; from review on with a version."""
    meeting = meeting or held()
    made = Minutes.objects.create(meeting=meeting, **fields)
    reached = STEPS.index(state)
    if reached:
        version(made)
    for step in STEPS[1 : min(reached, 2) + 1]:
        goes_on(made, state=step)
    if reached >= STEPS.index("approved"):
        goes_on(made, **approval(made))
    if reached >= STEPS.index("signed"):
        goes_on(made, state="signed", **signature(made))
    if reached >= STEPS.index("transcribed"):
        BookEntry.objects.create(
            body=meeting.body, minutes=made, written_at=made.approved_at + timedelta(days=2)
        )
        goes_on(made, state="transcribed")
    if reached >= STEPS.index("published"):
        goes_on(made, state="published", published_at=made.approved_at + timedelta(days=3))
    made.refresh_from_db()
    return made


def held(chair: Person | None = None, **fields: Any) -> Meeting:
    """A meeting that is over, with somebody who presided."""
    chair = chair or factories.human(birth_date=governing.SINCE.replace(year=1970))
    body = fields.pop("body", None) or governing.body()
    return governing.meeting(body, state="closed", chair=chair, chair_name=chair.full_name, **fields)


def stored(content: bytes) -> StoredFile:
    """A file that is kept."""
    return StoredFile.objects.create(name="verbale.pdf", file=ContentFile(content, name="verbale.pdf"))


def approval(of: Minutes, **fields: Any) -> dict[str, Any]:
    """What is written at approval by whoever presided, two days after."""
    content = fields.pop("content", '{"prova":true}')
    whole, extract = WHOLE, EXTRACT
    chair = fields.pop("approved_by", of.meeting.chair)
    return {
        "state": "approved",
        "content": content,
        "fingerprint": hashlib.sha256(content.encode()).hexdigest(),
        "approved_at": of.meeting.first_call_at + timedelta(days=2),
        "approved_by": chair,
        "approved_by_name": chair.full_name if chair else "",
        "whole": stored(whole),
        "whole_digest": hashlib.sha256(whole).digest(),
        "extract": stored(extract),
        "extract_digest": hashlib.sha256(extract).digest(),
        **fields,
    }


def signature(of: Minutes, **fields: Any) -> dict[str, Any]:
    """Signed on paper, the day after."""
    scan = SCAN
    return {
        "how": "paper",
        "signed": stored(scan),
        "signed_digest": hashlib.sha256(scan).digest(),
        "signer": "chi presiede",
        "signed_at": of.approved_at + timedelta(days=1),
        **fields,
    }


def remark(of: Minutes, person: Person, **fields: Any) -> MinutesRemark:
    """Something that somebody asks to correct."""
    values = {"words": "Mancava un nome.", "asked_at": of.meeting.first_call_at, **fields}
    made: MinutesRemark = MinutesRemark.objects.create(
        minutes=of, person=person, name=person.full_name, **values
    )
    return made


def goes_on(made: Minutes, **fields: Any) -> None:
    """To what `fields` say, in one writing."""
    for name, value in fields.items():
        setattr(made, name, value)
    made.save(update_fields=list(fields))

"""The minutes of the meetings behind: published, in the book, signed, approved, proposed, under review."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from networking import pdf
from networking.demo import DEMONSTRATION
from networking.models import Person
from networking.uploads import PDF, CheckedFile

from ..minutes import approving, drafting, remarks, saving, signing, stepping, texts, transcribing
from ..models import Minutes, Presence

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User

    from ..models import Meeting

FILE = Path(__file__).parent / "minutes.toml"
State = Minutes.State
# How many days after the meeting each step is taken.
DRAFTED, SHOWN, PROPOSED, APPROVED, SIGNED, TRANSCRIBED, PUBLISHED = (
    timedelta(days=each) for each in (1, 2, 5, 7, 9, 10, 11)
)


def write(meeting: Meeting, *, by: User) -> None:
    """Write the minutes of a meeting that has ended, as far as the file says."""
    meeting.refresh_from_db()
    for fact in tomllib.loads(FILE.read_text(encoding="utf-8"))["minutes"]:
        if fact["meeting"] == meeting.title:
            minutes = drafting.begin(meeting, by=by, now=_after(meeting, DRAFTED))
            _say(minutes, fact, by=by)
            _go_on(minutes, fact, by=by)


def _say(minutes: Minutes, fact: dict[str, Any], *, by: User) -> None:
    now = _after(minutes.meeting, DRAFTED)
    words, secrets = fact.get("words", {}), fact.get("hidden", [])
    sections = saving.last_of(minutes).sections
    said = {each["key"]: texts.shown(each) for each in sections}
    for each in sections:
        title = each["heading"].partition(" ")[2]
        more = [*words.get(title, []), *(secrets if title == fact.get("hidden_in") else [])]
        said[each["key"]] = "\n\n".join([*more, said[each["key"]]]).strip()
    written = saving.save(minutes, said, based_on=1, by=by, now=now)
    places = {
        texts.place(part, number)
        for part in written.sections
        for number, paragraph in enumerate(part["paragraphs"])
        if paragraph["is_hidden"] or paragraph["words"] in secrets
    }
    if secrets:
        saving.hide(minutes, places, based_on=written.number, by=by, now=now)
    minutes.refresh_from_db()


def _go_on(minutes: Minutes, fact: dict[str, Any], *, by: User) -> None:
    """A step after the other, up to the one of the file."""
    meeting, state = minutes.meeting, fact["state"]
    stepping.show(minutes, now=_after(meeting, SHOWN))
    _remark(minutes, fact)
    if state == State.REVIEW:
        return
    stepping.propose(minutes, now=_after(meeting, PROPOSED))
    minutes.refresh_from_db()
    if state == State.PROPOSED:
        return
    _approve(minutes)
    if state == State.APPROVED:
        return
    signing.sign_on_paper(
        minutes, _scan(minutes), signer=meeting.chair_name, by=by, now=_after(meeting, SIGNED)
    )
    if state == State.SIGNED:
        return
    transcribing.transcribe(minutes, now=_after(meeting, TRANSCRIBED))
    if state == State.PUBLISHED:
        transcribing.publish(minutes, now=_after(meeting, PUBLISHED))
    if words := fact.get("correction"):
        _correct(minutes, words, by=by)


def _approve(minutes: Minutes) -> None:
    minutes.refresh_from_db()
    approving.approve(
        minutes, minutes.meeting.chair, seen=minutes.last_version, now=_after(minutes.meeting, APPROVED)
    )
    minutes.refresh_from_db()


def _remark(minutes: Minutes, fact: dict[str, Any]) -> None:
    """Somebody who was there asks, and may be answered."""
    if "remark" not in fact:
        return
    there = Presence.objects.for_everyone(reason=DEMONSTRATION).filter(meeting=minutes.meeting)
    people = Person.objects.for_everyone(reason=DEMONSTRATION).filter(pk__in=there.values("person"))
    person = people.exclude(pk=minutes.meeting.chair_id).in_order().first()
    if person is None:
        return
    now = _after(minutes.meeting, SHOWN)
    asked = remarks.ask(minutes, person, words=fact["remark"], now=now)
    if outcome := fact.get("answer"):
        remarks.answer(asked, outcome=outcome, words="", now=now + timedelta(hours=5))


def _correct(minutes: Minutes, words: str, *, by: User) -> None:
    """What was wrong is said by another act, which is approved too."""
    now = _after(minutes.meeting, PUBLISHED)
    made = drafting.correct(minutes, by=by, now=now)
    saving.save(made, {drafting.CORRECTION: words}, based_on=1, by=by, now=now)
    stepping.show(made, now=now)
    stepping.propose(made, now=now)
    made.refresh_from_db()
    approving.approve(made, minutes.meeting.chair, seen=made.last_version, now=now + timedelta(days=1))


def _scan(minutes: Minutes) -> CheckedFile:
    """A sheet in the place of the scan that one would have."""
    context = {
        "title": _("Copia del verbale firmato su carta"),
        "lines": [_("Al posto di questo foglio c'è la scansione del verbale, con le firme.")],
        "meeting": minutes.meeting,
    }
    at = timezone.localtime(_after(minutes.meeting, SIGNED))
    content = pdf.render("documents/paper.html", context, written_at=at)
    return CheckedFile(content, name="verbale-firmato.pdf", kind=PDF)


def _after(meeting: Meeting, days: timedelta) -> datetime:
    return (meeting.closed_at or meeting.first_call_at) + days

"""What approved minutes say, whole, as a value that is kept for ever; and what of it everybody may read.

The whole is canonical JSON, of which the fingerprint is the SHA-256. The extract is made by taking words away before
anything is drawn: what is not in it cannot be in its PDF.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.convening.entitled import called_to
from governance.models import (
    AgendaItem,
    Ballot,
    Body,
    Choice,
    Decision,
    OpenVote,
    Presence,
    Proxy,
    Recusal,
)

from . import texts
from .drafting import WRITING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from governance.models import Meeting, Minutes

Content = dict[str, Any]
SCHEMA = 1
OMITTED = "[omissis]"
CAST = {
    Choice.FAVOUR: _("A favore"),
    Choice.AGAINST: _("Contro"),
    Choice.ABSTAINED: _("Astensioni"),
}


def of(minutes: Minutes, sections: Sequence[texts.Section]) -> Content:
    """What `minutes`, with these words, say today: words, who was there, votes, decisions."""
    meeting = minutes.meeting
    facts = {} if minutes.corrects_id else facts_on(meeting)
    return {
        "schema": SCHEMA,
        "is_correction": minutes.corrects_id is not None,
        "corrects": minutes.corrects.fingerprint if minutes.corrects else "",
        "body": meeting.body.name,
        "association": str(meeting.body.organization or ""),
        # Those who sit for a comune are named to everybody; those who are members of an association are not.
        "names_are_public": meeting.body.kind != Body.Kind.ASSEMBLY,
        **_held(meeting),
        "sections": [dict(each) | facts.get(each["key"], {}) for each in sections],
        "people": [] if minutes.corrects_id else people(meeting),
    }


def sealed(content: Content, **approval: str) -> tuple[str, str]:
    """The canonical JSON of `content` with who approved it and when, and its fingerprint."""
    said = texts.canonical([content | approval])[1:-1]
    return said, hashlib.sha256(said.encode()).hexdigest()


def extract(content: Content) -> Content:
    """What everybody may read of it: `content` without the words that are not for everybody."""
    may_name = content["names_are_public"]
    return content | {
        "salt": "",
        "sections": [_extracted(each, may_name=may_name) for each in content["sections"]],
        "people": content["people"] if may_name else [],
        "how_many": len([each for each in content["people"] if each["was_there"]]),
    }


def people(meeting: Meeting) -> list[dict[str, Any]]:
    """Whoever was called, and from when to when they were there; for whom else; or that they were not."""
    presences = defaultdict(list)
    names: dict[Any, str] = {each.pk: each.full_name for each in called_to(meeting.body, _day(meeting))}
    for each in Presence.objects.for_everyone(reason=WRITING).filter(meeting=meeting).order_by("from_at"):
        presences[each.person_id].append(each)
        names[each.person_id] = each.name
    proxies = {
        each.grantor_id: each.holder_name
        for each in Proxy.objects.for_everyone(reason=WRITING).filter(meeting=meeting).live()
    }
    return [
        {
            "name": names[pk],
            "was_there": pk in presences,
            "times": [_interval(each) for each in presences[pk]] if pk in presences else [],
            "through": proxies.get(pk, "") if pk not in presences else "",
        }
        for pk in sorted(names, key=lambda each: names[each])
    ]


def facts_on(meeting: Meeting) -> dict[str, dict[str, Any]]:
    """For each point, by the key of its part: who stepped aside, what was voted and how, what was decided."""
    rows = AgendaItem.objects.for_everyone(reason=WRITING).filter(meeting=meeting)
    facts = {
        str(each.pk): {
            "is_reserved": each.is_reserved,
            "outcome": each.get_outcome_display() if each.outcome else "",
            "recusals": [],
            "ballots": [],
            "decisions": [],
        }
        for each in rows
    }
    for recusal in Recusal.objects.for_everyone(reason=WRITING).filter(item__meeting=meeting):
        facts[str(recusal.item_id)]["recusals"].append({"name": recusal.name, "reason": recusal.reason})
    votes = _votes(meeting)
    for ballot in Ballot.objects.for_everyone(reason=WRITING).filter(
        item__meeting=meeting, closed_at__isnull=False
    ):
        facts[str(ballot.item_id)]["ballots"].append(_ballot(ballot, votes.get(ballot.pk, {})))
    decisions = Decision.objects.for_everyone(reason=WRITING).filter(item__meeting=meeting)
    for decision in decisions.order_by("year", "number"):
        facts[str(decision.item_id)]["decisions"].append(
            {
                "number": f"{decision.number}/{decision.year}",
                "title": decision.title,
                "text": decision.text,
                "is_public": decision.is_public,
            }
        )
    return facts


def _held(meeting: Meeting) -> dict[str, Any]:
    return {
        "title": meeting.title,
        "call": meeting.call or 1,
        "mode": meeting.get_mode_display(),
        "place": meeting.place,
        "opened_at": _moment(meeting.opened_at),
        "closed_at": _moment(meeting.closed_at),
        "chair": meeting.chair_name,
        "secretary": meeting.secretary_name,
    }


def _ballot(ballot: Ballot, votes: Mapping[str, list[str]]) -> dict[str, Any]:
    return {
        "question": ballot.question,
        "is_secret": ballot.is_secret,
        "outcome": ballot.outcome,
        "said": ballot.get_outcome_display(),
        "counts": [ballot.favour, ballot.against, ballot.abstained],
        "explanation": ballot.explanation,
        "void_because": ballot.void_because,
        "votes": [[str(label), votes[choice]] for choice, label in CAST.items() if votes.get(choice)],
    }


def _votes(meeting: Meeting) -> dict[Any, dict[str, list[str]]]:
    """By ballot and choice, who chose so where the vote was open."""
    rows = OpenVote.objects.for_everyone(reason=WRITING).filter(right__ballot__item__meeting=meeting)
    votes: dict[Any, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for each in rows.select_related("right").order_by("right__name"):
        votes[each.right.ballot_id][each.choice].append(each.right.name)
    return votes


def _extracted(part: Mapping[str, Any], *, may_name: bool) -> dict[str, Any]:
    if part.get("is_reserved"):
        number = str(part["heading"]).partition(" ")[0]
        return {"key": part["key"], "heading": f"{number} {OMITTED}", "paragraphs": [_OMITTED_PARAGRAPH]}
    shown = dict(part) | {
        "paragraphs": [_OMITTED_PARAGRAPH if each["is_hidden"] else each for each in part["paragraphs"]]
    }
    if "ballots" in part:
        shown["recusals"] = [{"name": each["name"], "reason": ""} for each in part["recusals"] if may_name]
        shown["ballots"] = [each | {"votes": [], "void_because": ""} for each in part["ballots"]]
        shown["decisions"] = [
            each
            if each["is_public"]
            else {"number": each["number"], "title": OMITTED, "text": "", "is_public": False}
            for each in part["decisions"]
        ]
    return shown


_OMITTED_PARAGRAPH = {"words": OMITTED, "is_hidden": True}


def _interval(presence: Presence) -> dict[str, str]:
    return {
        "from": _hour(presence.from_at),
        "until": _hour(presence.until_at),
        "mode": presence.get_mode_display(),
    }


def _hour(moment: datetime | None) -> str:
    return timezone.localtime(moment).strftime("%H:%M") if moment else ""


def _moment(moment: datetime | None) -> str:
    return timezone.localtime(moment).isoformat(timespec="minutes") if moment else ""


def _day(meeting: Meeting) -> Any:
    return timezone.localdate(meeting.opened_at or meeting.first_call_at)

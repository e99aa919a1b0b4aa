"""The text of minutes as a value: parts with a heading and paragraphs, each for everybody or not. No table, no clock.

A part is `{"key", "heading", "paragraphs": [{"words", "is_hidden"}]}`; a text is a list of parts, always in one order.
"""

from __future__ import annotations

import json
import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

Paragraph = dict[str, Any]
Section = dict[str, Any]
# How much alike two paragraphs are (0 to 1) when one is the other, mended.
ALIKE = 0.6
BLANK_LINE = re.compile(r"\n\s*\n")


class Change(NamedTuple):
    """A paragraph of a part: as it stays («same»), as it was («gone») or as it is («new»)."""

    kind: str
    words: str


class Differences(NamedTuple):
    """What changed in a part."""

    heading: str
    changes: list[Change]


def canonical(sections: Sequence[Section]) -> str:
    """The text as it is kept: the same words are always the same bytes."""
    return json.dumps(sections, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def section(key: str, heading: str, *words: str, is_hidden: bool = False) -> Section:
    """A part with a paragraph for each of `words` that says something."""
    paragraphs = [{"words": each, "is_hidden": is_hidden} for each in words if each.strip()]
    return {"key": key, "heading": heading, "paragraphs": paragraphs}


def typed(words: str) -> list[str]:
    """The paragraphs of what was typed: an empty line is between one and the next."""
    plain = words.replace("\r\n", "\n").replace("\r", "\n").strip()
    return [each.strip() for each in BLANK_LINE.split(plain) if each.strip()]


def shown(part: Section) -> str:
    """A part as one types it."""
    return "\n\n".join(each["words"] for each in part["paragraphs"])


def rewritten(sections: Sequence[Section], words: Mapping[str, str]) -> list[Section]:
    """`sections` with the words typed for each key; what was not for everybody stays so, also where it was rewritten.

    A part whose key is not in `words` is as it was.
    """
    return [
        each | {"paragraphs": _kept_hidden(each["paragraphs"], typed(words[each["key"]]))}
        if each["key"] in words
        else each
        for each in sections
    ]


def hidden(sections: Sequence[Section], places: Collection[str]) -> list[Section]:
    """`sections` in which exactly the paragraphs of `places` («apertura:0») are not for everybody."""
    return [
        each
        | {
            "paragraphs": [
                {"words": paragraph["words"], "is_hidden": place(each, number) in places}
                for number, paragraph in enumerate(each["paragraphs"])
            ]
        }
        for each in sections
    ]


def place(part: Section, number: int) -> str:
    """The name of a paragraph in its text."""
    return f"{part['key']}:{number}"


def merged(
    base: Sequence[Section], theirs: Sequence[Section], mine: Sequence[Section]
) -> list[Section] | None:
    """Both what they and I changed of `base`; None where we changed the same part in two ways."""
    was, has = _by_key(base), _by_key(theirs)
    parts: list[Section] = []
    for each in mine:
        before, other = was.get(each["key"]), has.get(each["key"], each)
        if other in (before, each):
            parts.append(each)
        elif each == before:
            parts.append(other)
        else:
            return None
    return parts


def differences(before: Sequence[Section], after: Sequence[Section]) -> list[Differences]:
    """The parts in which something changed, paragraph by paragraph; whether it is for everybody is said too."""
    was = _by_key(before)
    return [
        Differences(each["heading"], list(_changes(was.get(each["key"], {"paragraphs": []}), each)))
        for each in after
        if was.get(each["key"]) != each
    ]


def _by_key(sections: Sequence[Section]) -> dict[str, Section]:
    return {each["key"]: each for each in sections}


def _kept_hidden(before: Sequence[Paragraph], words: Sequence[str]) -> list[Paragraph]:
    """Better one paragraph too many that is not for everybody than one too few."""
    matcher = SequenceMatcher(a=[each["words"] for each in before], b=words, autojunk=False)
    secrets = [each["words"] for each in before if each["is_hidden"]]
    kept: list[Paragraph] = []
    for kind, first, last, since, until in matcher.get_opcodes():
        was = before[first:last]
        for number, said in enumerate(words[since:until]):
            near = was[number : number + 1] if kind == "equal" else was
            is_hidden = any(each["is_hidden"] for each in near) or _is_like(said, secrets)
            kept.append({"words": said, "is_hidden": is_hidden})
    return kept


def _is_like(words: str, secrets: Sequence[str]) -> bool:
    """Whether it is one of them, moved elsewhere or mended."""
    return any(SequenceMatcher(a=each, b=words, autojunk=False).ratio() >= ALIKE for each in secrets)


def _changes(before: Section, after: Section) -> Iterator[Change]:
    was, now = ([_said(each) for each in part["paragraphs"]] for part in (before, after))
    for kind, first, last, since, until in SequenceMatcher(a=was, b=now, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from (Change("same", each) for each in was[first:last])
        else:
            yield from (Change("gone", each) for each in was[first:last])
            yield from (Change("new", each) for each in now[since:until])


def _said(paragraph: Paragraph) -> str:
    return f"[omissis] {paragraph['words']}" if paragraph["is_hidden"] else str(paragraph["words"])

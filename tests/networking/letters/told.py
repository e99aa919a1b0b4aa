"""Somebody who is told by letter, of things that only tests know."""

from __future__ import annotations

import re
from itertools import count
from typing import NamedTuple

from networking import outbox
from networking.models import LetterBatch, Notice
from networking.outbox import Kind, Telling, Words
from tests import factories
from tests.poppler import said_by

GONE: set[str] = set()
_numbers = count(1)
NAME = "prova.letter"
WHY = "una prova"


def _words(notice: Notice, _now) -> Words | None:
    if notice.key in GONE:
        return None
    return Words(f"Oggetto {notice.key}", (f"Testo {notice.key}", "Perché è così."), f"Breve {notice.key}")


KINDS = (Kind(NAME, "Prova", _words),)


def at_home(settings, folder) -> None:
    """A portal that knows this kind, and keeps its letters in a folder of the test."""
    settings.NOTICE_KINDS = [*settings.NOTICE_KINDS, f"{__name__}.KINDS"]
    settings.MEDIA_ROOT = folder / "media"
    GONE.clear()


def somebody(comune, full_name="", **fields):
    """Who prefers letters."""
    return factories.human(
        full_name, comune=comune, **{"street": f"Via Roma {next(_numbers)}", "channel": "letter", **fields}
    )


def tell(person, now, *, key="", **fields):
    """Tell `person` something, by the way they prefer."""
    return outbox.tell(NAME, Telling(person=person, key=key or f"prova:{next(_numbers)}", **fields), now=now)


def at(moment):
    """A clock that stands still."""
    return lambda: moment


def batches():
    """Every batch."""
    return LetterBatch.objects.for_everyone(reason=WHY)


def again(row):
    """The row as it is now."""
    return type(row)._base_manager.get(pk=row.pk)


def content_of(batch):
    """The bytes of its PDF."""
    with batch.file.open("rb") as file:
        return file.read()


def text_of(content):
    """What is written in a PDF, page by page."""
    return said_by("pdftotext", content, "-layout").split("\f")[:-1]


class Word(NamedTuple):
    """A word of a PDF and where it stands, in millimetres from the top left of its page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


BOX = re.compile(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>')
POINT = 25.4 / 72


def words_of(content, page):
    """Where each word of a page stands."""
    boxes = said_by("pdftotext", content, "-bbox", "-f", str(page), "-l", str(page))
    return [Word(text, *(float(each) * POINT for each in box)) for *box, text in BOX.findall(boxes)]

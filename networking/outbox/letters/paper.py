"""From letters to one PDF: a sheet for who posts them, then each letter from the front of a sheet of its own."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import segno
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networking import pdf
from networking.models import Comune
from networking.typesetting import Press

from .deadlines import post_by

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from weasyprint import Document

    from networking.models import LetterBatch, Notice

    from .envelopes import Letter

log = logging.getLogger(__name__)

LETTER, COVER = "documents/letter.html", "documents/letter_cover.html"
BLANK = '<!doctype html><html lang="it" class="blank"><head><title></title></head><body></body></html>'
# Room of the window by size of the letters: how many characters to a line, how many lines.
SIZES = (("", 34, 5), ("close", 42, 6), ("tight", 50, 8), ("least", 60, 10))


@dataclass(frozen=True)
class Sheets:
    """One letter laid out."""

    letter: Letter
    document: Document

    @property
    def leaves(self) -> int:
        """Sheets of paper, written on both sides."""
        return (len(self.document.pages) + 1) // 2


def draw(batch: LetterBatch, letters: Sequence[Letter]) -> tuple[bytes, list[Letter]]:
    """The PDF of `letters`, whose figures `batch` then says; and those that could not be laid out."""
    press, when = Press(pdf.stylesheet()), timezone.localtime(batch.made_at)
    places = dict(Comune.objects.filter(is_zone_lead=True).values_list("zone", "name"))
    sheets: list[Sheets] = []
    spoiled = []
    for letter in letters:
        try:
            context = _context(letter, number=len(sheets) + 1, places=places)
            page = pdf.page_of(LETTER, context, written_at=when)
            sheets.append(Sheets(letter, press.lay_out(page)))
        except SoftTimeLimitExceeded:
            raise
        except Exception:  # one that cannot be drawn must not hold back the others
            log.exception("a letter (%s) could not be laid out", letter.notices[0].pk)
            spoiled.append(letter)
    if not sheets:
        return b"", spoiled
    documents = [_cover(press, batch, sheets, when), *(sheet.document for sheet in sheets)]
    bound = [each for document in documents for each in _from_the_front(press, document)]
    batch.letters, batch.pages = len(sheets), sum(len(each.pages) for each in bound)
    return press.bind(bound), spoiled


def _from_the_front(press: Press, document: Document) -> list[Document]:
    """`document`, and an empty back where what follows would else begin on it."""
    return [document, press.lay_out(BLANK)] if len(document.pages) % 2 else [document]


def _cover(press: Press, batch: LetterBatch, sheets: list[Sheets], when: datetime) -> Document:
    leaves = sum(sheet.leaves for sheet in sheets)
    letters = ngettext("%d lettera", "%d lettere", len(sheets)) % len(sheets)
    papers = ngettext("%d foglio", "%d fogli", leaves) % leaves
    context = {
        "place": batch.comune or batch.zone or _("fuori dal territorio"),
        "sheets": sheets,
        "summary": _("{letters}, {sheets} oltre a questo.").format(letters=letters, sheets=papers),
        "post_by": post_by(when.date()),
    }
    return press.lay_out(pdf.page_of(COVER, context, written_at=when))


def _context(letter: Letter, *, number: int, places: dict[int, str]) -> dict[str, Any]:
    tellings = [_telling(notice) for notice in letter.notices]
    several = _("{count} avvisi per te").format(count=len(tellings))
    zone = letter.zone
    return {
        "letter": letter,
        "number": number,
        "place": places.get(zone.pk, "") if zone else "",
        "size": size_of([str(letter.person), *letter.lines]),
        "subject": several if len(tellings) > 1 else letter.notices[0].subject,
        "tellings": tellings,
    }


def _telling(notice: Notice) -> dict[str, Any]:
    """A notice on paper: an address can be typed, or read by a telephone."""
    if not notice.link:
        return {"notice": notice}
    url = notice.web_address
    code = segno.make(url, error="m", micro=False)
    return {
        "notice": notice,
        "address": url.removeprefix("https://").removeprefix("http://"),
        "code": code.svg_data_uri(border=2, scale=4),
    }


def size_of(lines: Sequence[str]) -> str:
    """How small an address must be written to stay in the window."""
    for size, width, most in SIZES:
        if sum(max(1, -(-len(line) // width)) for line in lines) <= most:
            return size
    return SIZES[-1][0]

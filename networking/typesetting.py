"""From a page to PDF with WeasyPrint, which here may fetch nothing.

Loading it takes a second and some 40 MB, and needs Pango: `networking.pdf` does so only when something is drawn.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pydyf
from PIL import ImageFile
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weasyprint import Document

# Tagged, with its language and title: what screen readers need of a document (ISO 14289-1).
VARIANT = "pdf/ua-1"
# What is kept for years and signed: the same tags, and everything that it takes to show it (ISO 19005-3, level A).
ARCHIVED = "pdf/a-3a"

# For the whole process the library tells Pillow to fill in what broken pictures lack: pictures that people
# hand in must be whole (networking/uploads), and documents only have our own.
ImageFile.LOAD_TRUNCATED_IMAGES = False
# To itself the library says how far it is, and what it left out with the words around it: not for the log.
for _name in ("weasyprint", "weasyprint.progress", "fontTools"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


def draw(page: str, *, stylesheet: str, variant: str = VARIANT) -> bytes:
    """The PDF of an HTML page, with a stylesheet of ours."""
    press = Press(stylesheet, variant=variant)
    return press.bind([press.lay_out(page)])


class Press:
    """Lays out pages with one stylesheet of ours, and binds what it has laid out into one PDF."""

    def __init__(self, stylesheet: str, *, variant: str = VARIANT) -> None:
        self._variant = variant
        # It opens only what page and stylesheet themselves carry, and follows nothing.
        self._fetcher = URLFetcher(allowed_protocols={"data"}, allow_redirects=False, timeout=1)
        self._fonts = FontConfiguration()
        self._rules = CSS(string=stylesheet, url_fetcher=self._fetcher, font_config=self._fonts)

    def lay_out(self, page: str) -> Document:
        """An HTML page on paper: it has its own page numbers."""
        html = HTML(string=page, url_fetcher=self._fetcher)
        return html.render(stylesheets=[self._rules], font_config=self._fonts, pdf_variant=self._variant)

    def bind(self, documents: Sequence[Document]) -> bytes:
        """One PDF of all the pages; its title and language are those of the first."""
        pages = [page for document in documents for page in document.pages]
        finisher = _make_room_for_signatures if self._variant == ARCHIVED else None
        return documents[0].copy(pages).write_pdf(pdf_variant=self._variant, finisher=finisher)


def _make_room_for_signatures(_document: Document, written: pydyf.PDF) -> None:
    """An empty form, so that a signature added later changes nothing that was there (networking/signatures)."""
    form = pydyf.Dictionary({"Fields": pydyf.Array()})
    written.add_object(form)
    written.catalog["AcroForm"] = form.reference

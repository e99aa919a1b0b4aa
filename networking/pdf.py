"""PDF documents: drawn from a template, readable by everybody, and drawn without fetching anything.

A document is made of what we hand in: text, our stylesheet, our letters, our mark. Whatever else a page
could name (an address inside somebody's text, a private server, a file of this machine) is not fetched.
"""

from __future__ import annotations

import base64
import logging
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from PIL import ImageFile
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

if TYPE_CHECKING:
    from datetime import datetime

STYLESHEET = "css/document.css"
MARK = "img/mark.svg"
FONTS = "bootstrap-italia/fonts/Titillium_Web/titillium-web-v10-latin-ext_latin-{}.woff2"
FACES = {"regular": "400 normal", "italic": "400 italic", "600": "600 normal", "700": "700 normal"}
# Tagged, with its language and title: what screen readers need of a document (ISO 14289-1).
VARIANT = "pdf/ua-1"

# For the whole process the library tells Pillow to fill in what broken pictures lack: pictures that people
# hand in must be whole (networking/uploads), and documents only have our own.
ImageFile.LOAD_TRUNCATED_IMAGES = False
# To itself the library says how far it is, and what it left out with the words around it: not for the log.
for name in ("weasyprint", "weasyprint.progress", "fontTools"):
    logging.getLogger(name).setLevel(logging.CRITICAL)


def render(
    template: str, context: dict[str, Any], *, written_at: datetime, is_large_print: bool = False
) -> bytes:
    """The document that `template` (which extends `documents/base.html`) draws, as PDF.

    `written_at` stands at its foot. Large print is for who sees little: 18 points.
    """
    page = render_to_string(template, {**context, "written_at": written_at, "is_large_print": is_large_print})
    fetcher, fonts = _fetcher(), FontConfiguration()
    stylesheet = CSS(string=_stylesheet(), url_fetcher=fetcher, font_config=fonts)
    return HTML(string=page, url_fetcher=fetcher).write_pdf(
        stylesheets=[stylesheet], font_config=fonts, pdf_variant=VARIANT
    )


def _fetcher() -> URLFetcher:
    """One that opens only what the page itself carries, and follows nothing."""
    return URLFetcher(allowed_protocols={"data"}, allow_redirects=False, timeout=1)


@cache
def _stylesheet() -> str:
    """Our rules for paper, with the letters and the mark inside.

    The mark is a background, so that readers aloud pass over it.
    """
    mark = f'.document-house {{ background-image: url("{_inlined(MARK)}"); }}\n'
    faces = (
        f'@font-face {{ font-family: "Titillium Web"; font-weight: {style.split()[0]};'
        f' font-style: {style.split()[1]}; src: url("{_inlined(FONTS.format(name))}") format("woff2"); }}\n'
        for name, style in FACES.items()
    )
    return "".join([*faces, mark, _static(STYLESHEET).read_text(encoding="utf-8")])


@cache
def _inlined(name: str) -> str:
    """A static file of ours as an address that carries its bytes."""
    kind = {".svg": "image/svg+xml", ".woff2": "font/woff2"}[Path(name).suffix]
    return f"data:{kind};base64,{base64.b64encode(_static(name).read_bytes()).decode()}"


def _static(name: str) -> Path:
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    return Path(found)

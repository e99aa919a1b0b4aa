"""PDF documents: drawn from a template, readable by everybody, and drawn without fetching anything.

A document is made of what we hand in: text, our stylesheet, our letters, our mark. Whatever else a page
could name (an address inside somebody's text, a private server, a file of this machine) is not fetched.
"""

from __future__ import annotations

import base64
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from datetime import datetime

STYLESHEETS = ("css/document.css", "css/letters.css", "css/charts.css", "css/report.css")
MARK = "img/mark.svg"
FONTS = "bootstrap-italia/fonts/Titillium_Web/titillium-web-v10-latin-ext_latin-{}.woff2"
FACES = {"regular": "400 normal", "italic": "400 italic", "600": "600 normal", "700": "700 normal"}


def render(
    template: str,
    context: dict[str, Any],
    *,
    written_at: datetime,
    is_large_print: bool = False,
    is_archived: bool = False,
) -> bytes:
    """The document that `template` (which extends `documents/base.html`) draws, as PDF.

    `written_at` stands at its foot. Large print is for who sees little: 18 points. What is archived is PDF/A.
    """
    # Only who draws pays for the library (see there).
    from .typesetting import ARCHIVED, VARIANT, draw

    page = page_of(template, context, written_at=written_at, is_large_print=is_large_print)
    return draw(page, stylesheet=stylesheet(), variant=ARCHIVED if is_archived else VARIANT)


def page_of(
    template: str, context: dict[str, Any], *, written_at: datetime, is_large_print: bool = False
) -> str:
    """The same document before it is drawn, for who binds many into one."""
    return render_to_string(template, {**context, "written_at": written_at, "is_large_print": is_large_print})


@cache
def stylesheet() -> str:
    """Our rules for paper, with the letters and the mark inside.

    The mark is a background, so that readers aloud pass over it.
    """
    mark = f'.document-house {{ background-image: url("{_inlined(MARK)}"); }}\n'
    faces = (
        f'@font-face {{ font-family: "Titillium Web"; font-weight: {style.split()[0]};'
        f' font-style: {style.split()[1]}; src: url("{_letters(FONTS.format(name))}") format("truetype"); }}\n'
        for name, style in FACES.items()
    )
    rules = (_static(name).read_text(encoding="utf-8") for name in STYLESHEETS)
    return "".join([*faces, mark, *rules])


@cache
def _letters(name: str) -> str:
    """A font of ours as an address that carries it unpacked.

    Left packed, as browsers get it, each document would unpack it again: half of the time that a page takes.
    """
    # As above: a web server that draws nothing does not load it.
    from fontTools.ttLib import woff2

    unpacked = BytesIO()
    woff2.decompress(str(_static(name)), unpacked)
    return _address(unpacked.getvalue(), "font/ttf")


@cache
def _inlined(name: str) -> str:
    """A drawing of ours as an address that carries it."""
    return _address(_static(name).read_bytes(), "image/svg+xml")


def _address(content: bytes, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _static(name: str) -> Path:
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    return Path(found)

"""PDF documents: readable by everybody, and drawn without asking anything of anybody."""

import re
import threading
import zlib
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from PIL import Image

from networking import pdf
from tests.poppler import said_by

MOMENT = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
PAGE = '{% extends "documents/base.html" %}{% block title %}{{ name }}{% endblock %}{% block content %}<h1>{{ name }}</h1>BODY{% endblock %}'


@pytest.fixture
def draw(settings, tmp_path):
    """A document with this body, as the portal draws it."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]

    def drawn(body="", name="Prova", **options):
        (tmp_path / "prova.html").write_text(PAGE.replace("BODY", body), encoding="utf-8")
        return pdf.render("prova.html", {"name": name}, written_at=MOMENT, **options)

    return drawn


@pytest.fixture
def private_server():
    """A server on this machine that writes down who asks it anything."""
    asked = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(302 if self.path == "/go" else 200)
            self.send_header("Location", "/went")
            self.end_headers()
            self.wfile.write(b"SEGRETO")

        def log_message(self, *_words):
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.asked, server.address = asked, f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()


def opened(content):
    """The document with its packed parts unpacked."""
    packed = re.findall(rb"stream\n(.*?)\nendstream", content, re.DOTALL)
    return content + b"".join(zlib.decompress(part) for part in packed if part.startswith(b"\x78"))


def text_of(content):
    return said_by("pdftotext", content, "-layout")


FETCHES = {
    "picture": '<img src="ADDRESS/img" alt="x">',
    "background": '<p style="background: url(ADDRESS/bg)">x</p>',
    "imported stylesheet": "<style>@import url(ADDRESS/import);</style>",
    "linked stylesheet": '<link rel="stylesheet" href="ADDRESS/css">',
    "font": '<style>@font-face { font-family: F; src: url(ADDRESS/font) } h1 { font-family: F }</style>',
    "picture in svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="ADDRESS/insvg" width="9" height="9"/></svg>',
    "shape from svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><use href="ADDRESS/use.svg#a"/></svg>',
    "object": '<object data="ADDRESS/object"></object>',
    "embedded": '<embed src="ADDRESS/embed">',
    "attachment": '<link rel="attachment" href="ADDRESS/attached">',
    "attached link": '<a rel="attachment" href="ADDRESS/link">x</a>',
    "base": '<base href="ADDRESS/"><img src="relative" alt="x">',
    "redirect": '<img src="ADDRESS/go" alt="x">',
    "generated content": "<style>h1::before { content: url(ADDRESS/content) }</style>",
    "picture in a carried stylesheet": '<link rel="stylesheet" href="data:text/css,@import url(ADDRESS/carried);h1{background:url(ADDRESS/carried)}">',
    "picture in a carried svg": "<img alt='x' src='data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><image href=\"ADDRESS/deep\" width=\"9\" height=\"9\"/></svg>'>",
}  # fmt: skip


@pytest.mark.parametrize("body", FETCHES.values(), ids=FETCHES.keys())
def test_asvs_1_3_6_no_address_in_a_document_is_asked(draw, private_server, body):
    drawn = draw(body.replace("ADDRESS", private_server.address))

    assert private_server.asked == []
    assert b"SEGRETO" not in drawn


def test_the_server_would_have_written_it_down(private_server):
    from weasyprint import HTML

    HTML(string=f'<img src="{private_server.address}/go" alt="x">').write_pdf()

    assert private_server.asked == ["/go", "/went"]


@pytest.mark.parametrize("body", FETCHES.values(), ids=FETCHES.keys())
def test_asvs_1_3_6_no_file_of_this_machine_gets_into_a_document(draw, tmp_path, body):
    without_any = draw(body.replace("ADDRESS", f"file://{tmp_path}/secrets"))
    (tmp_path / "secrets").mkdir()
    for name in (
        "img",
        "bg",
        "import",
        "css",
        "object",
        "embed",
        "attached",
        "link",
        "relative",
        "insvg",
        "deep",
    ):
        Image.new("RGB", (9, 9), "red").save(tmp_path / "secrets" / name, format="PNG")
    (tmp_path / "secrets/css").write_text("h1::after { content: 'SEGRETO' }")

    drawn = draw(body.replace("ADDRESS", f"file://{tmp_path}/secrets"))

    assert drawn == without_any
    assert said_by("pdfdetach", drawn, "-list").startswith("0 embedded files")


def test_a_stock_library_would_have_attached_the_file(tmp_path):
    from weasyprint import HTML

    (tmp_path / "attached").write_text("SEGRETO")
    page = f'<link rel="attachment" href="file://{tmp_path}/attached">'

    assert said_by("pdfdetach", HTML(string=page).write_pdf(), "-list").startswith("1 embedded files")


def test_asvs_1_2_1_what_people_wrote_stays_text(draw):
    name = """<b>"O'Neil" & figli</b><img src=x>"""

    drawn = draw(name=name)

    assert name in text_of(drawn)
    assert name in said_by("pdfinfo", drawn)


def test_readers_aloud_find_title_language_headings_and_tables(draw):
    drawn = draw(
        "<table><caption>Posti</caption><tr><th scope=col>Giorno<tr><td>lunedì</table><ul><li>uno</ul>"
    )
    about = said_by("pdfinfo", drawn)
    tags = {line.split()[0].rstrip(":") for line in said_by("pdfinfo", drawn, "-struct").splitlines() if line}

    assert "Tagged:          yes" in about
    assert "Title:           Prova" in about
    assert {"H1", "Table", "Caption", "TH", "TD", "LI"} <= tags
    assert b"/Lang (it)" in opened(drawn)
    assert b"/DisplayDocTitle true" in opened(drawn)
    assert b"pdfuaid:part" in opened(drawn)


def test_every_page_says_which_it_is_and_when_it_was_written(draw):
    pages = text_of(draw("<p>Una riga lunga quanto basta.</p>" * 90, name="Registro")).split("\f")[:-1]

    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"pagina {number} di {len(pages)}" in page
        assert "Scritto il 25 novembre 2026 alle 10:00" in page
        assert "NET WORKING" in page


def test_large_print_is_larger(draw):
    body = "<p>Una riga lunga quanto basta.</p>" * 240

    assert pages_of(draw(body, is_large_print=True)) > 1.5 * pages_of(draw(body))


def pages_of(content):
    return len(text_of(content).split("\f")) - 1


def test_the_letters_travel_with_the_document(draw):
    fonts = said_by("pdffonts", draw("<p><strong>forte</strong> e <em>lieve</em>"))

    assert fonts.count("Titillium") == 3
    assert "DejaVu" not in fonts

"""From a page to PDF with WeasyPrint, which here may fetch nothing.

Loading it takes a second and some 40 MB, and needs Pango: `networking.pdf` does so only when something is drawn.
"""

from __future__ import annotations

import logging

from PIL import ImageFile
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

# Tagged, with its language and title: what screen readers need of a document (ISO 14289-1).
VARIANT = "pdf/ua-1"

# For the whole process the library tells Pillow to fill in what broken pictures lack: pictures that people
# hand in must be whole (networking/uploads), and documents only have our own.
ImageFile.LOAD_TRUNCATED_IMAGES = False
# To itself the library says how far it is, and what it left out with the words around it: not for the log.
for _name in ("weasyprint", "weasyprint.progress", "fontTools"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


def draw(page: str, *, stylesheet: str) -> bytes:
    """The PDF of an HTML page, with a stylesheet of ours."""
    # It opens only what page and stylesheet themselves carry, and follows nothing.
    fetcher = URLFetcher(allowed_protocols={"data"}, allow_redirects=False, timeout=1)
    fonts = FontConfiguration()
    rules = CSS(string=stylesheet, url_fetcher=fetcher, font_config=fonts)
    return HTML(string=page, url_fetcher=fetcher).write_pdf(
        stylesheets=[rules], font_config=fonts, pdf_variant=VARIANT
    )

"""Text with headings, lists and links that staff write: shown as HTML only after passing here."""

from __future__ import annotations

import nh3
from django.utils.safestring import SafeString, mark_safe

# No pictures, no frames, no classes: what a notice needs, and nothing that loads or looks like our own page.
TAGS = {"a", "blockquote", "br", "em", "h2", "h3", "h4", "li", "ol", "p", "strong", "ul"}
ATTRIBUTES = {"a": {"href"}}
# What a link written by anybody may open.
SCHEMES = {"http", "https", "mailto", "tel"}


def cleaned(html: str) -> SafeString:
    """`html` with only the tags, attributes and addresses of the list; programs go, words stay."""
    return mark_safe(  # noqa: S308 - this is the one place that makes it so
        nh3.clean(
            html,
            tags=TAGS,
            attributes=ATTRIBUTES,
            url_schemes=SCHEMES,
            link_rel="nofollow noopener noreferrer",
        )
    )

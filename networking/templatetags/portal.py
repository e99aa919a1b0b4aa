"""Tags that every template has: icons drawn inline, words about numbers."""

from __future__ import annotations

from functools import cache, lru_cache
from xml.etree import ElementTree

import phonenumbers
from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from networking import richtext
from networking.models.links import web_address

register = template.Library()
# Forms refuse other addresses; this is for what comes into the database another way.
register.filter("web_address", web_address)
ITALY = 39
SVG = "{http://www.w3.org/2000/svg}"


@cache
def _symbols() -> dict[str, str]:
    """The drawing of each Bootstrap Italia icon, from the package's own sprite.

    Inline, because the whole sprite weighs more than the page that needs four of its icons.
    """
    root = ElementTree.parse(settings.ICON_SPRITE).getroot()  # noqa: S314 - our own locked package
    ElementTree.register_namespace("", SVG.strip("{}"))
    return {
        symbol.get("id", ""): "".join(
            ElementTree.tostring(child, encoding="unicode") for child in symbol
        ).replace(' xmlns="http://www.w3.org/2000/svg"', "")
        for symbol in root.iter()
        if symbol.tag in {f"{SVG}symbol", f"{SVG}svg"} and symbol.get("id")
    }


def drawing(name: str) -> SafeString:
    """What stands inside the icon `name`; empty for a name that the package does not have."""
    return mark_safe(_symbols().get(name, ""))  # noqa: S308 - a drawing of our own locked package


@register.simple_tag
@cache
def icon(name: str, css: str = "") -> SafeString:
    """The icon `name` (as «it-telephone»), hidden from screen readers: words stand beside it."""
    return format_html(
        '<svg class="icon {}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        css,
        drawing(name),
    )


@register.filter
def rich(html: str) -> SafeString:
    """Text that staff wrote with headings and links, cleaned of everything else."""
    return richtext.cleaned(html)


@register.filter
@lru_cache(maxsize=4096)
def phone(number: str) -> str:
    """A telephone number as Italians write it: «+390743828711» becomes «0743 828711»."""
    try:
        parsed = phonenumbers.parse(number, "IT")
    except phonenumbers.NumberParseException:
        return number
    kind = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if parsed.country_code == ITALY
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(parsed, kind)

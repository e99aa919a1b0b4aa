"""Tags of the catalogue's templates.

They escape with Python's own function: Django's looks for lazy texts, four hundred times a page.
"""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from networking.templatetags.portal import drawing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.template import Context

    from services.cards import Card
    from services.search.facets import Facet, FacetValue

register = template.Library()


ICONS = {
    "where": "it-map-marker",
    "who": "it-user",
    "when": "it-clock",
    "sure": "it-check-circle",
    "unsure": "it-warning-circle",
}


@register.simple_tag(takes_context=True)
def service_cards(context: Context, cards: Iterable[Card], level: int = 2) -> SafeString:
    """The list of `cards`, titles as headings of `level`.

    Written here and not in a template: the search page draws twenty of them within a budget that
    a template loop would spend by itself. Each icon is drawn once in the page and then referred to.
    """
    drawings = "" if "card_icons" in context.render_context else _drawings()
    context.render_context["card_icons"] = True
    return mark_safe(  # noqa: S308 - every text was escaped
        f'{drawings}<ul class="service-cards">{"".join(_card(card, level) for card in cards)}</ul>'
    )


@cache
def _drawings() -> str:
    """The icons of the cards, to be referred to by name."""
    symbols = "".join(
        f'<symbol id="i-{name}" viewBox="0 0 24 24">{drawing(icon)}</symbol>' for name, icon in ICONS.items()
    )
    return f'<svg class="symbols" width="0" height="0" aria-hidden="true" focusable="false">{symbols}</svg>'


def _card(card: Card, level: int) -> str:
    facts = [_fact("where", f"{card.where}, {card.distance}" if card.distance else card.where)]
    if card.for_whom:
        facts.append(_fact("who", card.for_whom))
    if card.status:
        facts.append(_fact("when", card.status, "is-open" if card.is_open else ""))
    if card.verified:
        facts.append(_fact("sure", card.verified, "is-verified"))
    else:
        facts.append(_fact("unsure", _("Da verificare"), "is-unverified"))
    if card.is_demo:
        facts.append(f'<li class="is-demo">{escape(_("Dato inventato per la dimostrazione"))}</li>')
    return (
        f'<li class="service-card"><h{level} class="service-card-title">'
        f'<a href="{escape(card.url)}" data-element="service-link">{escape(card.title)}</a></h{level}>'
        f"<p>{escape(card.summary)}</p><ul>{''.join(facts)}</ul></li>"
    )


def _fact(name: str, text: str, css: str = "") -> str:
    classes = f' class="{css}"' if css else ""
    return f'<li{classes}><svg aria-hidden="true"><use href="#i-{name}"/></svg> {escape(text)}</li>'


# A filter of which only one value can hold at a time.
SINGLE = {"zona"}


@register.simple_tag
def facet_choices(facet: Facet) -> SafeString:
    """The values of `facet` as check boxes (or radio buttons) with their counts, zeros too.

    Written by hand for the same reason as the cards: there are eighty of them on every search page.
    """
    kind = "radio" if facet.name in SINGLE else "checkbox"
    roots = [value for value in facet.values if not value.parent]
    children: dict[str, list[FacetValue]] = {}
    for value in facet.values:
        if value.parent:
            children.setdefault(value.parent, []).append(value)
    items = [_choice(facet.name, kind, root, children.get(root.value, [])) for root in roots]
    if kind == "radio":
        items.insert(0, _any_of(facet))
    return mark_safe(f"<ul>{''.join(items)}</ul>")  # noqa: S308 - every value was escaped


def _choice(name: str, kind: str, value: FacetValue, children: list[FacetValue]) -> str:
    """One value; those that stand under it are folded away unless one of them is chosen."""
    key = escape(value.value)
    checked = " checked" if value.is_selected else ""
    label = escape(value.label)
    empty = "" if value.count else ' class="none"'
    box = (
        f'<li{empty}><label><input type="{kind}" name="{name}" value="{key}"{checked}>'
        f"{label} <span>{value.count}</span></label>"
    )
    if not children:
        return f"{box}</li>"
    opened = " open" if any(child.is_selected for child in children) else ""
    inner = "".join(_choice(name, kind, child, []) for child in children)
    summary = escape(_("{label}: più in particolare").format(label=value.label))
    return (
        f'{box}<details id="d-{key}"{opened}><summary><span class="visually-hidden">{summary}</span>'
        f"</summary><ul>{inner}</ul></details></li>"
    )


def _any_of(facet: Facet) -> str:
    """The radio button that takes the choice back."""
    checked = "" if facet.is_active else " checked"
    label = escape(_("Tutte"))
    return (
        f'<li><label><input type="radio" name="{facet.name}" value=""{checked}>'
        f"{label} <span>{facet.total_without}</span></label></li>"
    )


@register.simple_tag
def comune_options(facet: Facet) -> SafeString:
    """The comuni of a choice, each with how many services it would give."""
    options = "".join(
        f'<option value="{escape(each.value)}"{" selected" if each.is_selected else ""}>'
        f"{escape(each.label)} ({each.count})</option>"
        for each in facet.values
    )
    return mark_safe(options)  # noqa: S308 - every value was escaped

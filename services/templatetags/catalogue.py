"""Tags of the catalogue's templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from networking.templatetags.portal import icon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from services.cards import Card

register = template.Library()


@register.simple_tag
def service_cards(cards: Iterable[Card], level: int = 2) -> SafeString:
    """The list of `cards`, titles as headings of `level`.

    Written here and not in a template: the search page draws twenty of them within a budget that
    a template loop would spend by itself.
    """
    return format_html(
        '<ul class="service-cards">{}</ul>',
        format_html_join("", "{}", ((_card(card, level),) for card in cards)),
    )


def _card(card: Card, level: int) -> SafeString:
    where = f"{card.where}, {card.distance}" if card.distance else card.where
    facts = [("", icon("it-map-marker", "icon-sm"), where)]
    if card.for_whom:
        facts.append(("", icon("it-user", "icon-sm"), card.for_whom))
    if card.status:
        facts.append(("is-open" if card.is_open else "", icon("it-clock", "icon-sm"), card.status))
    if card.verified:
        facts.append(("is-verified", icon("it-check-circle", "icon-sm"), card.verified))
    else:
        facts.append(("is-unverified", icon("it-warning-circle", "icon-sm"), _("Da verificare")))
    if card.is_demo:
        facts.append(("is-demo", "", _("Dato inventato per la dimostrazione")))
    return format_html(
        '<li class="service-card"><h{} class="service-card-title">'
        '<a href="{}" data-element="service-link">{}</a></h{}><p>{}</p><ul>{}</ul></li>',
        level,
        card.url,
        card.title,
        level,
        card.summary,
        format_html_join("", '<li class="{}">{} {}</li>', facts),
    )

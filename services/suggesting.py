"""The proposals of the search box as its script draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Suggestion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .search.suggest import Line

PAGES = {
    Suggestion.Kind.SITUATION: "services:situation_detail",
    Suggestion.Kind.CATEGORY: "services:category_detail",
    Suggestion.Kind.COMUNE: "networking:comune_detail",
    Suggestion.Kind.SERVICE: "services:service_detail",
    Suggestion.Kind.ORGANIZATION: "services:organization_detail",
}


def proposals_of(lines: Sequence[Line]) -> dict[str, Any]:
    """Each proposal with its kind in words and its address; and how many there are, to be announced."""
    announcement = (
        ngettext(
            "Una proposta: scendi con la freccia per leggerla.",
            "{number} proposte: scendi con la freccia per leggerle.",
            len(lines),
        ).format(number=len(lines))
        if lines
        else _("Nessuna proposta: premi Invio per cercare.")
    )
    return {
        "announcement": announcement,
        "proposals": [
            {"label": line.label, "kind": _kind_in_words(line), "url": _address(line)} for line in lines
        ],
    }


def _kind_in_words(line: Line) -> str:
    kind = str(Suggestion.Kind(line.kind).label)
    return f"{kind}, {line.detail}" if line.detail else kind


def _address(line: Line) -> str:
    """The page of the proposal; words and places have none and are searched for."""
    if line.kind in PAGES:
        return reverse(PAGES[Suggestion.Kind(line.kind)], args=[line.slug])
    asked = {"q": line.label, "comune": line.slug} if line.slug else {"q": line.label}
    return f"{reverse('services:search')}?{urlencode(asked)}"

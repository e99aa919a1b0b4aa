"""The answer of the search as its page tells it: heading, chips, filters, links."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services.search import Order
from services.search.question import ORDER_LABELS

from .cards import Card, cards_of_rows

if TYPE_CHECKING:
    from datetime import date

    from services.search import Question
    from services.search.answer import Answer
    from services.search.facets import Facet

# The name of each filter in an address, and in a `Question`.
FIELDS = {
    "q": "words",
    "comune": "comune",
    "zona": "zone",
    "categoria": "categories",
    "per": "targets",
    "eta": "age",
    "aperto": "is_open_now",
    "gratis": "is_free",
    "accesso": "access_modes",
    "lingua": "languages",
    "accessibile": "is_step_free",
    "vicino": "near",
    "ordina": "order",
    "pagina": "page",
}
# Said on top of the page, beside the words: not repeated among the filters.
ON_TOP = {"comune"}


@dataclass(frozen=True)
class Chip:
    """Something that narrows the answer, and the address of the answer without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Link:
    """A choice among few: its words, its address, whether it is the present one."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Paging:
    """Where one is in the pages, and the addresses of those beside."""

    number: int
    last: int
    previous_url: str
    next_url: str


@dataclass(frozen=True)
class Results:
    """All that the page of results shows."""

    heading: str
    cards: list[Card]
    chips: list[Chip]
    comuni: Facet
    facets: list[Facet]
    orders: list[Link]
    list_url: str
    map_url: str
    bare_url: str
    everywhere_url: str
    around_url: str
    paging: Paging
    alternatives: list[Card]
    to_ask: list[Card]


def results_of(found: Answer, *, today: date) -> Results:
    """The page that tells `found`, on the day `today`."""
    question = found.question
    everywhere = replace(question, comune="", zone="", page=1)
    return Results(
        heading=heading_of(found),
        cards=cards_of_rows(found.rows, today=today),
        chips=_chips(found),
        comuni=found.facets[0],
        facets=[facet for facet in found.facets if facet.name not in ON_TOP],
        orders=_orders(question),
        list_url=address_of(replace(question, page=1)),
        map_url=address_of(replace(question, page=1), reverse("services:map")),
        bare_url=address_of(question.without_narrowing()),
        everywhere_url=address_of(everywhere),
        around_url=address_of(replace(everywhere, near=question.comune, order=Order.DISTANCE))
        if question.comune
        else "",
        paging=_paging(found),
        alternatives=cards_of_rows(found.alternatives, today=today),
        to_ask=cards_of_rows(found.to_ask, today=today),
    )


def address_of(question: Question, path: str = "") -> str:
    """The address at which `question` is asked: only what it says, in a fixed order."""
    defaults = type(question)()
    pairs: list[tuple[str, Any]] = []
    for name, attribute in FIELDS.items():
        value = getattr(question, attribute)
        if value == getattr(defaults, attribute):
            continue
        values = value if isinstance(value, tuple) else ("1" if value is True else value,)
        pairs += [(name, each) for each in values]
    path = path or reverse("services:search")
    return f"{path}?{urlencode(pairs)}" if pairs else path


def heading_of(found: Answer) -> str:
    """«34 servizi per «badante» a Norcia»: how many, for what, where."""
    question = found.question
    number = number_format(found.total, force_grouping=True)
    if found.total:
        many = ngettext("Un servizio", "{number} servizi", found.total).format(number=number)
    else:
        many = _("Nessun servizio")
    words = found.corrected_to or question.words
    what = _(" per «{words}»").format(words=words) if words else ""
    return many + what + _where(found)


def _where(found: Answer) -> str:
    names = {value.value: value.label for value in found.facets[0].values}
    question = found.question
    if question.comune:
        return _(" a {comune}").format(comune=names.get(question.comune, question.comune))
    if question.near:
        return _(" a {comune} e dintorni").format(comune=names.get(question.near, question.near))
    return "" if question.words or question.zone else _(" in tutto il territorio")


def _chips(found: Answer) -> list[Chip]:
    question = found.question
    chips = [
        Chip(value.label, address_of(_without(question, facet.name, value.value)))
        for facet in found.facets
        for value in facet.values
        if value.is_selected
    ]
    if question.age is not None:
        label = ngettext("{age} anno", "{age} anni", question.age).format(age=question.age)
        chips.append(Chip(label, address_of(replace(question, age=None, page=1))))
    return chips


def _without(question: Question, name: str, value: str) -> Question:
    """`question` without one value of one filter, from the first page."""
    attribute = FIELDS[name]
    present = getattr(question, attribute)
    if isinstance(present, tuple):
        rest: Any = tuple(each for each in present if each != value)
    else:
        rest = type(present)()
    return replace(question, **{attribute: rest}, page=1)


def _orders(question: Question) -> list[Link]:
    """The ways to sort that make sense here: by distance only from somewhere."""
    return [
        Link(str(label), address_of(replace(question, order=order, page=1)), question.order == order)
        for order, label in ORDER_LABELS.items()
        if order != Order.DISTANCE or question.origin
    ]


def _paging(found: Answer) -> Paging:
    def url(number: int | None) -> str:
        return address_of(replace(found.question, page=number)) if number else ""

    return Paging(found.number, found.pages, url(found.previous_number), url(found.next_number))

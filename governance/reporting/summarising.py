"""The first words of a report, made of its numbers: whoever writes it goes on from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.indicators import period_words, published, telling
from governance.indicators.numbers import written
from governance.models import IndicatorTarget, Status
from governance.pages.indicators import progress_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from governance.indicators.periods import Period
    from governance.indicators.published import Number
    from networking.models import Zone

# More names than these nobody reads in a sentence.
NAMED = 6


def summary(
    period: Period, zone: Zone | None, numbers: Mapping[str, Number], *, waiting: int, today: date
) -> str:
    """Paragraphs that say how many numbers there are, which reached their target, which did not, what is missing."""
    targets = published.targets(zone=zone)
    known = [each for each in numbers.values() if each.value is not None]
    reached, short = _by_target(known, targets, today)
    where = zone.name if zone else _("tutto il territorio")
    opening = ngettext(
        "Questo rapporto racconta come va il progetto %(when)s, per %(where)s, con %(many)d numero.",
        "Questo rapporto racconta come va il progetto %(when)s, per %(where)s, con %(many)d numeri.",
        len(known),
    ) % {"when": period_words.during(period), "where": where, "many": len(known)}
    paragraphs = [
        opening,
        _said(_("Hanno raggiunto il traguardo: %(names)s."), reached),
        _said(_("Non ancora: %(names)s."), short),
        _missing(numbers.values(), waiting),
    ]
    return "\n\n".join(filter(None, paragraphs))


def _by_target(
    known: Iterable[Number], targets: Sequence[IndicatorTarget], today: date
) -> tuple[list[Number], list[Number]]:
    reached: list[Number] = []
    short: list[Number] = []
    for number in known:
        going = progress_of(telling.said_of(number, [], targets, today=today))
        if going is not None:
            (reached if going.outcome.is_good else short).append(number)
    return reached, short


def _said(sentence: str, numbers: Sequence[Number]) -> str:
    if not numbers:
        return ""
    names = [f"{each.definition.name} ({_written(each)})" for each in numbers[:NAMED]]
    more = len(numbers) - NAMED
    if more > 0:
        names.append(ngettext("e un altro", "e altri %(more)d", more) % {"more": more})
    return sentence % {"names": ", ".join(names)}


def _written(number: Number) -> str:
    return written(number.value, number.definition.unit) if number.value is not None else ""


def _missing(numbers: Iterable[Number], waiting: int) -> str:
    found = [each.status for each in numbers]
    hidden, empty = (
        found.count(Status.SUPPRESSED),
        found.count(Status.NO_DATA) + found.count(Status.UNDEFINED),
    )
    parts = []
    if empty:
        parts.append(
            ngettext("Per %d indicatore non ci sono dati.", "Per %d indicatori non ci sono dati.", empty)
            % empty
        )
    if hidden:
        words = ngettext(
            "%d numero è nascosto perché riguarda pochissime persone.",
            "%d numeri sono nascosti perché riguardano pochissime persone.",
            hidden,
        )
        parts.append(words % hidden)
    if waiting:
        words = ngettext(
            "%d indicatore non è ancora alimentato.", "%d indicatori non sono ancora alimentati.", waiting
        )
        parts.append(words % waiting)
    return " ".join(parts)

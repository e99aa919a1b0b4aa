"""Numbers as Italians write them: «12.345,6», «35%», «1 persona». What is missing is never a zero."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.models import Status, Unit

from .rules import HUNDRED

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

MISSING, MINUS = "–", "−"
# How many figures after the comma, at most; whole numbers have none.
PLACES = {
    Unit.HOURS: 1,
    Unit.HOURS_EACH: 1,
    Unit.PERCENT: 1,
    Unit.DAYS: 1,
    Unit.INDEX: 2,
    Unit.POINTS: 2,
}


def rounded(value: Decimal | float, places: int) -> Decimal:
    """To so many figures after the comma, a half away from zero; never «minus zero»."""
    step = Decimal(1).scaleb(-places)
    return Decimal(str(value)).quantize(step, ROUND_HALF_UP) + 0


def plain(value: Decimal | float, places: int = 0, *, signed: bool = False) -> str:
    """A number with a point between thousands and a comma before at most so many figures: «12.345,6».

    signed: with «+» before what is more than zero.
    """
    exact = rounded(value, places)
    whole, _point, rest = f"{abs(exact):,.{places}f}".partition(".")
    rest = rest.rstrip("0")
    text = whole.replace(",", ".") + (f",{rest}" if rest else "")
    if exact < 0:
        return MINUS + text
    return f"+{text}" if signed and exact > 0 else text


def figure(value: Decimal | float, unit: str, *, signed: bool = False) -> str:
    """The number alone, with its «%» where it has one: what stands in a column under the unit's name."""
    if unit != Unit.PERCENT:
        return plain(value, PLACES.get(Unit(unit), 0), signed=signed)
    shown = Decimal(str(value))
    if shown < HUNDRED <= rounded(shown, PLACES[Unit.PERCENT]):
        # «100%» only where nobody is missing.
        shown = shown.quantize(Decimal("0.1"), ROUND_DOWN)
    return plain(shown, PLACES[Unit.PERCENT], signed=signed) + "%"


def written(value: Decimal | float, unit: str, *, signed: bool = False) -> str:
    """The number with what it counts: «1 persona», «12,5 ore», «35%», «0,82»."""
    text = figure(value, unit, signed=signed)
    many = 1 if abs(rounded(value, PLACES.get(Unit(unit), 0))) == 1 else 2
    return _with_unit(unit, many).replace("{number}", text)


def gap(value: Decimal | float, unit: str) -> str:
    """A distance between two numbers, never negative: of percentages it is in points."""
    distance = abs(Decimal(str(value)))
    if unit == Unit.PERCENT:
        text = plain(distance, PLACES[Unit.PERCENT])
        many = 1 if rounded(distance, PLACES[Unit.PERCENT]) == 1 else 2
        return ngettext("{number} punto", "{number} punti", many).replace("{number}", text)
    return written(distance, unit)


def is_a_hair(value: Decimal | float, unit: str) -> bool:
    """Whether a distance is smaller than what is written of a number, without being nothing."""
    return bool(value) and not rounded(value, PLACES.get(Unit(unit), 0))


def cell(value: Decimal | float | None, status: str, unit: str) -> SafeString | str:
    """What a table shows: the number, or a dash with the reason for who listens; what is hidden says so to everybody."""
    if status == Status.OK and value is not None:
        return figure(value, unit)
    if status == Status.SUPPRESSED:
        return _("nascosto")
    return format_html(
        '<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>',
        MISSING,
        Status(status).label,
    )


def _with_unit(unit: str, many: int) -> str:
    words = {
        Unit.PEOPLE: ngettext("{number} persona", "{number} persone", many),
        Unit.HOURS: ngettext("{number} ora", "{number} ore", many),
        Unit.HOURS_EACH: ngettext("{number} ora a testa", "{number} ore a testa", many),
        Unit.SESSIONS: ngettext("{number} incontro", "{number} incontri", many),
        Unit.DAYS: ngettext("{number} giorno", "{number} giorni", many),
        Unit.ORGANISATIONS: ngettext("{number} ente", "{number} enti", many),
        Unit.FAMILIES: ngettext("{number} famiglia", "{number} famiglie", many),
        Unit.MEMBERS: ngettext("{number} socio", "{number} soci", many),
        Unit.SUBSCRIBERS: ngettext("{number} iscritto", "{number} iscritti", many),
        Unit.PLACES: ngettext("{number} luogo", "{number} luoghi", many),
        Unit.POINTS: ngettext("{number} punto", "{number} punti", many),
    }
    return words.get(Unit(unit), "{number}")

"""The published numbers as a table for a sheet, or for a program: the very cells of the pages, one row each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.models import PublishedCell, Status

from . import period_words, published
from .periods import Period, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

    from governance.models import Publication

# In the order of the columns: the name a program reads, and what makes it of a cell.
FIELDS = (
    "code", "name", "version", "period", "first_day", "last_day", "by", "zone", "comune", "istat_code", "sex", "age",
    "group", "status", "numerator", "denominator", "value", "unit", "published_on", "reading",
)  # fmt: skip


def headings() -> list[str]:
    """The columns of the sheet, in Italian, in the order of `FIELDS`."""
    return [
        _("Indicatore"), _("Nome"), _("Versione"), _("Periodo"), _("Dal"), _("Al"), _("Diviso per"), _("Zona"),
        _("Comune"), _("Codice ISTAT"), _("Sesso"), _("Età"), _("Gruppo"), _("Stato"), _("Sopra"), _("Sotto"),
        _("Valore"), _("Unità"), _("Pubblicato il"), _("Lettura"),
    ]  # fmt: skip


def rows(codes: Iterable[str] | None = None) -> Iterator[dict[str, Any]]:
    """Every published cell as plain values by the names of `FIELDS`; of some indicators only, where they are given.

    What is hidden, missing or not defined has no numbers: `status` says which of the three.
    """
    cells = published.cells()
    if codes is not None:
        cells = cells.filter(publication__reading__definition__code__in=list(codes))
    return _rows(cells)


def rows_of(publications: Iterable[Publication]) -> Iterator[dict[str, Any]]:
    """The cells of some publications, also of those that a newer reading took the place of."""
    return _rows(PublishedCell.objects.filter(publication__in=[each.pk for each in publications]))


def _rows(cells: QuerySet[PublishedCell]) -> Iterator[dict[str, Any]]:
    ordered = cells.select_related("publication__reading__definition", "zone", "comune").order_by(
        "publication__reading__definition__code", "publication__reading__first_day", "publication__reading__last_day",
        "by", "zone__number", "comune__name", "sex", "age_band", "group",
    )  # fmt: skip
    for cell in ordered.iterator(chunk_size=2000):
        yield _row(cell)


def _row(cell: PublishedCell) -> dict[str, Any]:
    reading = cell.publication.reading
    definition = reading.definition
    period = Period(Span(reading.span), reading.first_day, reading.last_day)
    return {
        "code": definition.code,
        "name": definition.name,
        "version": definition.version,
        "period": period_words.name(period),
        "first_day": reading.first_day,
        "last_day": reading.last_day,
        "by": cell.by,
        "zone": cell.zone.number if cell.zone else None,
        "comune": cell.comune.name if cell.comune else "",
        "istat_code": cell.comune.codice_istat if cell.comune else "",
        "sex": cell.sex,
        "age": cell.age_band,
        "group": cell.group,
        "status": Status(cell.status).value,
        "numerator": cell.numerator,
        "denominator": cell.denominator,
        "value": cell.value,
        "unit": definition.unit,
        "published_on": timezone.localdate(cell.publication.published_at),
        "reading": str(reading.pk),
    }

"""The rows behind a number, for whoever answers for it: what was counted, where, how old; without names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from governance.indicators import measuring, period_words
from governance.indicators.periods import Period, Span
from governance.models import READ_NUMBERS, Evidence, Reading
from networking import access_log
from networking.access import audience
from networking.models import AccessRecord

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

SHOWN = 50


@audience(*READ_NUMBERS)
@require_safe
def evidence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The rows of a reading that one may see, and whether they still give the number that was read."""
    reading = get_object_or_404(Reading.objects.select_related("definition"), pk=pk)
    rows = Evidence.objects.visible_to(request.user).filter(reading=reading).select_related("zone", "comune")
    shown = Paginator(rows.order_by("at", "pk"), SHOWN).get_page(request.GET.get("pagina"))
    if many := len(shown.object_list):
        deed = AccessRecord.Deed.LISTED
        access_log.record(reader=request.user, deed=deed, subject=Evidence, rows=many, page=request.path)
    context = {
        "reading": reading,
        "definition": reading.definition,
        "name": period_words.name(Period(Span(reading.span), reading.first_day, reading.last_day)),
        "page": shown,
        "paging_url": "?",
        # Where rows are gone the count cannot be made again: the number stays.
        "holds": not reading.rows_gone and measuring.recompute(reading),
        "whole": reading.cells.filter(by="").first(),
    }
    return render(request, "governance/evidence.html", context)

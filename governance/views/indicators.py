"""The numbers of the project: pages for everybody, and the same cells for sheets and programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from governance.indicators import exporting
from governance.models import READ_NUMBERS, IndicatorDefinition
from governance.pages import comune_numbers as of_comuni
from governance.pages import indicator as page
from governance.pages import indicators as pages
from networking.models import Comune
from networking.spreadsheets import write_csv, write_xlsx
from services.exporting import CSV, XLSX

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest


@login_not_required
@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """How the project is doing, by goal and by point."""
    context = {"sections": pages.dashboard(timezone.localdate())}
    return render(request, "governance/indicators.html", context)


@login_not_required
@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: its number, in time and in space, and what it is."""
    found = page.page(_written(code), request.GET.get("periodo", ""), timezone.localdate())
    if found is None:
        raise Http404
    user = request.user
    context = {
        "page": found,
        "definition": found.definition,
        "may_see_rows": user.is_authenticated and (user.is_superuser or user.holds(*READ_NUMBERS)),
    }
    return render(request, "governance/indicator.html", context)


@login_not_required
@require_safe
def comune_numbers(request: HttpRequest, slug: str) -> HttpResponse:
    """What changes for one comune, beside its zone and all of them."""
    comune = get_object_or_404(Comune.objects.select_related("zone"), slug=slug)
    context = {"comune": comune, "parts": of_comuni.parts(comune, timezone.localdate())}
    return render(request, "governance/comune_numbers.html", context)


@login_not_required
@require_safe
def indicator_data(request: HttpRequest, code: str, extension: str) -> HttpResponse:
    """The published cells of one indicator as a CSV or XLSX sheet, or as JSON."""
    definition = IndicatorDefinition.objects.filter(code=_written(code)).first()
    if definition is None:
        raise Http404
    return _data([definition.code], extension, name=definition.code.lower())


@login_not_required
@require_safe
def indicators_data(request: HttpRequest, extension: str) -> HttpResponse:
    """The published cells of all of them."""
    return _data(None, extension, name=_("indicatori"))


def _written(code: str) -> str:
    """The code as its definition writes it: «nw-38b» in an address is NW-38b."""
    return code.replace("nw-", "NW-")


def _data(codes: list[str] | None, extension: str, *, name: str) -> HttpResponse:
    rows = exporting.rows(codes)
    if extension == "json":
        return JsonResponse({"fields": exporting.FIELDS, "cells": list(rows)})
    return sheet(rows, extension, name=name)


def sheet(rows: Iterable[dict[str, Any]], extension: str, *, name: str) -> HttpResponse:
    """Cells as `exporting` gives them, in a CSV or XLSX file to download."""
    lines = (list(row.values()) for row in rows)
    if extension == "csv":
        content, kind = write_csv(exporting.headings(), lines), CSV
    else:
        content, kind = write_xlsx(exporting.headings(), lines, title=name), XLSX
    disposition = {"Content-Disposition": f'attachment; filename="{name}.{extension}"'}
    return HttpResponse(content, content_type=kind, headers=disposition)

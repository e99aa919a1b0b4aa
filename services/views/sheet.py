"""The page of one service, and the ways that lead to it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from networking import limits
from services import documents
from services.forms import ErrorReportForm
from services.models import Service, ServiceAlias
from services.nearby import nearby_services
from services.rules import normalized_code
from services.sheet import sheet_of


@login_not_required
@require_safe
def service_detail(request: HttpRequest, slug: str) -> HttpResponse:
    service = Service.objects.published().for_sheet().filter(slug=slug).first()
    if service is None:
        return _redirect_from_old_address(slug)
    now = timezone.localtime()
    sheet = sheet_of(service, now=now)
    page_url = request.build_absolute_uri(service.get_absolute_url())
    code_url = request.build_absolute_uri(reverse("services:short_code", args=[service.short_code]))
    context = {
        "sheet": sheet,
        "service": service,
        "nearby": nearby_services(service, now=now),
        "page_url": page_url,
        "code_url": code_url,
        "structured_data": documents.structured_data(sheet, page_url=page_url),
    }
    return render(request, "services/service_detail.html", context)


def _redirect_from_old_address(slug: str) -> HttpResponse:
    """301 to where the sheet is now; 404 when there was none or it may not be seen."""
    published = Service.objects.published()
    alias = get_object_or_404(
        ServiceAlias.objects.select_related("service"), slug=slug, service__in=published
    )
    return redirect(alias.service, permanent=True)


@login_not_required
@require_safe
def short_code(request: HttpRequest, code: str) -> HttpResponse:
    """The code printed on paper or dictated on the telephone leads to the sheet."""
    known = normalized_code(code)
    if not known:
        raise Http404
    return redirect(get_object_or_404(Service.objects.published(), short_code=known))


@login_not_required
@require_http_methods(["GET", "POST"])
def service_report(request: HttpRequest, slug: str) -> HttpResponse:
    """“Segnala un errore” of a sheet."""
    service = get_object_or_404(Service.objects.published(), slug=slug)
    form = ErrorReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and limits.is_exceeded(request, "report"):
        form.add_error(None, limits.TOO_MANY)
    elif request.method == "POST" and form.is_valid():
        form.save(service=service, now=timezone.now())
        messages.success(request, _("Grazie: controlliamo e correggiamo la scheda."))
        return redirect(service)
    return render(request, "services/service_report.html", {"service": service, "form": form})

"""Work that was asked for: how far it is, what came of it, no longer wanting it. Never somebody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from networking import jobs
from networking.access import audience
from networking.jobs import words
from networking.models import Job

from .files import attached

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

A_PAGE = 20


@audience()
@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    """All I have asked for lately, the newest first."""
    mine = Job.objects.visible_to(request.user).select_related("about").order_by("-created_at", "-pk")
    page = Paginator(mine, A_PAGE).get_page(request.GET.get("pagina"))
    listed = [(each, words.title_of(each)) for each in page]
    return render(request, "networking/job_list.html", {"page": page, "listed": listed, "paging_url": "?"})


@audience()
@require_safe
def job(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far it is; when it is done, the way to the result. A page that asks by itself is told only what is new."""
    told = words.told(_own(request, pk), now=timezone.now())
    is_live = "HX-Request" in request.headers
    if is_live and request.GET.get("visto") == told.shown:
        return HttpResponse(status=204)
    is_news = request.GET.get("detto") != told.heard
    context = {"job": told.job, "told": told, "is_live": is_live, "is_news": is_news}
    return render(request, "networking/job.html", context)


@audience()
@require_POST
def job_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """I no longer want it."""
    found = _own(request, pk)
    if not jobs.cancel(found, by=request.user, now=timezone.now()):
        messages.info(request, _("Non c'era più niente da annullare: era già finito."))
    return redirect(found)


@audience()
@require_safe
def job_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The result, while it may be fetched."""
    found = _own(request, pk)
    if not words.may_be_had(found, now=timezone.now()):
        raise Http404
    return attached(found.file, name=found.file_name, content_type=found.content_type)


def _own(request: HttpRequest, pk: UUID) -> Job:
    mine = Job.objects.visible_to(request.user).select_related("about", "requested_by")
    return get_object_or_404(mine, pk=pk)

"""Closing for snow: staff say where and when, see what it means, confirm; and open again when the snow has gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from laboratories.forms.closure import ClosureForm
from laboratories.models import PLAN_ACTIVITIES, Closure
from laboratories.pages import closure as closure_page
from laboratories.timetable import closing, jobs, reopening
from networking.access import audience
from networking.jobs import TooManyError

if TYPE_CHECKING:
    from django.http import HttpRequest

A_PAGE = 20
PLACES = ("comune", "venue__place__comune", "room__venue__place__comune")


@audience(*PLAN_ACTIVITIES)
@require_safe
def closure_list(request: HttpRequest) -> HttpResponse:
    """Those of one's own territory, the newest first."""
    theirs = Closure.objects.run_by(request.user).select_related(*PLACES)
    page = Paginator(theirs, A_PAGE).get_page(request.GET.get("pagina"))
    context = {"page": page, "paging_url": "?", "today": timezone.localdate()}
    return render(request, "laboratories/closure_list.html", context)


@audience(*PLAN_ACTIVITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def closure_new(request: HttpRequest) -> HttpResponse:
    """The first time it is sent it shows what would be called off; confirmed, it does it and tells everybody."""
    form = ClosureForm(request.POST or None, by=request.user)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        if "confirm" in request.POST:
            return _close(request, form)
        first = closing.already(form.instance)
        if first is not None:
            return _done_already(request, first)
        context |= {"preview": closure_page.preview(form.instance, now=timezone.now())}
    return render(request, "laboratories/closure_new.html", context)


@audience(*PLAN_ACTIVITIES)
@require_safe
def closure_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of each session, how many are told, and the way to open again."""
    page = closure_page.page(_own(request, pk), by=request.user, now=timezone.now())
    return render(request, "laboratories/closure_detail.html", {"page": page, "closure": page.closure})


@audience(*PLAN_ACTIVITIES)
@require_POST
def closure_go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask again for what a worker did not end."""
    closure = _own(request, pk)
    try:
        return redirect(jobs.go_on(closure, by=request.user, now=timezone.now()))
    except TooManyError:
        return _too_many(request, closure)


@audience(*PLAN_ACTIVITIES)
@require_POST
def closure_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open again: what can be held again is, and everybody is told."""
    closure = _own(request, pk)
    try:
        return redirect(jobs.reopen(closure, by=request.user, now=timezone.now()))
    except reopening.NothingToReopenError:
        messages.info(request, _("Non c'era più niente da riaprire."))
        return redirect(closure)
    except TooManyError:
        return _too_many(request, closure)


def _close(request: HttpRequest, form: ClosureForm) -> HttpResponse:
    try:
        done = jobs.close(
            form.instance,
            by=request.user,
            now=timezone.now(),
            move=form.cleaned_data["move"],
            key=form.cleaned_data["key"],
        )
    except closing.AlreadyClosedError as error:
        return _done_already(request, error.closure)
    except TooManyError:
        return _too_many(request, None)
    return redirect(done)


def _done_already(request: HttpRequest, first: Closure) -> HttpResponse:
    """To what was written first; where somebody else did, one is told."""
    if first.made_by != request.user:
        messages.info(request, _("L'ha già chiuso qualcun altro: ecco che cosa è successo."))
    return redirect(first)


def _too_many(request: HttpRequest, closure: Closure | None) -> HttpResponse:
    messages.error(request, _("Hai già chiesto abbastanza per oggi. Riprova domani, o chiedi a un collega."))
    return redirect(closure or "laboratories:closure_list")


def _own(request: HttpRequest, pk: int) -> Closure:
    return get_object_or_404(Closure.objects.run_by(request.user).select_related(*PLACES), pk=pk)

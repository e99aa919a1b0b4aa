"""What the sessions of an activity need, and what was found of a sheet: for who coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from networking.access import audience
from volunteers.asking import checks, needing
from volunteers.asking.refusing import AskError
from volunteers.forms.needs import NeedForm, OutcomeForm
from volunteers.models import COORDINATE, HelpRequest, SessionNeed

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@audience(*COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def activity_needs(request: HttpRequest, slug: str) -> HttpResponse:
    """What its sessions need; and another kind of help."""
    activity = get_object_or_404(needing.activities_of(request.user), slug=slug)
    needs = list(SessionNeed.objects.filter(activity=activity).select_related("kind"))
    form = NeedForm(request.POST or None, instance=SessionNeed(activity=activity))
    if form.is_valid():
        made = needing.need(form.instance, now=timezone.now())
        messages.success(request, _("Turni scritti per i prossimi incontri: %d.") % made)
        return redirect(request.path)
    context = {"activity": activity, "needs": needs, "form": form}
    return render(request, "volunteers/activity_needs.html", context)


@audience(*COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def activity_need(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change what they need, or say that they no longer do."""
    activity = get_object_or_404(needing.activities_of(request.user), slug=slug)
    need = get_object_or_404(SessionNeed, activity=activity, pk=pk)
    form = NeedForm(request.POST or None, instance=need)
    if form.is_valid():
        needing.need(form.instance, now=timezone.now())
        messages.success(request, _("Salvato. Vale per gli incontri che ancora non hanno il loro turno."))
        return redirect("volunteers:activity_needs", slug=slug)
    context = {"activity": activity, "needs": [], "form": form}
    return render(request, "volunteers/activity_needs.html", context)


@audience(*COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def request_outcome(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was found of the sheet that was to be checked."""
    theirs = HelpRequest.objects.coordinated_by(request.user).filter(sheet__isnull=False)
    turn = get_object_or_404(theirs.select_related("sheet", "comune"), pk=pk)
    form = OutcomeForm(request.POST or None)
    if form.is_valid():
        try:
            checks.tell_outcome(turn, **form.cleaned_data, by=request.user, now=timezone.now())
        except AskError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Scritto nel catalogo. Grazie."))
            return redirect("volunteers:request_detail", pk=pk)
    return render(request, "volunteers/request_outcome.html", {"turn": turn, "form": form})

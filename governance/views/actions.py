"""What people have to do after a meeting: given by who keeps the books, ended by whoever has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from governance.actions import ending, giving
from governance.forms.actions import ActionEndForm, ActionForm, ActionsForm
from governance.forms.meetings import refuse
from governance.models import ActionItem, Body, Meeting
from governance.pages import actions as page
from governance.refusing import GovernanceError
from networking.access import audience

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

FORM_METHODS = ["GET", "HEAD", "POST"]
SHOWN = 25


@audience()
@require_safe
def actions(request: HttpRequest) -> HttpResponse:
    """One's own actions; of one's bodies, where asked."""
    bodies, today = Body.objects.joined_by(request.user), timezone.localdate()
    form = ActionsForm(request.GET, bodies=bodies)
    asked = form.cleaned_data if form.is_valid() else {}
    found = page.looked_for(request.user, asked, today)
    shown = Paginator(found, SHOWN).get_page(request.GET.get("pagina"))
    query = request.GET.copy()
    query.pop("pagina", None)
    context = {
        "form": form,
        "page": shown,
        "lines": page.lines(shown.object_list, request.user, today),
        "paging_url": f"?{query.urlencode()}&" if query else "?",
    }
    return render(request, "governance/actions.html", context)


@audience()
@require_safe
def action(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One of them."""
    found = ActionItem.objects.visible_to(request.user).filter(pk=pk)
    get_object_or_404(found)
    (line,) = page.lines(found, request.user, timezone.localdate())
    sees_meeting = Meeting.objects.visible_to(request.user).filter(pk=line.action.meeting_id).exists()
    return render(request, "governance/action.html", {"line": line, "sees_meeting": sees_meeting})


@audience()
@require_http_methods(FORM_METHODS)
def action_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that it is done, or that it is not done any more."""
    mine = ActionItem.objects.ended_by(request.user).select_related("meeting__body")
    found = get_object_or_404(mine, pk=pk)
    form = ActionEndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            ending.end(found, **form.cleaned_data, now=timezone.now())
        except GovernanceError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Scritto: l'azione è chiusa."))
            return redirect("governance:action", pk=pk)
    return render(request, "governance/action_end.html", {"action": found, "form": form})


@audience()
@require_http_methods(FORM_METHODS)
def action_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write who does what after a meeting; with `?decisione=`, to carry a decision out."""
    kept = Meeting.objects.kept_by(request.user).select_related("body")
    meeting = get_object_or_404(kept, pk=pk)
    today = timezone.localdate()
    form = ActionForm(
        request.POST if request.method == "POST" else None,
        initial={"decision": request.GET.get("decisione")},
        choices=page.choices(meeting, request.user, today),
    )
    if form.is_valid():
        try:
            giving.give(meeting, form.cleaned_data["owner"], wanted=form.columns(), now=timezone.now())
        except GovernanceError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Azione scritta: lo diciamo a chi se ne occupa."))
            return redirect("governance:meeting", pk=pk)
    context = {"meeting": meeting, "body": meeting.body, "form": form}
    return render(request, "governance/action_new.html", context)

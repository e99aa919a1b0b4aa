"""The register of decisions: read by anybody where they are public, written by who keeps the books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.deciding import adopting, ending
from governance.forms.decisions import DecisionForm, EndForm, RegisterForm
from governance.forms.meetings import refuse
from governance.models import AgendaItem, Body, Decision, Meeting
from governance.pages import actions
from governance.pages import decisions as page
from governance.refusing import GovernanceError
from governance.sitting import points
from networking.access import audience

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

FORM_METHODS = ["GET", "HEAD", "POST"]
SHOWN = 25


@login_not_required
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """The register: what is public, and for who sits in a body all that it has decided."""
    form = RegisterForm(request.GET)
    looked_for = form.cleaned_data if form.is_valid() else {}
    found = page.register(request.user, looked_for)
    shown = Paginator(found, SHOWN).get_page(request.GET.get("pagina"))
    asked = request.GET.copy()
    asked.pop("pagina", None)
    context = {
        "form": form,
        "page": shown,
        "lines": [page.line(each, timezone.localdate()) for each in shown],
        "standing": page.standing(found, timezone.localdate()),
        "paging_url": f"?{asked.urlencode()}&" if asked else "?",
    }
    return render(request, "governance/decisions.html", context)


@login_not_required
@require_safe
def decision(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One of them."""
    found = _decision_or_404(request, pk)
    may_keep = Body.objects.kept_by(request.user).filter(pk=found.body_id).exists()
    context = {
        "line": page.line(found, timezone.localdate()),
        "ballot": page.votes_on(found, request.user),
        "steps": actions.of_decision(found, request.user, timezone.localdate()),
        "may_keep": may_keep,
    }
    return render(request, "governance/decision.html", context)


@audience()
@require_http_methods(FORM_METHODS)
def decision_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write what was decided on a point."""
    item = _item_or_404(request, pk)
    initial = {"title": item.title, "text": item.proposal, "is_public": item.meeting.body.is_public}
    form = DecisionForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = adopting.adopt(
                item, wanted=form.columns(), comuni=said["comuni"], goals=said["goals"], now=timezone.now()
            )
        except GovernanceError as error:
            refuse(form, error)  # type: ignore[arg-type]
        else:
            messages.success(
                request, _("Decisione scritta: %(which)s.") % {"which": f"n. {made.number}/{made.year}"}
            )
            return redirect("governance:decision", pk=made.pk)
    context = {"item": item, "meeting": item.meeting, "body": item.meeting.body, "form": form}
    return render(request, "governance/decision_new.html", context)


@audience()
@require_http_methods(FORM_METHODS)
def decision_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say which later decision revokes it, or takes its place."""
    found = _kept_or_404(request, pk)
    later = page.later_than(found, request.user)
    form = EndForm(request.POST if request.method == "POST" else None, later=later)
    if form.is_valid():
        try:
            ending.end(found, **form.cleaned_data)
        except GovernanceError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Scritto: la decisione non è più in vigore."))
            return redirect("governance:decision", pk=pk)
    return render(request, "governance/decision_end.html", {"decision": found, "form": form, "later": later})


@audience()
@require_POST
def decision_done(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It was carried out today."""
    found = _kept_or_404(request, pk)
    try:
        ending.carry_out(found, on=timezone.localdate())
    except GovernanceError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Scritto: la decisione è attuata."))
    return redirect("governance:decision", pk=pk)


@audience()
@require_POST
def item_settle(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What became of a point: talked about, or put off."""
    item = _item_or_404(request, pk)
    is_put_off = request.POST.get("esito") == "rinviato"
    outcome = AgendaItem.Outcome.POSTPONED if is_put_off else AgendaItem.Outcome.DISCUSSED
    try:
        points.settle(item, outcome)
    except GovernanceError as error:
        messages.error(request, str(error))
    return redirect("governance:sitting", pk=item.meeting_id)


def _decision_or_404(request: HttpRequest, pk: UUID) -> Decision:
    rows = Decision.objects.visible_to(request.user).select_related("body", "item__meeting", "ended_by")
    rows = rows.annotate(step_due=actions.next_due())
    found: Decision = get_object_or_404(rows.prefetch_related("comuni", "goals"), pk=pk)
    return found


def _kept_or_404(request: HttpRequest, pk: UUID) -> Decision:
    kept = Body.objects.kept_by(request.user)
    found: Decision = get_object_or_404(
        Decision.objects.visible_to(request.user).filter(body__in=kept).select_related("body"), pk=pk
    )
    return found


def _item_or_404(request: HttpRequest, pk: UUID) -> AgendaItem:
    kept = Meeting.objects.kept_by(request.user)
    items = AgendaItem.objects.visible_to(request.user).filter(meeting__in=kept)
    found: AgendaItem = get_object_or_404(items.select_related("meeting__body"), pk=pk)
    return found

"""The decisions under which expenses are given back: read by who coordinates, written by who keeps the accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from networking.access import audience
from networking.views.files import attached
from volunteers.expenses import decisions as acts
from volunteers.expenses.refusing import ExpenseError
from volunteers.forms.expense_decisions import DecisionForm, EndForm
from volunteers.models import COORDINATE, KEEP_ACCOUNTS, ExpenseDecision
from volunteers.pages import expenses as page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@audience(*COORDINATE)
@require_safe
def expense_decisions(request: HttpRequest) -> HttpResponse:
    """All of them, with what they give back."""
    context = {
        "decisions": page.decisions(),
        "today": timezone.localdate(),
        "may_write": page.may_pay(request.user),
    }
    return render(request, "volunteers/expense_decisions.html", context)


@audience(*KEEP_ACCOUNTS)
@require_http_methods(["GET", "HEAD", "POST"])
def expense_decision_new(request: HttpRequest) -> HttpResponse:
    """Write one in."""
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = DecisionForm(data, files)
    if form.is_valid():
        cells = form.cleaned_data
        try:
            acts.write(
                form.text(),
                activities=cells["activities"],
                items=form.items(),
                document=cells["document"],
                by=request.user,
                now=timezone.now(),
            )
        except ExpenseError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Scritta: da oggi si può usare per i giorni in cui vale."))
            return redirect("volunteers:expense_decisions")
    return render(request, "volunteers/expense_decision_new.html", {"form": form})


@audience(*KEEP_ACCOUNTS)
@require_http_methods(["GET", "HEAD", "POST"])
def expense_decision_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Say from when it no longer holds."""
    decision = get_object_or_404(ExpenseDecision.objects.select_related("organization"), pk=pk)
    form = EndForm(request.POST or None)
    if form.is_valid():
        try:
            acts.end(decision, on=form.cleaned_data["valid_until"], now=timezone.now())
        except ExpenseError as error:
            form.add_error("valid_until", str(error))
        else:
            messages.success(request, _("Scritto fino a quando vale."))
            return redirect("volunteers:expense_decisions")
    return render(request, "volunteers/expense_decision_end.html", {"decision": decision, "form": form})


@audience(*COORDINATE)
@require_safe
def expense_decision_text(request: HttpRequest, pk: int) -> HttpResponse:
    """Its text."""
    rows = ExpenseDecision.objects.exclude(document=None).select_related("document")
    found = get_object_or_404(rows, pk=pk).document
    return attached(found.file, name=found.name, content_type=found.content_type)

"""Expenses, for who decides and who pays: each reading is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from networking import access_log
from networking.access import audience
from networking.models import AccessRecord
from networking.views.files import attached_bytes
from volunteers.expenses import deciding, paying
from volunteers.expenses.refusing import ExpenseError
from volunteers.expenses.room import room
from volunteers.forms.expenses import PayForm, RefuseForm
from volunteers.models import COORDINATE, KEEP_ACCOUNTS, ExpenseClaim, Volunteer
from volunteers.pages import expenses as page

from .expenses import claim_form, handed_in

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from volunteers.models.expense_claims import ExpenseClaimQuerySet

Deed = AccessRecord.Deed


@audience(*COORDINATE)
@require_safe
def expense_desk(request: HttpRequest) -> HttpResponse:
    """What waits to be decided, what to be paid."""
    found = page.desk(request.user)
    if found.people:
        _listed(request, found.people)
    form = PayForm(payable=found.to_pay, initial={"on": timezone.localdate()})
    return _desk(request, found, form)


@audience(*COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def expense_claim(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One: read it, say yes, or say no and why."""
    row = get_object_or_404(_rows(request), pk=pk)
    if request.method != "POST":
        access_log.record(reader=request.user, deed=Deed.READ, subject=row, page=request.path)
    says_no = "no" in request.POST
    form = RefuseForm(request.POST if says_no else None)
    if request.method == "POST" and (not says_no or form.is_valid()):
        try:
            if says_no:
                deciding.refuse(pk, by=request.user, now=timezone.now(), **form.cleaned_data)
            else:
                deciding.approve(pk, by=request.user, now=timezone.now())
        except ExpenseError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Deciso: lo diciamo a chi l'ha chiesto."))
        return redirect("volunteers:expense_desk")
    context = {"row": row, "form": form, "may_decide": page.waiting(request.user).filter(pk=pk).exists()}
    return render(request, "volunteers/expense_claim.html", context)


@audience(*KEEP_ACCOUNTS)
@require_POST
def expense_pay(request: HttpRequest) -> HttpResponse:
    """Write that some were paid."""
    form = PayForm(request.POST, payable=page.payable(request.user))
    if form.is_valid():
        try:
            number = paying.pay(
                form.chosen(), on=form.cleaned_data["on"], by=request.user, now=timezone.now()
            )
        except ExpenseError as error:
            form.add_error(error.field, str(error))
        else:
            said = ngettext("%d rimborso pagato.", "%d rimborsi pagati.", number) % number
            messages.success(request, said)
            return redirect("volunteers:expense_desk")
    return _desk(request, page.desk(request.user), form)


@audience(*COORDINATE)
@require_safe
def expense_sheet(request: HttpRequest) -> HttpResponse:
    """The sheet of a month (`mese=2026-11`), for a spreadsheet."""
    month = page.month_of(request.GET.get("mese", ""), today=timezone.localdate())
    extension = "csv" if request.GET.get("formato") == "csv" else "xlsx"
    content, content_type = page.sheet(request.user, month=month, extension=extension)
    access_log.record(reader=request.user, deed=Deed.EXPORTED, subject=ExpenseClaim, page=request.path)
    return attached_bytes(content, name=f"rimborsi-{month:%Y-%m}.{extension}", content_type=content_type)


@audience(*COORDINATE)
@require_safe
def expense_for_whom(request: HttpRequest) -> HttpResponse:
    """From the list of volunteers to the form for the one chosen."""
    chosen = page.volunteer_of(request.user, request.GET.get("chi", ""))
    return redirect("volunteers:expense_for", pk=chosen.pk) if chosen else redirect("volunteers:expense_desk")


@audience(*COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def expense_for(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask one back for who telephones: it stays written who did, and somebody else decides."""
    volunteer = get_object_or_404(
        Volunteer.objects.coordinated_by(request.user).select_related("person"), pk=pk
    )
    form = claim_form(request, volunteer.person)
    if handed_in(request, volunteer.person, form):
        messages.success(
            request, _("Scritta per conto di {who}: la decide un'altra persona.").format(who=volunteer)
        )
        return redirect("volunteers:expense_desk")
    access_log.record(reader=request.user, deed=Deed.READ, subject=volunteer, page=request.path)
    left = room(volunteer.person, day=timezone.localdate())
    context = {"form": form, "room": left, "volunteer": volunteer}
    return render(request, "volunteers/expense_new.html", context)


def _rows(request: HttpRequest) -> ExpenseClaimQuerySet:
    rows: ExpenseClaimQuerySet = ExpenseClaim.objects.coordinated_by(request.user)
    return rows.select_related("item__decision__organization", "activity", "receipt")


def _listed(request: HttpRequest, rows: int) -> None:
    access_log.record(
        reader=request.user, deed=Deed.LISTED, subject=ExpenseClaim, rows=rows, page=request.path
    )


def _desk(request: HttpRequest, found: page.Desk, form: PayForm) -> HttpResponse:
    context = {
        "desk": found,
        "form": form,
        "volunteers": page.volunteers_of(request.user),
        "months": page.months(today=timezone.localdate()),
    }
    return render(request, "volunteers/expense_desk.html", context)

"""What one asks back: the list, a new one, taking it back, its receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from networking import access_log
from networking.access import audience
from networking.models import AccessRecord
from networking.views.files import attached
from volunteers.expenses import claiming, withdrawing
from volunteers.expenses.refusing import ExpenseError
from volunteers.expenses.room import room
from volunteers.forms.expenses import ClaimForm
from volunteers.models import ExpenseClaim
from volunteers.pages import expenses as page

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from networking.models import Person


@audience()
@require_safe
def expenses(request: HttpRequest) -> HttpResponse:
    """One's own, and how much of the day and of the month is left."""
    found = page.mine(_person(request), request.user, now=timezone.now())
    return render(request, "volunteers/expenses.html", {"mine": found})


@audience()
@require_http_methods(["GET", "HEAD", "POST"])
def expense_new(request: HttpRequest) -> HttpResponse:
    """Ask one back."""
    person = _person(request)
    form = claim_form(request, person)
    if handed_in(request, person, form):
        messages.success(request, _("Richiesta mandata: ti diciamo appena è decisa."))
        return redirect("volunteers:expenses")
    left = room(person, day=timezone.localdate())
    return render(request, "volunteers/expense_new.html", {"form": form, "room": left})


@audience()
@require_POST
def expense_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take it back."""
    row = get_object_or_404(ExpenseClaim.objects.own(request.user), pk=pk)
    try:
        withdrawing.withdraw(row.pk, now=timezone.now())
    except ExpenseError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Ritirata: non conta più per i limiti."))
    return redirect("volunteers:expenses")


@audience()
@require_safe
def expense_receipt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The receipt, for whose it is and for who decides."""
    rows = ExpenseClaim.objects.visible_to(request.user).exclude(receipt=None)
    row = get_object_or_404(rows.select_related("receipt"), pk=pk)
    if row.person_id != getattr(getattr(request.user, "person", None), "pk", None):
        access_log.record(reader=request.user, deed=AccessRecord.Deed.READ, subject=row, page=request.path)
    return attached(row.receipt.file, name=row.receipt.name, content_type=row.receipt.content_type)


def claim_form(request: HttpRequest, person: Person) -> ClaimForm:
    """The form of a new one for `person`: of a turn (`turno`), or of today; with the receipt unless they say otherwise."""
    turn = page.turn_of(person, request.GET.get("turno", ""))
    initial = {"day": timezone.localdate(), "kind": ExpenseClaim.Kind.DOCUMENTED}
    if turn is not None:
        about = turn.request
        initial |= {"assignment": turn.pk, "day": about.local_date, "activity": about.kind_id}
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return ClaimForm(data, files, person=person, initial=initial)


def handed_in(request: HttpRequest, person: Person, form: ClaimForm) -> bool:
    """Whether what was typed has been handed in; where it could not, the form says why beside the cell."""
    if not form.is_valid():
        return False
    receipt = form.cleaned_data["receipt"]
    try:
        claiming.hand_in(person, form.asked(), receipt=receipt, by=request.user, now=timezone.now())
    except ExpenseError as error:
        form.refuse(error)
        return False
    return True


def _person(request: HttpRequest) -> Person:
    person = getattr(request.user, "person", None)
    if person is None:
        raise Http404
    return person

"""Who keeps the book of members: what waits for the board, admissions, fees, charges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from governance.forms.meetings import refuse
from governance.forms.members import AnswerForm, BecauseForm, ChargeForm, FeeForm, PayForm, VerdictForm
from governance.membership import answering, leaving, paying
from governance.models import (
    KEEP_MEMBERS,
    Exclusion,
    FeePayment,
    Member,
    MemberBook,
    MembershipApplication,
    YearlyFee,
)
from governance.models.members import keeps_members
from governance.pages import members as page
from governance.refusing import GovernanceError
from networking import access_log
from networking.access import audience
from networking.models import AccessRecord

if TYPE_CHECKING:
    from uuid import UUID

    from django import forms
    from django.http import HttpRequest, HttpResponse

Deed = AccessRecord.Deed
FORM_METHODS = ["GET", "HEAD", "POST"]
PER_PAGE = 50
LONGEST_QUESTION = 100


@audience(*KEEP_MEMBERS)
@require_safe
def member_desk(request: HttpRequest) -> HttpResponse:
    """What waits for the board, and the books."""
    _keeps_or_404(request)
    found = page.desk(request.user, timezone.localdate())
    if found.waiting:
        access_log.record(
            reader=request.user,
            deed=Deed.LISTED,
            subject=MembershipApplication,
            rows=len(found.waiting),
            page=request.path,
        )
    return render(request, "governance/member_desk.html", {"desk": found, "today": timezone.localdate()})


@audience(*KEEP_MEMBERS)
@require_http_methods(FORM_METHODS)
def application(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One application: read it, and write what was decided."""
    _keeps_or_404(request)
    rows = MembershipApplication.objects.visible_to(request.user)
    row = get_object_or_404(rows.select_related("organization__member_book", "decision__body"), pk=pk)
    form = AnswerForm(_typed(request), book=row.organization.member_book)
    if form.is_valid():
        said = form.cleaned_data

        def act() -> None:
            decision, by, now = said["decision"], request.user, timezone.now()
            if said["answer"] == "admit":
                answering.admit(row.pk, decision, by=by, now=now)
            else:
                answering.refuse(row.pk, decision, because=said["because"], now=now)

        if _done(form, act):
            messages.success(request, _("Risposta scritta: la persona viene avvisata."))
            return redirect("governance:member_desk")
    _read(request, row)
    return render(request, "governance/application.html", {"application": row, "form": form})


@audience(*KEEP_MEMBERS)
@require_http_methods(FORM_METHODS)
def member_fees(request: HttpRequest, pk: int) -> HttpResponse:
    """The fees of the years, who has paid that of `?anno=` (this year's), and a new one."""
    book, today = _book_or_404(request, pk), timezone.localdate()
    form = FeeForm(_typed(request), book=book, initial={"year": today.year})
    if form.is_valid() and _done(form, lambda: paying.set_fee(book, form.cleaned_data)):
        messages.success(request, _("Quota stabilita."))
        return redirect("governance:member_fees", pk=pk)
    fees = list(page.fees_of(book))
    asked = request.GET.get("anno") or str(today.year)
    fee = next((each for each in fees if str(each.year) == asked), None)
    words = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    found = page.members_and_fee(request.user, book, fee, words)
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("pagina"))
    if rows := len(shown.object_list):
        access_log.record(reader=request.user, deed=Deed.LISTED, subject=Member, rows=rows, page=request.path)
    asked_for = {"anno": asked} | ({"q": words} if words else {})
    context = {
        "book": book,
        "fees": fees,
        "fee": fee,
        "form": form,
        "page": shown,
        "words": words,
        "asked": asked,
        "paging_url": f"?{urlencode(asked_for)}&",
    }
    return render(request, "governance/member_fees.html", context)


@audience(*KEEP_MEMBERS)
@require_http_methods(FORM_METHODS)
def fee_pay(request: HttpRequest, pk: int, member: UUID) -> HttpResponse:
    """Write a payment."""
    _keeps_or_404(request)
    fee = get_object_or_404(YearlyFee.objects.select_related("organization__member_book"), pk=pk)
    who = get_object_or_404(page.member(request.user, member), organization=fee.organization_id)
    form = PayForm(_typed(request), initial={"paid_on": timezone.localdate()})
    if form.is_valid():
        said = form.cleaned_data
        if _done(form, lambda: paying.pay(fee, who, **said, by=request.user, now=timezone.now())):
            messages.success(request, _("Quota scritta: la ricevuta è pronta."))
            return redirect("governance:member_fees", pk=fee.organization.member_book.pk)
    context = {"fee": fee, "member": who, "form": form, "book": fee.organization.member_book}
    return render(request, "governance/fee_pay.html", context)


@audience(*KEEP_MEMBERS)
@require_http_methods(FORM_METHODS)
def fee_void(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Undo a payment written by mistake."""
    _keeps_or_404(request)
    rows = FeePayment.objects.visible_to(request.user).select_related("organization__member_book", "fee")
    payment = get_object_or_404(rows, pk=pk)
    book = payment.organization.member_book
    form = BecauseForm(_typed(request))
    if form.is_valid():
        because = form.cleaned_data["because"]
        if _done(form, lambda: paying.void(payment, because=because, now=timezone.now())):
            messages.success(request, _("Ricevuta annullata: il numero resta."))
            return redirect("governance:member_fees", pk=book.pk)
    return render(request, "governance/fee_void.html", {"payment": payment, "form": form, "book": book})


@audience(*KEEP_MEMBERS)
@require_http_methods(FORM_METHODS)
def exclusion_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Tell a member what is held against them."""
    _keeps_or_404(request)
    member = get_object_or_404(page.member(request.user, pk))
    form = ChargeForm(_typed(request))
    if form.is_valid() and _done(
        form, lambda: leaving.charge(member, **form.cleaned_data, now=timezone.now())
    ):
        messages.success(request, _("Contestazione scritta: la persona viene avvisata e può rispondere."))
        return redirect("governance:member_desk")
    return render(request, "governance/exclusion_new.html", {"member": member, "form": form})


@audience(*KEEP_MEMBERS)
@require_http_methods(FORM_METHODS)
def exclusion(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A charge: read it, and after the hearing write how it ends."""
    _keeps_or_404(request)
    rows = Exclusion.objects.visible_to(request.user).select_related("member__organization__member_book")
    row = get_object_or_404(rows, pk=pk)
    form = VerdictForm(_typed(request), book=row.member.organization.member_book)
    if form.is_valid():
        said = form.cleaned_data
        is_excluded = said["outcome"] == Exclusion.Outcome.EXCLUDED

        def act() -> None:
            leaving.decide(
                row.pk,
                said["decision"],
                is_excluded=is_excluded,
                statement=said["statement"],
                by=request.user,
                now=timezone.now(),
            )

        if _done(form, act):
            messages.success(request, _("Deciso: la persona viene avvisata."))
            return redirect("governance:member_desk")
    _read(request, row)
    return render(request, "governance/exclusion.html", {"exclusion": row, "form": form})


def _keeps_or_404(request: HttpRequest) -> None:
    if not keeps_members(request.user):
        raise Http404


def _book_or_404(request: HttpRequest, pk: int) -> MemberBook:
    _keeps_or_404(request)
    return get_object_or_404(MemberBook.objects.select_related("organization"), pk=pk)


def _read(request: HttpRequest, subject: Any) -> None:
    access_log.record(reader=request.user, deed=Deed.READ, subject=subject, page=request.path)


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _done(form: forms.Form, act: Any) -> bool:
    """Whether `act` was done; what it refuses is said in the form."""
    try:
        act()
    except GovernanceError as error:
        refuse(form, error)
        return False
    return True

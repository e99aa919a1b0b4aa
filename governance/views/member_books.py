"""The book of members, for who keeps it and for members who consult it; the accounts and the figures of the years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.forms.meetings import refuse
from governance.forms.members import AccountsForm, BookCorrectionForm, DepositForm
from governance.membership import book as books
from governance.membership import reporting
from governance.models import KEEP_MEMBERS, MemberBook, MemberEntry, YearlyAccounts
from governance.models.members import keeps_members
from governance.pages import members as page
from governance.refusing import GovernanceError
from networking import access_log
from networking.access import audience
from networking.models import AccessRecord
from networking.uploads import UploadRefusedError
from networking.views.files import attached, attached_bytes

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

Deed = AccessRecord.Deed
PER_PAGE = 50
LONGEST_QUESTION = 100


@audience()
@require_safe
def member_book(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines of a book, the last first. A member reads who and when; where they live, only who keeps it."""
    book = get_object_or_404(page.readable_books(request.user), pk=pk)
    words = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    found = page.lines_of(request.user, book, words)
    lines = Paginator(found, PER_PAGE).get_page(request.GET.get("pagina"))
    _write_down(request, Deed.LISTED, len(lines.object_list))
    context = {
        "checked": books.check(MemberBook.objects.filter(pk=pk))[0],
        "page": lines,
        "words": words,
        "keeps": keeps_members(request.user),
        "paging_url": f"?{urlencode({'q': words})}&" if words else "?",
    }
    return render(request, "governance/member_book.html", context)


@audience(*KEEP_MEMBERS)
@require_safe
def member_book_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole book as PDF/A."""
    book = _kept_or_404(request, pk)
    lines = list(page.lines_of(request.user, book).order_by("number"))
    _write_down(request, Deed.EXPORTED, len(lines))
    now = timezone.localtime()
    content = books.sheet(book, lines, written_at=now)
    return attached_bytes(content, name=f"libro-associati-{now:%Y-%m-%d}.pdf", content_type="application/pdf")


@audience(*KEEP_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def member_correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write in a new line how somebody is to be written."""
    if not keeps_members(request.user):
        raise Http404
    admissions = MemberEntry.objects.visible_to(request.user).filter(
        event=MemberEntry.Event.ADMISSION, salt__isnull=False
    )
    entry = get_object_or_404(admissions.select_related("book__organization"), pk=pk)
    written = books.as_corrected(entry)
    initial = {name: getattr(written, name) for name in ("name", "birth_date", "residence")}
    form = BookCorrectionForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            books.write_about(
                entry,
                MemberEntry.Event.CORRECTION,
                effective_on=timezone.localdate(),
                by=request.user,
                **form.cleaned_data,
            )
        except GovernanceError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Rettifica scritta: la riga di prima resta com'era."))
            return redirect("governance:member_book", pk=entry.book_id)
    access_log.record(reader=request.user, deed=Deed.READ, subject=entry, page=request.path)
    return render(request, "governance/member_correct.html", {"entry": entry, "form": form})


@audience()
@require_safe
def accounts(request: HttpRequest, pk: int) -> HttpResponse:
    """The accounts and the figures of the years, for who may read the book."""
    book = get_object_or_404(page.readable_books(request.user), pk=pk)
    form = AccountsForm(book=book, initial={"year": timezone.localdate().year - 1})
    return _accounts(request, book, form)


@audience(*KEEP_MEMBERS)
@require_POST
def accounts_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add those of a year, approved by the assembly."""
    book = _kept_or_404(request, pk)
    form = AccountsForm(request.POST, request.FILES, book=book)
    if form.is_valid():
        try:
            reporting.add_accounts(book, **form.cleaned_data, by=request.user, now=timezone.now())
        except GovernanceError as error:
            refuse(form, error)
        except UploadRefusedError as error:
            form.add_error("upload", str(error))
        else:
            messages.success(request, _("Bilancio conservato."))
            return redirect("governance:accounts", pk=pk)
    return _accounts(request, book, form)


@audience(*KEEP_MEMBERS)
@require_POST
def accounts_deposit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write when the accounts of a year were deposited."""
    if not keeps_members(request.user):
        raise Http404
    rows = YearlyAccounts.objects.select_related("organization__member_book")
    row = get_object_or_404(rows, pk=pk)
    form = DepositForm(request.POST)
    if form.is_valid():
        reporting.deposit(row, **form.cleaned_data)
        messages.success(request, _("Deposito scritto."))
    else:
        messages.error(request, _("Scrivi il giorno del deposito come 31/12/2026."))
    return redirect("governance:accounts", pk=row.organization.member_book.pk)


@audience()
@require_safe
def accounts_document(request: HttpRequest, pk: int) -> HttpResponse:
    """The accounts of a year, for who may read the book of the association."""
    mine = page.readable_books(request.user).values("organization")
    rows = YearlyAccounts.objects.filter(organization__in=mine).select_related("document")
    file = get_object_or_404(rows, pk=pk).document
    return attached(file.file, name=file.name, content_type=file.content_type)


@audience(*KEEP_MEMBERS)
@require_safe
def runts(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures of the years for the RUNTS, as a spreadsheet."""
    book = _kept_or_404(request, pk)
    extension = "csv" if request.GET.get("formato") == "csv" else "xlsx"
    rows = reporting.figures(book, today=timezone.localdate())
    content, content_type = reporting.table(rows, extension=extension)
    return attached_bytes(content, name=f"runts.{extension}", content_type=content_type)


def _accounts(request: HttpRequest, book: MemberBook, form: AccountsForm) -> HttpResponse:
    context: dict[str, Any] = {
        "book": book,
        "rows": reporting.figures(book, today=timezone.localdate()),
        "keeps": keeps_members(request.user),
        "form": form,
        "deposit": DepositForm(auto_id=False),
        "today": timezone.localdate(),
    }
    return render(request, "governance/accounts.html", context)


def _kept_or_404(request: HttpRequest, pk: int) -> MemberBook:
    if not keeps_members(request.user):
        raise Http404
    return get_object_or_404(MemberBook.objects.select_related("organization"), pk=pk)


def _write_down(request: HttpRequest, deed: Deed, rows: int) -> None:
    access_log.record(reader=request.user, deed=deed, subject=MemberEntry, rows=rows, page=request.path)

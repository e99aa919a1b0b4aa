"""A report from its beginning to everybody's screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.forms.reports import NewReportForm, SummaryForm
from governance.indicators import exporting
from governance.models import READ_REPORTS, WRITE_REPORTS, MonitoringReport
from governance.pages import reports as pages
from governance.refusing import GovernanceError
from governance.reporting import jobs, writing
from networking import keeping
from networking.access import audience
from networking.jobs import TooManyError
from networking.views.files import attached_bytes

from .indicators import sheet
from .monitoring import desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest


@audience(*WRITE_REPORTS)
@require_POST
def report_new(request: HttpRequest) -> HttpResponse:
    """Begin a report; what cannot be is said beside the period."""
    form = NewReportForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = writing.draft(said["period"], said["zone"], by=request.user, now=timezone.now())
        except GovernanceError as error:
            form.add_error(error.field, str(error))
        else:
            return redirect("governance:report_desk", made.pk)
    return render(request, "governance/monitoring.html", desk(request, form))


@audience(*READ_REPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
def report_desk(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A report for who writes it and who approves it; its words are changed here."""
    report = _report(request, pk)
    writes = report.is_draft and (request.user.is_superuser or request.user.holds(*WRITE_REPORTS))
    form = SummaryForm(request.POST or None, instance=report) if writes else None
    if request.method == "POST":
        if form is None:
            messages.error(
                request, _("Il rapporto è già approvato, o non lo scrivi tu: il testo non è cambiato.")
            )
            return redirect("governance:report_desk", pk)
        if form.is_valid():
            return _done(
                request,
                pk,
                lambda: writing.rewrite(report, form.cleaned_data["summary"], by=request.user),
                _("Il testo è salvato. Prepara di nuovo il PDF."),
            )
        # What was typed stays in the form; the report is what it was.
        report = _report(request, pk)
    context = {
        "report": report,
        "name": pages.name(report),
        "form": form,
        "digest": bytes(report.digest).hex() if report.digest else "",
        "approves": report.is_draft and report.file_id and report.drafted_by_id != request.user.pk,
        "publishes": report.state == MonitoringReport.State.APPROVED,
    }
    return render(request, "governance/report_desk.html", context)


@audience(*WRITE_REPORTS)
@require_POST
def report_draw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask a worker for its PDF."""
    report = _report(request, pk)
    try:
        return redirect(jobs.ask(report, by=request.user, now=timezone.now()))
    except TooManyError:
        messages.error(request, _("Per oggi ne hai preparati abbastanza: riprova domani."))
    return redirect("governance:report_desk", pk)


@audience(*READ_REPORTS)
@require_POST
def report_approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Approve the PDF that one has read."""
    report, digest = _report(request, pk), request.POST.get("impronta", "")
    return _done(
        request,
        pk,
        lambda: writing.approve(report, by=request.user, digest=digest, now=timezone.now()),
        _("Il rapporto è approvato. Adesso si può pubblicare."),
    )


@audience(*READ_REPORTS)
@require_POST
def report_publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give an approved report to everybody."""
    report = _report(request, pk)
    return _done(
        request,
        pk,
        lambda: writing.publish(report, by=request.user, now=timezone.now()),
        _("Il rapporto è pubblicato: adesso lo legge chiunque."),
    )


@audience(*READ_REPORTS)
@require_safe
def report_preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The PDF as it is now, for who writes and who approves."""
    return _pdf(_report(request, pk))


@login_not_required
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The reports that everybody may read."""
    rows = MonitoringReport.objects.public().select_related("zone")
    return render(
        request, "governance/reports.html", {"reports": [(each, pages.name(each)) for each in rows]}
    )


@login_not_required
@require_safe
def report(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """One of them: its first words, its PDF, its numbers, and whether some have been revised since."""
    found = _public(year, number)
    context = {
        "report": found,
        "name": pages.name(found),
        "digest": bytes(found.digest or b"").hex(),
        "revised": pages.revised_since(found),
        "lines": pages.lines(found),
    }
    return render(request, "governance/report.html", context)


@login_not_required
@require_safe
def report_pdf(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """The PDF that was approved."""
    return _pdf(_public(year, number))


@login_not_required
@require_safe
def report_data(request: HttpRequest, year: int, number: int, extension: str) -> HttpResponse:
    """The cells of its numbers as a sheet."""
    found = _public(year, number)
    return sheet(exporting.rows_of(found.publications.all()), extension, name=f"rapporto-{found.code}")


def _report(request: HttpRequest, pk: UUID) -> MonitoringReport:
    rows = MonitoringReport.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("zone", "file", "drafted_by__person", "approved_by__person"), pk=pk
    )


def _public(year: int, number: int) -> MonitoringReport:
    rows = MonitoringReport.objects.public().select_related("zone", "file")
    return get_object_or_404(rows, year=year, number=number)


def _pdf(report: MonitoringReport) -> HttpResponse:
    if report.file is None or report.digest is None:
        raise Http404
    try:
        content = keeping.whole(report.file, report.digest)
    except keeping.KeptError as error:
        # Whoever looks after the portal reads it in the register of files: here it is as if it were not there.
        raise Http404(str(error)) from error
    return attached_bytes(content, name=report.file.name, content_type="application/pdf")


def _done(request: HttpRequest, pk: UUID, act: Callable[[], None], words: str) -> HttpResponse:
    try:
        act()
    except GovernanceError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words)
    return redirect("governance:report_desk", pk)

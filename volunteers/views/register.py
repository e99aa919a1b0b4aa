"""The register of volunteers, for who reads and keeps it: each reading is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from networking import access_log
from networking.access import audience
from networking.models import AccessRecord
from networking.views.files import attached_bytes
from volunteers.forms.register import CorrectionForm
from volunteers.models import READ_REGISTER, RegisterEntry, has_whole_register
from volunteers.pages import register as page
from volunteers.register import correcting, documents
from volunteers.register.refusing import RegisterError

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from volunteers.register.verifying import Checked

Deed = AccessRecord.Deed
PER_PAGE = 50
LONGEST_QUESTION = 100


@audience(*READ_REGISTER)
@require_safe
def register_list(request: HttpRequest) -> HttpResponse:
    """The registers and their sections, and whether each is as it was written."""
    context = {"shelves": page.shelves(now=timezone.now()), "may_keep": has_whole_register(request.user)}
    return render(request, "volunteers/register_list.html", context)


@audience(*READ_REGISTER)
@require_safe
def register_section(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines of a section, the last first, or those of somebody looked for by name."""
    checked = checked_or_404(pk)
    words = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    found = page.lines_of(request.user, checked.section, words)
    lines = Paginator(found, PER_PAGE).get_page(request.GET.get("pagina"))
    if lines.object_list:
        _write_down(request, Deed.LISTED, len(lines.object_list))
    context = {
        "checked": checked,
        "page": lines,
        "rows": [(entry, page.identity(entry)) for entry in lines],
        "words": words,
        "may_keep": has_whole_register(request.user),
        "paging_url": f"?{urlencode({'q': words})}&" if words else "?",
    }
    return render(request, "volunteers/register_section.html", context)


@audience(*READ_REGISTER)
@require_safe
def register_line(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything that the register says of somebody, with each correction beside what it corrects."""
    entry = _entry_or_404(request, pk)
    sheet = page.sheet(request.user, entry)
    access_log.record(
        reader=request.user, deed=Deed.READ, subject=entry, rows=len(sheet.lines), page=request.path
    )
    return render(request, "volunteers/register_line.html", {"entry": entry, "sheet": sheet})


@audience(*READ_REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def register_correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write in a new line how somebody is to be written."""
    entry = _entry_or_404(request, pk)
    written = correcting.as_written(entry)
    form = CorrectionForm(request.POST or None, written=written)
    if form.is_valid():
        try:
            correcting.correct(entry, form.cleaned_data, by=request.user, now=timezone.now())
        except RegisterError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Rettifica scritta: la riga di prima resta com'era."))
            return redirect("volunteers:register_line", pk=pk)
    access_log.record(reader=request.user, deed=Deed.READ, subject=entry, page=request.path)
    return render(request, "volunteers/register_correct.html", {"entry": entry, "form": form})


@audience(*READ_REGISTER)
@require_safe
def register_insurer(request: HttpRequest, pk: int) -> HttpResponse:
    """The list for who insures: who is enrolled in the register of this section, from when to when, which policy."""
    register = checked_or_404(pk).section.register
    extension = "csv" if request.GET.get("formato") == "csv" else "xlsx"
    lines = RegisterEntry.objects.visible_to(request.user)
    content, content_type, rows = documents.insurer_list(register, lines, extension=extension)
    _write_down(request, Deed.EXPORTED, rows)
    day = timezone.localdate()
    return attached_bytes(content, name=f"volontari-{day:%Y-%m-%d}.{extension}", content_type=content_type)


def checked_or_404(pk: int) -> Checked:
    """A section, with the state of its chain."""
    checked = page.checked(pk)
    if checked is None:
        raise Http404
    return checked


def _entry_or_404(request: HttpRequest, pk: UUID) -> RegisterEntry:
    entry: RegisterEntry = get_object_or_404(page.readable(request.user), pk=pk)
    return entry


def _write_down(request: HttpRequest, deed: Deed, rows: int) -> None:
    access_log.record(reader=request.user, deed=deed, subject=RegisterEntry, rows=rows, page=request.path)

"""Sheets of who coordinates: who comes to which turn, whom insurance covers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from networking.access import audience
from networking.uploads import CSV, XLSX
from networking.views.files import attached_bytes
from volunteers.forms.sheets import SheetForm
from volunteers.imports import covers, turns
from volunteers.imports.reading import SheetRefusedError
from volunteers.models import COORDINATE

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@audience(*COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def turns_sheet(request: HttpRequest) -> HttpResponse:
    """Put people into turns from a sheet; where a row may not be, nobody is, and each row reads why."""
    form, done, problems = _handed_in(request, turns)
    if done is not None:
        said = ngettext("%d persona messa nei turni.", "%d persone messe nei turni.", done) % done
        messages.success(request, said)
        return redirect("volunteers:turns_sheet")
    return render(request, "volunteers/turns_sheet.html", {"form": form, "problems": problems})


@audience(*COORDINATE)
@require_safe
def turns_blank(request: HttpRequest) -> HttpResponse:
    """The sheet to fill in: a line for each place still free."""
    kind, extension = (CSV, "csv") if request.GET.get("formato") == "csv" else (XLSX, "xlsx")
    content = turns.to_fill_in(request.user, now=timezone.now(), extension=extension)
    name = f"turni-da-coprire-{timezone.localdate():%Y-%m-%d}.{extension}"
    return attached_bytes(content, name=name, content_type=kind.content_type)


@audience(*COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def covers_sheet(request: HttpRequest) -> HttpResponse:
    """Write whom insurance covers from the insurer's list."""
    form, done, problems = _handed_in(request, covers)
    if done is not None:
        said = ngettext("%d copertura scritta.", "%d coperture scritte.", done) % done
        messages.success(request, said)
        return redirect("volunteers:covers_sheet")
    context = {"form": form, "problems": problems, "columns": covers.required_columns()}
    return render(request, "volunteers/covers_sheet.html", context)


def _handed_in(request: HttpRequest, subject: Any) -> tuple[SheetForm, int | None, list[Any]]:
    """The form, how much was written (None where nothing was), what is to be mended."""
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return form, None, []
    try:
        done = subject.bring_in(form.cleaned_data["sheet"], by=request.user, now=timezone.now())
    except SheetRefusedError as error:
        return form, None, error.problems
    return form, done, []

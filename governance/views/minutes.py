"""Minutes as one reads them, their files, the book of a body. Every reading is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.forms.minutes import AnswerForm, ListForm
from governance.minutes import signing, transcribing
from governance.models import Body, Minutes
from governance.pages import minutes as page
from governance.refusing import GovernanceError
from networking import access_log
from networking.access import audience
from networking.models import AccessRecord
from networking.views.files import attached_bytes

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

SHOWN = 25
Deed = AccessRecord.Deed


@audience()
@require_safe
def minutes_list(request: HttpRequest) -> HttpResponse:
    """Those one may read."""
    form = ListForm(request.GET, bodies=Body.objects.joined_by(request.user))
    looked_for = form.cleaned_data if form.is_valid() else {}
    shown = Paginator(page.listed(request.user, looked_for), SHOWN).get_page(request.GET.get("pagina"))
    asked = request.GET.copy()
    asked.pop("pagina", None)
    context = {
        "form": form,
        "page": shown,
        "bodies": Body.objects.joined_by(request.user),
        "paging_url": f"?{asked.urlencode()}&" if asked else "?",
    }
    return render(request, "governance/minutes_list.html", context)


@audience()
@require_safe
def minutes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One of them, with what one may do."""
    found = minutes_or_404(request, pk)
    access_log.record(reader=request.user, deed=Deed.READ, subject=found, page=request.path)
    sheet = page.sheet(request.user, found, now=timezone.now())
    context = {
        "sheet": sheet,
        "minutes": found,
        "meeting": found.meeting,
        "body": found.meeting.body,
        "answers": [(each, AnswerForm(prefix=str(each.pk))) for each in sheet.waiting],
    }
    return render(request, "governance/minutes.html", context)


@audience()
@require_safe
def minutes_whole(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The PDF as it was approved, the same for ever."""
    found = minutes_or_404(request, pk)
    return _file(request, found, "whole")


@audience()
@require_safe
def minutes_signed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The file that was handed in signed."""
    found = minutes_or_404(request, pk)
    return _file(request, found, "signed")


@audience()
@require_safe
def minutes_book(request: HttpRequest, slug: str) -> HttpResponse:
    """The book of a body, and whether its chain is whole."""
    body = get_object_or_404(Body.objects.joined_by(request.user), slug=slug)
    checked = transcribing.check(body)
    access_log.record(
        reader=request.user, deed=Deed.LISTED, subject=Minutes, rows=checked.lines, page=request.path
    )
    context = {"body": body, "checked": checked, "entries": page.book_of(body)}
    return render(request, "governance/minutes_book.html", context)


def minutes_or_404(request: HttpRequest, pk: UUID) -> Minutes:
    """One that the reader may read."""
    rows = Minutes.objects.visible_to(request.user)
    related = ("meeting__body__organization", "corrects", "whole", "extract", "signed")
    found: Minutes = get_object_or_404(rows.select_related(*related), pk=pk)
    return found


def kept_or_404(request: HttpRequest, pk: UUID) -> Minutes:
    """One that the reader writes."""
    rows = Minutes.objects.kept_by(request.user)
    related = ("meeting__body__organization", "corrects", "whole")
    found: Minutes = get_object_or_404(rows.select_related(*related), pk=pk)
    return found


def _file(request: HttpRequest, found: Minutes, which: str) -> HttpResponse:
    stored = getattr(found, which)
    if stored is None:
        raise Http404
    try:
        content = signing.whole(stored, getattr(found, f"{which}_digest"))
    except GovernanceError as error:
        messages.error(request, str(error))
        return redirect("governance:minutes", pk=found.pk)
    access_log.record(reader=request.user, deed=Deed.EXPORTED, subject=found, page=request.path)
    return attached_bytes(content, name=stored.name, content_type=stored.content_type)

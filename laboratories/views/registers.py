"""Registers, on a tablet: which are mine, who is there, marks, opening and closing."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from laboratories.forms.register import LONGEST_BATCH, BatchError, MarkForm, PaperForm, WhyForm, read_batch
from laboratories.models import Mark, Session
from laboratories.registers import attending, documents, marking, roll
from networking import access_log, blocks
from networking.access import audience
from networking.models import AccessRecord, Person

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest

Deed = AccessRecord.Deed


def session_or_404(request: HttpRequest, pk: UUID) -> Session:
    """A session that one runs; of any other one may not even know."""
    mine = Session.objects.run_by(request.user)
    related = ("cycle__activity__policy", "cycle__venue__place__comune", "room", "opened_by__person")
    return get_object_or_404(mine.select_related(*related), pk=pk)


def lines_read(request: HttpRequest, session: Session, deed: Deed = Deed.LISTED) -> list[roll.Line]:
    """The people of a register; that they were read is written down, and of whom the needs."""
    lines = roll.lines_of(session, reader=request.user, now=timezone.now())
    if lines:
        access_log.record(reader=request.user, deed=deed, subject=Person, rows=len(lines), page=request.path)
    for line in lines:
        if line.needs:
            access_log.record(reader=request.user, deed=Deed.READ, subject=line.person, page=request.path)
    return lines


@audience()
@require_safe
def register_list(request: HttpRequest) -> HttpResponse:
    """My sessions: today's, those whose register is not finished, the next ones."""
    sessions = roll.sessions_of(request.user, now=timezone.now())
    return render(request, "laboratories/register_list.html", {"sessions": sessions})


@audience()
@require_safe
def register(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who is expected, and one press for each."""
    session, now = session_or_404(request, pk), timezone.now()
    lines = lines_read(request, session)
    context = {
        "session": session,
        "lines": lines,
        "minutes": marking.minutes_of(session),
        "may_open": roll.may_open(session, now=now),
        "has_begun": now >= session.starts_at,
        "is_over": now >= session.ends_at,
        "unmarked": sum(line.row.is_expected and not line.row.mark for line in lines),
        "disputed": sum(line.row.is_disputed for line in lines),
        "reasons": WhyForm.base_fields["reason"].choices,
        "drawn": uuid.uuid4(),
        "blocks": blocks.draw(settings.REGISTER_BLOCKS, request, session=session),
    }
    return render(request, "laboratories/register.html", context)


@audience()
@require_POST
def register_mark(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One mark, from a button of the page."""
    session, form, now = session_or_404(request, pk), MarkForm(request.POST), timezone.now()
    if not form.is_valid():
        messages.error(request, _("Il segno non è arrivato intero: premi di nuovo."))
        return redirect("laboratories:register", pk=pk)
    outcome = marking.mark(session, [form.made_here(now)], by=request.user, now=now)
    for sentence in outcome.refused.values():
        messages.error(request, sentence)
    return redirect(f"{reverse('laboratories:register', args=[pk])}#p-{form.cleaned_data['presence']}")


@audience()
@require_POST
def register_marks(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The marks that a tablet made, also without a line: what became of each."""
    session, now = session_or_404(request, pk), timezone.now()
    try:
        made = read_batch(request.read(LONGEST_BATCH + 1)[:LONGEST_BATCH], now)
    except BatchError as refusal:
        return JsonResponse({"error": str(refusal)}, status=400)
    outcome = marking.mark(session, made, by=request.user, now=now)
    return JsonResponse(
        {
            "kept": [str(each) for each in outcome.kept],
            "disputed": [str(each) for each in outcome.disputed],
            "refused": {str(each): why for each, why in outcome.refused.items()},
        }
    )


@audience()
@require_POST
def register_why(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Why somebody is missing, as heard by telephone or from who came."""
    session, form = session_or_404(request, pk), WhyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Il motivo non è arrivato intero: scegli di nuovo."))
        return redirect("laboratories:register", pk=pk)
    if not attending.say_why(session, **form.cleaned_data):
        raise Http404
    messages.success(request, _("Fatto: il motivo è scritto."))
    return redirect(f"{reverse('laboratories:register', args=[pk])}#p-{form.cleaned_data['presence']}")


def _act(request: HttpRequest, pk: UUID, deed: Callable[..., Session], said: str) -> HttpResponse:
    """Do one deed on a register; say that it is done, or why not."""
    session = session_or_404(request, pk)
    try:
        deed(session, by=request.user, now=timezone.now())
    except attending.RegisterError as refusal:
        for sentence in refusal.sentences:
            messages.error(request, sentence)
    else:
        messages.success(request, said)
    return redirect("laboratories:register", pk=pk)


@audience()
@require_POST
def register_open(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open it."""
    return _act(request, pk, attending.open_register, _("Il registro è aperto."))


@audience()
@require_POST
def register_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close it; who has no mark is absent, where the button said so."""
    rest_absent = request.POST.get("gli-altri") == "assenti"

    def close(session: Session, **how: object) -> Session:
        return attending.close_register(session, rest_absent=rest_absent, **how)

    return _act(request, pk, close, _("Il registro è chiuso. Se serve, si può riaprire."))


@audience()
@require_POST
def register_reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open it again."""
    return _act(request, pk, attending.reopen_register, _("Il registro è di nuovo aperto."))


@audience()
@require_http_methods(["GET", "HEAD", "POST"])
def register_copy(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Copy a sheet filled in by hand, everybody together."""
    session, now = session_or_404(request, pk), timezone.now()
    lines = lines_read(request, session)
    form = PaperForm(request.POST or None, lines=lines)
    if request.method == "POST" and form.is_valid():
        outcome = marking.mark(session, form.made(now), by=request.user, now=now)
        for sentence in outcome.refused.values():
            messages.error(request, sentence)
        if not outcome.refused:
            messages.success(request, _("Copiato. Controlla e chiudi il registro."))
            return redirect("laboratories:register", pk=pk)
    context = {
        "session": session,
        "lines": lines,
        "form": form,
        "choices": Mark.choices,
        "minutes": marking.minutes_of(session),
    }
    return render(request, "laboratories/register_copy.html", context)


@audience()
@require_safe
def register_paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The register on paper, with room to write on. That it was printed is written down."""
    session = session_or_404(request, pk)
    lines = lines_read(request, session, Deed.PRINTED)
    content = documents.register_sheet(
        session,
        lines,
        page=request.build_absolute_uri(reverse("laboratories:register", args=[pk])),
        written_at=timezone.localtime(),
        is_large_print="grande" in request.GET,
    )
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="registro-{session.local_date}.pdf"'
    return answer

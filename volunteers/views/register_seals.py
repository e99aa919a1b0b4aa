"""Signing the register: prepare the PDF, download it, hand it in signed. For who has the whole book in hand."""

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
from networking.views.files import attached_bytes
from volunteers.forms.register import DigitalSealForm, PaperSealForm
from volunteers.models import READ_REGISTER, RegisterSeal, has_whole_register
from volunteers.pages import register as page
from volunteers.register import sealing, verifying
from volunteers.register.refusing import RegisterError

from .register import checked_or_404

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from volunteers.register.verifying import Checked


@audience(*READ_REGISTER)
@require_safe
def register_seals(request: HttpRequest, pk: int) -> HttpResponse:
    """What of a section was signed, by whom and when; what waits."""
    checked = _whole_book_or_404(request, pk)
    seals = list(checked.section.seals.all())
    context = {
        "checked": checked,
        "seals": seals,
        "to_draw": page.to_draw(checked.section, seals),
        "flaws": verifying.flaws(checked.section.seals.all()),
    }
    return render(request, "volunteers/register_seals.html", context)


@audience(*READ_REGISTER)
@require_POST
def register_draw(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw the PDF to be signed."""
    checked = _whole_book_or_404(request, pk)
    try:
        seal = sealing.draw(checked.section, now=timezone.now())
    except RegisterError as error:
        messages.error(request, str(error))
        return redirect("volunteers:register_seals", pk=pk)
    return redirect("volunteers:register_seal", pk=seal.pk)


@audience(*READ_REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def register_seal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The steps: download, sign outside, hand in; once it is done, what is known of the signature."""
    seal = _seal_or_404(request, pk)
    form = DigitalSealForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            sealing.seal_digitally(seal, form.cleaned_data["signed"], by=request.user, now=timezone.now())
        except RegisterError as error:
            form.add_error("signed", str(error))
        else:
            messages.success(
                request, _("La firma e la marca temporale sono buone: il registro è chiuso fino a qui.")
            )
            return redirect("volunteers:register_seal", pk=pk)
    return _steps(request, seal, digital=form)


@audience(*READ_REGISTER)
@require_POST
def register_seal_paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand in the copy of what was signed by hand."""
    seal = _seal_or_404(request, pk)
    form = PaperSealForm(request.POST, request.FILES)
    if form.is_valid():
        cells = form.cleaned_data
        try:
            sealing.seal_on_paper(
                seal, cells["copy"], signer=cells["signer"], by=request.user, now=timezone.now()
            )
        except RegisterError as error:
            form.add_error("copy", str(error))
        else:
            messages.success(request, _("Copia conservata: l'originale tienilo nell'archivio."))
            return redirect("volunteers:register_seal", pk=pk)
    return _steps(request, seal, paper=form)


@audience(*READ_REGISTER)
@require_safe
def register_drawn(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The PDF as it was drawn, the same for ever."""
    seal = _seal_or_404(request, pk)
    try:
        content = sealing.content_of(seal)
    except RegisterError as error:
        messages.error(request, str(error))
        return redirect("volunteers:register_seal", pk=pk)
    _write_down(request, seal)
    return attached_bytes(content, name=seal.drawn.name, content_type=seal.drawn.content_type)


@audience(*READ_REGISTER)
@require_safe
def register_signed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The file that was handed in signed."""
    seal = _seal_or_404(request, pk)
    try:
        content = sealing.signed_of(seal)
    except RegisterError as error:
        messages.error(request, str(error))
        return redirect("volunteers:register_seal", pk=pk)
    if content is None:
        raise Http404
    _write_down(request, seal)
    return attached_bytes(content, name=seal.signed.name, content_type=seal.signed.content_type)


def _steps(
    request: HttpRequest,
    seal: RegisterSeal,
    *,
    digital: DigitalSealForm | None = None,
    paper: PaperSealForm | None = None,
) -> HttpResponse:
    context = {
        "seal": seal,
        "digest": bytes(seal.digest).hex(),
        "digital": digital or DigitalSealForm(),
        "paper": paper or PaperSealForm(),
    }
    return render(request, "volunteers/register_seal.html", context)


def _whole_book_or_404(request: HttpRequest, pk: int) -> Checked:
    if not has_whole_register(request.user):
        raise Http404
    return checked_or_404(pk)


def _seal_or_404(request: HttpRequest, pk: UUID) -> RegisterSeal:
    if not has_whole_register(request.user):
        raise Http404
    seals = RegisterSeal.objects.select_related(
        "section__register__organization", "section__seat", "drawn", "signed"
    )
    return get_object_or_404(seals, pk=pk)


def _write_down(request: HttpRequest, seal: RegisterSeal) -> None:
    access_log.record(
        reader=request.user,
        deed=AccessRecord.Deed.EXPORTED,
        subject=seal,
        rows=seal.last - seal.first + 1,
        page=request.path,
    )

"""Minutes go on: corrections asked and answered, shown, proposed, approved, signed, transcribed, published, corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from governance.forms.meetings import refuse
from governance.forms.minutes import AnswerForm, PaperForm, RemarkForm, SignForm
from governance.minutes import approving, drafting, remarks, saving, signing, stepping, transcribing
from governance.models import Minutes, MinutesRemark
from governance.pages import minutes as page
from governance.refusing import GovernanceError
from networking.access import audience

from .minutes import kept_or_404, minutes_or_404

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django import forms
    from django.http import HttpRequest, HttpResponse

FORM_METHODS = ["GET", "HEAD", "POST"]
STEPS: dict[str, tuple[Callable[..., Any], Any]] = {
    "mostra": (stepping.show, gettext_lazy("Chi c'era viene avvisato: può chiedere correzioni.")),
    "proponi": (stepping.propose, gettext_lazy("Proposto a chi presiede: adesso il testo non si scrive.")),
    "rimanda": (stepping.send_back, gettext_lazy("Il verbale torna in scrittura.")),
    "trascrivi": (transcribing.transcribe, gettext_lazy("Trascritto nel libro dei verbali.")),
    "pubblica": (transcribing.publish, gettext_lazy("Pubblicato: chiunque può leggere la copia per tutti.")),
}


@audience()
@require_POST
def minutes_step(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the step that was chosen; who presides may only send back."""
    name = request.POST.get("passo", "")
    minutes = _presided_or_404(request, pk) if name == "rimanda" else kept_or_404(request, pk)
    if name not in STEPS:
        messages.error(request, _("Scegli che cosa fare."))
        return redirect("governance:minutes", pk=pk)
    act, done = STEPS[name]
    try:
        act(minutes, now=timezone.now())
    except GovernanceError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, str(done))
    return redirect("governance:minutes", pk=pk)


@audience()
@require_http_methods(FORM_METHODS)
def minutes_approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Read once more, and approve: from then on nothing changes."""
    minutes = minutes_or_404(request, pk)
    person = getattr(request.user, "person", None)
    if not stepping.may_approve(minutes, person, now=timezone.now()):
        raise Http404
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        try:
            approving.approve(minutes, person, seen=int(seen) if seen.isdecimal() else 0, now=timezone.now())
        except GovernanceError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Approvato: da adesso il verbale non cambia più."))
        return redirect("governance:minutes", pk=pk)
    context = {"said": page.said_in(minutes)}
    return _page(request, "governance/minutes_approve.html", minutes, **context)


@audience()
@require_http_methods(FORM_METHODS)
def minutes_remark(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody who was there asks to correct something."""
    minutes = minutes_or_404(request, pk)
    person = getattr(request.user, "person", None)
    if not page.was_there(minutes, person):
        raise Http404
    form = RemarkForm(_typed(request), sections=saving.last_of(minutes).sections)
    if form.is_valid():
        try:
            remarks.ask(minutes, person, **form.cleaned_data, now=timezone.now())
        except GovernanceError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Correzione chiesta: chi verbalizza ti risponde."))
            return redirect("governance:minutes", pk=pk)
    return _page(request, "governance/minutes_remark.html", minutes, form=form)


@audience()
@require_POST
def remark_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer somebody who asked."""
    kept = Minutes.objects.kept_by(request.user)
    rows = MinutesRemark.objects.visible_to(request.user).filter(minutes__in=kept)
    remark = get_object_or_404(rows.select_related("minutes"), pk=pk)
    form = AnswerForm(request.POST, prefix=str(pk))
    if form.is_valid():
        try:
            remarks.answer(remark, **form.cleaned_data, now=timezone.now())
        except GovernanceError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Risposta scritta: chi l'ha chiesta viene avvisato."))
            return redirect("governance:minutes", pk=remark.minutes_id)
    context = {"remark": remark, "form": form}
    return _page(
        request, "governance/minutes_answer.html", kept_or_404(request, remark.minutes_id), **context
    )


@audience()
@require_http_methods(FORM_METHODS)
def minutes_sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The steps: download, sign outside, hand in."""
    minutes = kept_or_404(request, pk)
    form = SignForm(request.POST, request.FILES) if request.method == "POST" else SignForm()
    return _signed(
        request,
        minutes,
        "digital",
        form,
        lambda said: signing.sign(minutes, said["signed"], by=request.user, now=timezone.now()),
    )


@audience()
@require_POST
def minutes_sign_paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand in the copy of what was signed by hand."""
    minutes = kept_or_404(request, pk)
    form = PaperForm(request.POST, request.FILES)
    return _signed(
        request,
        minutes,
        "paper",
        form,
        lambda said: signing.sign_on_paper(
            minutes, said["copy"], signer=said["signer"], by=request.user, now=timezone.now()
        ),
    )


@audience()
@require_POST
def minutes_correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin an act that corrects what was approved."""
    minutes = kept_or_404(request, pk)
    try:
        made = drafting.correct(minutes, by=request.user, now=timezone.now())
    except GovernanceError as error:
        messages.error(request, str(error))
        return redirect("governance:minutes", pk=pk)
    return redirect("governance:minutes_write", pk=made.pk)


def _signed(
    request: HttpRequest,
    minutes: Minutes,
    which: str,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
) -> HttpResponse:
    if minutes.state != Minutes.State.APPROVED:
        messages.info(request, _("Si firma un verbale approvato, una volta sola."))
        return redirect("governance:minutes", pk=minutes.pk)
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except GovernanceError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Firma conservata: adesso si trascrive nel libro."))
            return redirect("governance:minutes", pk=minutes.pk)
    forms_shown = {"digital": SignForm(), "paper": PaperForm(), which: form}
    digest = bytes(minutes.whole_digest or b"").hex()
    return _page(request, "governance/minutes_sign.html", minutes, digest=digest, **forms_shown)


def _presided_or_404(request: HttpRequest, pk: UUID) -> Minutes:
    """One that the reader writes, or may approve."""
    minutes = minutes_or_404(request, pk)
    person = getattr(request.user, "person", None)
    is_kept = Minutes.objects.kept_by(request.user).filter(pk=pk).exists()
    if not is_kept and not stepping.may_approve(minutes, person, now=timezone.now()):
        raise Http404
    return minutes


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _page(request: HttpRequest, template: str, minutes: Minutes, **more: Any) -> HttpResponse:
    context = {"minutes": minutes, "meeting": minutes.meeting, "body": minutes.meeting.body, **more}
    return render(request, template, context)

"""To convene a body: write the meeting and its agenda, send it, change it, call it off, and see to whom it arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.convening import calling_off, changing, convening, drafting
from governance.forms.meetings import (
    CallOffForm,
    ChangeForm,
    DocumentForm,
    ItemForm,
    LateForm,
    MeetingForm,
    refuse,
)
from governance.models import AgendaItem, Body, Meeting
from governance.pages import meetings as page
from governance.refusing import GovernanceError
from networking import access_log
from networking.access import audience
from networking.models import AccessRecord
from networking.uploads import UploadRefusedError

if TYPE_CHECKING:
    from uuid import UUID

    from django import forms
    from django.http import HttpRequest, HttpResponse

FORM_METHODS = ["GET", "HEAD", "POST"]


@audience()
@require_http_methods(FORM_METHODS)
def meeting_new(request: HttpRequest, slug: str) -> HttpResponse:
    """A draft, with what was left over."""
    body = get_object_or_404(Body.objects.kept_by(request.user), slug=slug)
    form = MeetingForm(_typed(request))
    if form.is_valid():
        try:
            made = drafting.draft(body, wanted=form.cleaned_data)
        except GovernanceError as error:
            refuse(form, error)
        else:
            return redirect("governance:meeting", pk=made.pk)
    return render(request, "governance/meeting_form.html", {"body": body, "form": form})


@audience()
@require_http_methods(FORM_METHODS)
def meeting_write(request: HttpRequest, pk: UUID) -> HttpResponse:
    """When, where and how of a draft."""
    meeting = _kept_or_404(request, pk)
    initial = {name: getattr(meeting, name) for name in MeetingForm.base_fields}
    form = MeetingForm(_typed(request), initial=initial)
    if form.is_valid() and _done(form, lambda: drafting.write(meeting, wanted=form.cleaned_data)):
        messages.success(request, _("Riunione scritta."))
        return redirect("governance:meeting", pk=pk)
    return _page(request, "governance/meeting_form.html", meeting, form)


@audience()
@require_POST
def meeting_throw_away(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw a draft away."""
    meeting = _kept_or_404(request, pk)
    try:
        drafting.throw_away(meeting)
    except GovernanceError as error:
        messages.error(request, str(error))
        return redirect("governance:meeting", pk=pk)
    messages.success(request, _("La bozza è stata tolta."))
    return redirect("governance:body", slug=meeting.body.slug)


@audience()
@require_http_methods(FORM_METHODS)
def item_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new point, or with `?parte=` a part of one."""
    meeting = _kept_or_404(request, pk)
    parent = None
    if asked := request.GET.get("parte"):
        parent = next((each for each in drafting.items_of(meeting) if str(each.pk) == asked), None)
    form = ItemForm(_typed(request))
    if form.is_valid() and _done(
        form, lambda: drafting.add_item(meeting, wanted=form.wanted(), parent=parent)
    ):
        messages.success(request, _("Punto aggiunto."))
        return redirect("governance:meeting", pk=pk)
    return _page(request, "governance/item_form.html", meeting, form, parent=parent)


@audience()
@require_http_methods(FORM_METHODS)
def item_write(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A point of a draft."""
    item = _item_or_404(request, pk)
    form = ItemForm(_typed(request), instance=item)
    if form.is_valid() and _done(form, lambda: drafting.write_item(item, wanted=form.wanted())):
        messages.success(request, _("Punto scritto."))
        return redirect("governance:meeting", pk=item.meeting_id)
    return _page(request, "governance/item_form.html", item.meeting, form, item=item)


@audience()
@require_POST
def item_move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One place up, or down."""
    item = _item_or_404(request, pk)
    return _told(
        request,
        item,
        lambda: drafting.move_item(item, up=request.POST.get("verso") == "su"),
        _("Punto spostato."),
    )


@audience()
@require_POST
def item_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Off the draft."""
    item = _item_or_404(request, pk)
    return _told(request, item, lambda: drafting.remove_item(item), _("Punto tolto."))


@audience()
@require_http_methods(FORM_METHODS)
def item_document(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A paper for a point."""
    item = _item_or_404(request, pk)
    form = DocumentForm(_typed(request), request.FILES)
    if form.is_valid():
        try:
            drafting.add_document(item, **form.cleaned_data, by=request.user, now=timezone.now())
        except GovernanceError as error:
            refuse(form, error)
        except UploadRefusedError as error:
            form.add_error("upload", str(error))
        else:
            messages.success(request, _("Documento aggiunto."))
            return redirect("governance:meeting", pk=item.meeting_id)
    return _page(request, "governance/item_document.html", item.meeting, form, item=item)


@audience()
@require_http_methods(FORM_METHODS)
def meeting_convene(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Freeze it and tell everybody."""
    meeting, now = _kept_or_404(request, pk), timezone.now()
    form = LateForm(_typed(request))
    if form.is_valid():
        because = form.cleaned_data["late_because"]
        if _done(form, lambda: convening.convene(meeting, because=because, by=request.user, now=now)):
            messages.success(request, _("Riunione convocata: gli avvisi stanno partendo."))
            return redirect("governance:meeting_proof", pk=pk)
    said = page.last_day_to_convene(meeting, now=now)
    sheet = page.sheet(request.user, meeting, now=now)
    return _page(request, "governance/meeting_convene.html", meeting, form, said=said, sheet=sheet)


@audience()
@require_http_methods(FORM_METHODS)
def meeting_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change what was convened, and tell everybody again."""
    meeting = _kept_or_404(request, pk)
    initial = {name: getattr(meeting, name) for name in changing.WHEN_AND_WHERE}
    form = ChangeForm(_typed(request), items=drafting.items_of(meeting), initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        asked = changing.Change(
            wanted={name: said[name] for name in changing.WHEN_AND_WHERE},
            dropped=frozenset(each.pk for each in said["dropped"]),
            added=form.added(),
            because=said["late_because"],
        )
        if _done(form, lambda: changing.change(meeting, asked, by=request.user, now=timezone.now())):
            messages.success(request, _("Riunione cambiata: chi era convocato viene avvisato."))
            return redirect("governance:meeting_proof", pk=pk)
    return _page(request, "governance/meeting_change.html", meeting, form)


@audience()
@require_http_methods(FORM_METHODS)
def meeting_call_off(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call it off, and tell everybody."""
    meeting = _kept_or_404(request, pk)
    form = CallOffForm(_typed(request))
    if form.is_valid():
        because = form.cleaned_data["because"]
        if _done(
            form,
            lambda: calling_off.call_off(meeting, because=because, by=request.user, now=timezone.now()),
        ):
            messages.success(request, _("Riunione annullata: chi era convocato viene avvisato."))
            return redirect("governance:meeting", pk=pk)
    return _page(request, "governance/meeting_call_off.html", meeting, form)


@audience()
@require_safe
def meeting_proof(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To whom each notice arrived, and who answered what."""
    meeting = _kept_or_404(request, pk)
    proofs = page.proofs(request.user, meeting)
    access_log.record(
        reader=request.user,
        deed=AccessRecord.Deed.LISTED,
        subject=Meeting,
        rows=len(proofs.summonses),
        page=request.path,
    )
    return render(
        request, "governance/meeting_proof.html", {"meeting": meeting, "body": meeting.body, "proofs": proofs}
    )


def _typed(request: HttpRequest) -> Any:
    """What was sent, also nothing at all; None where nothing was sent."""
    return request.POST if request.method == "POST" else None


def _done(form: forms.BaseForm, act: Any) -> bool:
    """Whether `act` was done; what it refuses is said in the form."""
    try:
        act()
    except GovernanceError as error:
        refuse(form, error)  # type: ignore[arg-type]
        return False
    return True


def _told(request: HttpRequest, item: AgendaItem, act: Any, said: str) -> HttpResponse:
    try:
        act()
    except GovernanceError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect("governance:meeting", pk=item.meeting_id)


def _page(
    request: HttpRequest, template: str, meeting: Meeting, form: forms.BaseForm, **more: Any
) -> HttpResponse:
    return render(request, template, {"meeting": meeting, "body": meeting.body, "form": form, **more})


def _kept_or_404(request: HttpRequest, pk: UUID) -> Meeting:
    kept = Meeting.objects.kept_by(request.user).select_related("body", "rule")
    found: Meeting = get_object_or_404(kept, pk=pk)
    return found


def _item_or_404(request: HttpRequest, pk: UUID) -> AgendaItem:
    items = AgendaItem.objects.visible_to(request.user).select_related("meeting__body")
    kept = Meeting.objects.kept_by(request.user)
    found: AgendaItem = get_object_or_404(items.filter(meeting__in=kept), pk=pk)
    return found

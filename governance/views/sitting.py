"""A sitting as who keeps it runs it: begin, end, who comes and goes, who steps aside, who votes for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.forms.meetings import refuse
from governance.forms.sitting import BeginForm, EnterForm, ProxyForm, RecuseForm
from governance.models import AgendaItem, Meeting, Presence, Proxy
from governance.pages import sitting as page
from governance.refusing import GovernanceError
from governance.sitting import coming, holding
from governance.sitting import proxies as acts
from networking import access_log
from networking.access import audience
from networking.models import AccessRecord
from networking.uploads import UploadRefusedError
from networking.views.files import attached

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django import forms
    from django.http import HttpRequest, HttpResponse


@audience()
@require_safe
def sitting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who is there, whether one may vote, and what is being voted."""
    return show(request, kept_or_404(request, pk))


@audience()
@require_POST
def sitting_begin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open it."""
    meeting, now = kept_or_404(request, pk), timezone.now()
    form = BeginForm(request.POST, people=page.people_of(meeting))
    return _deed(
        request,
        meeting,
        "begin",
        form,
        (lambda said: holding.begin(meeting, **said, now=now), _("Riunione aperta.")),
    )


@audience()
@require_POST
def sitting_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close it."""
    meeting = kept_or_404(request, pk)
    return tried(request, meeting, lambda: holding.end(meeting, now=timezone.now()), _("Riunione conclusa."))


@audience()
@require_POST
def sitting_enter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody comes in."""
    meeting, now = kept_or_404(request, pk), timezone.now()
    form = EnterForm(request.POST, people=page.people_of(meeting))
    return _deed(
        request,
        meeting,
        "enter",
        form,
        (lambda said: coming.enter(meeting, **said, now=now), _("Entrata scritta.")),
    )


@audience()
@require_POST
def sitting_leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody goes out."""
    kept = Presence.objects.filter(meeting__in=Meeting.objects.kept_by(request.user))
    presence = get_object_or_404(kept.scoped().select_related("meeting__body", "meeting__rule"), pk=pk)
    return tried(
        request,
        presence.meeting,
        lambda: coming.leave(presence, now=timezone.now()),
        _("Uscita scritta: %(name)s.") % {"name": presence.name},
    )


@audience()
@require_POST
def sitting_recuse(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody does not vote on a point."""
    meeting, now = kept_or_404(request, pk), timezone.now()
    items = AgendaItem.objects.visible_to(request.user).filter(meeting=meeting).select_related("meeting")
    form = RecuseForm(request.POST, people=page.people_of(meeting), items=items)
    return _deed(
        request,
        meeting,
        "recuse",
        form,
        (lambda said: coming.recuse(**said, now=now), _("Astensione scritta.")),
    )


@audience()
@require_http_methods(["GET", "HEAD", "POST"])
def proxies(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who votes for whom; one more, with its paper."""
    meeting, now = kept_or_404(request, pk), timezone.now()
    sent = request.method == "POST"
    people = page.people_of(meeting)
    form = ProxyForm(request.POST, request.FILES, people=people) if sent else ProxyForm(people=people)
    if sent and form.is_valid():
        try:
            acts.give_on_paper(meeting, **form.cleaned_data, by=request.user, now=now)
        except GovernanceError as error:
            refuse(form, error)
        except UploadRefusedError as error:
            form.add_error("upload", str(error))
        else:
            messages.success(request, _("Delega scritta."))
            return redirect("governance:proxies", pk=pk)
    return render(request, "governance/proxies.html", page.proxies(request.user, meeting, typed=form))


@audience()
@require_POST
def proxy_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It holds no more."""
    kept = Proxy.objects.filter(meeting__in=Meeting.objects.kept_by(request.user))
    proxy = get_object_or_404(kept.scoped().select_related("meeting"), pk=pk)
    try:
        acts.withdraw(proxy, now=timezone.now())
    except GovernanceError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("La delega non vale più."))
    return redirect("governance:proxies", pk=proxy.meeting_id)


@audience()
@require_safe
def proxy_document(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The paper of a proxy: of who gave it, who holds it, who keeps the books."""
    rows = Proxy.objects.visible_to(request.user).select_related("document")
    proxy = get_object_or_404(rows, pk=pk, document__isnull=False)
    access_log.record(
        reader=request.user, deed=AccessRecord.Deed.LISTED, subject=Proxy, rows=1, page=request.path
    )
    return attached(proxy.document.file, name=proxy.document.name, content_type=proxy.document.content_type)


def kept_or_404(request: HttpRequest, pk: UUID) -> Meeting:
    """One that the reader keeps, once it is convened."""
    rows = Meeting.objects.kept_by(request.user).exclude(state=Meeting.State.DRAFT)
    found: Meeting = get_object_or_404(rows.select_related("body", "rule"), pk=pk)
    return found


def show(request: HttpRequest, meeting: Meeting, **typed: forms.Form) -> HttpResponse:
    """The page of a sitting; `typed` has the form that was refused."""
    board = page.board(request.user, meeting, now=timezone.now(), typed=typed)
    return render(
        request, "governance/sitting.html", {"board": board, "meeting": meeting, "body": meeting.body}
    )


def tried(request: HttpRequest, meeting: Meeting, act: Callable[[], Any], done: str) -> HttpResponse:
    """Do it, say how it went, and go back to the sitting."""
    try:
        act()
    except GovernanceError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("governance:sitting", pk=meeting.pk)


def _deed(
    request: HttpRequest,
    meeting: Meeting,
    name: str,
    form: forms.Form,
    deed: tuple[Callable[[dict[str, Any]], Any], str],
) -> HttpResponse:
    """Do what the form says, or show it again with what is wrong; a deed is an act and what is said of it, done."""
    act, done = deed
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except GovernanceError as error:
            refuse(form, error)
        else:
            messages.success(request, done)
            return redirect("governance:sitting", pk=meeting.pk)
    return show(request, meeting, **{name: form})

"""A meeting as its people read it: the bodies, the meetings of one, its papers, and whether one comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from governance.convening import answering
from governance.forms.meetings import ReplyForm, refuse
from governance.models import AgendaDocument, Body, Meeting, Summons
from governance.pages import bodies as public
from governance.pages import meetings as page
from governance.refusing import GovernanceError
from networking.access import audience
from networking.views.files import attached

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@login_not_required
@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """The bodies, who sits in them, and which comuni are there."""
    context = {"sheets": public.sheets(timezone.localdate()), "joined": page.joined(request.user)}
    return render(request, "governance/bodies.html", context)


@audience()
@require_safe
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """The meetings of a body of one's own."""
    found = get_object_or_404(Body.objects.joined_by(request.user), slug=slug)
    context = {
        "body": found,
        "meetings": page.meetings_of(request.user, found),
        "may_keep": Body.objects.kept_by(request.user).filter(pk=found.pk).exists(),
    }
    return render(request, "governance/body.html", context)


@audience()
@require_safe
def meeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One meeting, its agenda, and the answers that are one's own to give."""
    found = meeting_or_404(request, pk)
    sheet = page.sheet(request.user, found, now=timezone.now())
    return render(request, "governance/meeting.html", {"sheet": sheet})


@audience()
@require_POST
def meeting_reply(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whether one comes: one's own answer, or of who answers through them."""
    now = timezone.now()
    mine = Summons.objects.answered_by(request.user, timezone.localdate(now))
    summons = get_object_or_404(mine.select_related("meeting__rule", "meeting__body"), pk=pk)
    form = ReplyForm(request.POST, summons=summons, meeting=summons.meeting)
    if form.is_valid():
        try:
            answering.answer(summons, form.cleaned_data["reply"], by=request.user, now=now)
        except GovernanceError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Risposta scritta: grazie."))
            return redirect("governance:meeting", pk=summons.meeting_id)
    messages.error(request, " ".join(str(each) for errors in form.errors.values() for each in errors))
    return redirect("governance:meeting", pk=summons.meeting_id)


@audience()
@require_safe
def meeting_document(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A paper of a meeting one may see."""
    papers = AgendaDocument.objects.visible_to(request.user).select_related("file")
    document = get_object_or_404(papers, pk=pk)
    file = document.file
    return attached(file.file, name=file.name, content_type=file.content_type)


def meeting_or_404(request: HttpRequest, pk: UUID) -> Meeting:
    """One that the reader may see."""
    found: Meeting = get_object_or_404(
        Meeting.objects.visible_to(request.user).select_related("body", "rule"), pk=pk
    )
    return found

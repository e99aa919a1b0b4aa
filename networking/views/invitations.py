"""A further guardian: invited from the family's page, and what they see who follow the link or type the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from networking import inviting, limits
from networking.access import audience
from networking.family_forms import CodeForm, InvitationForm, JoiningForm
from networking.models import GuardianInvitation

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

GONE, UNKNOWN, TOO_MANY = 410, 404, 429


@audience()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Ask somebody else to answer too; a code is shown this once."""
    now = timezone.now()
    ties = inviting.may_invite_for(request.user, now=now)
    form = InvitationForm(request.POST or None, ties=ties)
    code = ""
    if form.is_valid():
        if limits.is_exceeded(request, "guardian_invitation"):
            return render(request, "429.html", status=TOO_MANY)
        code = _send(request, form)
        if not code and not form.errors:
            return redirect("networking:invite")
    sent = GuardianInvitation.objects.visible_to(request.user).open(now)
    context = {"form": form, "ties": ties, "code": code, "sent": sent}
    return render(request, "networking/family_invite.html", context)


@audience()
@require_POST
def invitation_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back an invitation one has sent."""
    sent = get_object_or_404(GuardianInvitation.objects.visible_to(request.user), pk=pk)
    if inviting.withdraw(sent, now=timezone.now()):
        messages.success(request, _("L'invito non vale più."))
    return redirect("networking:invite")


@audience()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_code(request: HttpRequest) -> HttpResponse:
    """Type the code one was handed."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        return redirect("networking:invitation", token=form.cleaned_data["code"])
    return render(request, "networking/invitation_code.html", {"form": form})


@audience()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites and for whom, by first name; accepting is a POST. What can no longer be accepted says why."""
    found, now = inviting.found_by(token), timezone.now()
    if found is None:
        if limits.is_exceeded(request, "guardian_invitation_unknown"):
            return render(request, "429.html", status=TOO_MANY)
        return _page(request, status=UNKNOWN, trouble="unknown")
    if trouble := inviting.trouble_of(found, now=now):
        return _page(request, status=GONE, trouble=trouble.value)
    if refusal := inviting.refusal_for(found, request.user):
        return _page(request, refusal=refusal)
    form = JoiningForm(
        request.POST if request.method == "POST" else None, own=getattr(request.user, "person", None)
    )
    if form.is_valid() and _join(request, token, form):
        return redirect("networking:family_home")
    return _page(request, form=form, invitation=found, children=inviting.children_of(found))


def _page(request: HttpRequest, *, status: int = 200, **context: object) -> HttpResponse:
    # No «no-referrer» here: a browser would send «Origin: null» with the button, and the form be refused. What the
    # portal says everywhere («same-origin») tells the address to nobody else.
    return render(request, "networking/invitation.html", context, status=status)


def _send(request: HttpRequest, form: InvitationForm) -> str:
    """The code to hand over; empty where a mail went, or where the form says why not."""
    try:
        _made, token = inviting.invite(form.chosen, email=form.address, now=timezone.now())
    except inviting.InvitationError as error:
        form.add_error(None, str(error))
        return ""
    if form.address:
        messages.success(request, _("Abbiamo scritto a %(email)s.") % {"email": form.address})
        return ""
    return token


def _join(request: HttpRequest, token: str, form: JoiningForm) -> bool:
    """Whether they answer from now on; the reason stands in the form when not."""
    try:
        children = inviting.accept(token, by=request.user, newcomer=form.newcomer, now=timezone.now())
    except inviting.InvitationError as error:
        form.add_error(None, str(error))
        return False
    names = ", ".join(child.given_name for child in children)
    messages.success(request, _("Da oggi rispondi anche tu per %(names)s.") % {"names": names})
    return True

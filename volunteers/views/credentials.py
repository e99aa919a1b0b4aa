"""«Le mie abilitazioni»; and for who coordinates, the page on which they are written, verified and revoked."""

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
from networking.accrediting import AccreditingError
from networking.models import AccessRecord, Credential
from volunteers import telling_what, telling_when
from volunteers.credentials import changing
from volunteers.forms.credentials import EvidenceForm, GrantForm, PaidWorkForm
from volunteers.forms.turns import WhyForm
from volunteers.models import COORDINATE, Volunteer
from volunteers.pages import credentials as page

if TYPE_CHECKING:
    from uuid import UUID

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse


@audience()
@require_safe
def credentials(request: HttpRequest) -> HttpResponse:
    """What one has, until when, and what is missing for which help. One's own, and nobody else's."""
    volunteer = telling_when.own(request.user)
    if volunteer is None:
        raise Http404
    mine = page.credentials_of(volunteer, now=timezone.now(), is_own=True)
    return render(request, "volunteers/credentials.html", {"mine": mine})


@audience(*COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def credentials_of(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What a volunteer has, its history, and the form for a new one."""
    volunteer = _read_or_404(request, pk)
    now = timezone.now()
    form = GrantForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            made = changing.grant(
                volunteer, by=request.user, now=now, today=timezone.localdate(now), **form.cleaned_data
            )
        except AccreditingError as error:
            form.add_error(None, str(error))
        else:
            waits = _("Scritta: vale quando una seconda persona la verifica.")
            messages.success(request, _("Scritta: vale da subito.") if made.granted_on else waits)
            return redirect("volunteers:credentials_of", pk=pk)
    theirs = page.credentials_of(volunteer, now=now, is_own=False)
    return render(request, "volunteers/credentials_of.html", {"theirs": theirs, "form": form})


@audience(*COORDINATE)
@require_POST
def credential_verify(request: HttpRequest, pk: UUID, credential: UUID) -> HttpResponse:
    """A second person says that it is so."""
    volunteer = _theirs_or_404(request, pk)
    try:
        changing.verify(volunteer, credential, by=request.user, now=timezone.now())
    except Credential.DoesNotExist as missing:
        raise Http404 from missing
    except AccreditingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Verificata: da ora vale."))
    return redirect("volunteers:credentials_of", pk=pk)


@audience(*COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def credential_revoke(request: HttpRequest, pk: UUID, credential: UUID) -> HttpResponse:
    """Revoke one, saying why; the turns that ask for it are suspended at once."""
    volunteer = _read_or_404(request, pk)
    row = page.one_of(volunteer, credential)
    if row is None:
        raise Http404
    form = WhyForm(request.POST or None)
    if form.is_valid():
        try:
            because = form.cleaned_data["because"]
            changing.revoke(volunteer, credential, by=request.user, because=because, now=timezone.now())
        except AccreditingError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Revocata. I turni che la chiedono sono sospesi, e chi serve lo sa."))
        return redirect("volunteers:credentials_of", pk=pk)
    context = {"volunteer": volunteer, "row": row, "form": form}
    return render(request, "volunteers/credential_revoke.html", context)


@audience(*COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def paid_work(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whom the ente pays is not its volunteer meanwhile."""
    volunteer = _read_or_404(request, pk)
    form = PaidWorkForm(request.POST or None, volunteer=volunteer)
    if form.is_valid():
        try:
            changing.write_paid_work(volunteer, by=request.user, now=timezone.now(), **form.cleaned_data)
        except AccreditingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Salvato."))
            return redirect("volunteers:credentials_of", pk=pk)
    return _form(request, "volunteers/paid_work.html", volunteer, form)


@audience(*COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How we know what somebody can do."""
    volunteer = _read_or_404(request, pk)
    skills, languages = page.told_by(volunteer)
    form = EvidenceForm(request.POST or None, skills=skills, languages=languages)
    if form.is_valid():
        telling_what.know(volunteer, **form.said())
        messages.success(request, _("Salvato."))
        return redirect("volunteers:credentials_of", pk=pk)
    return _form(request, "volunteers/evidence.html", volunteer, form)


def _form(request: HttpRequest, template: str, volunteer: Volunteer, form: Form) -> HttpResponse:
    return render(request, template, {"volunteer": volunteer, "form": form})


def _theirs_or_404(request: HttpRequest, pk: UUID) -> Volunteer:
    people = Volunteer.objects.coordinated_by(request.user).select_related("person__comune")
    return get_object_or_404(people, pk=pk)


def _read_or_404(request: HttpRequest, pk: UUID) -> Volunteer:
    """The volunteer `pk`; that somebody read of them is written down."""
    volunteer = _theirs_or_404(request, pk)
    access_log.record(
        reader=request.user, deed=AccessRecord.Deed.READ, subject=volunteer.person, page=request.path
    )
    return volunteer

"""To write minutes: begin, save over what one had before one's eyes, choose what is not for everybody, go back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.forms.meetings import refuse
from governance.forms.minutes import HideForm, WriteForm
from governance.minutes import drafting, saving, texts
from governance.minutes.saving import MeanwhileError
from governance.models import Meeting, Minutes, MinutesVersion
from governance.pages import minutes as page
from governance.refusing import GovernanceError
from networking.access import audience

from .minutes import kept_or_404

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

FORM_METHODS = ["GET", "HEAD", "POST"]


@audience()
@require_POST
def minutes_begin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin the minutes of a meeting, or open those that there are."""
    meeting = get_object_or_404(Meeting.objects.kept_by(request.user).select_related("body"), pk=pk)
    found = Minutes.objects.kept_by(request.user).filter(meeting=meeting, corrects=None).first()
    if found is None:
        try:
            found = drafting.begin(meeting, by=request.user, now=timezone.now())
        except GovernanceError as error:
            messages.error(request, str(error))
            return redirect("governance:meeting", pk=pk)
    return redirect(
        "governance:minutes_write" if found.state in Minutes.WRITTEN else "governance:minutes", pk=found.pk
    )


@audience()
@require_http_methods(FORM_METHODS)
def minutes_write(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write their words; where somebody wrote the same part meanwhile, both are shown and nothing is lost."""
    minutes = kept_or_404(request, pk)
    last = _shown(request, minutes)
    form = WriteForm(_typed(request), sections=last.sections, based_on=minutes.last_version)
    if form.is_valid():
        based_on = _based_on(form, minutes)
        try:
            saved = saving.save(minutes, form.words(), based_on=based_on, by=request.user, now=timezone.now())
        except MeanwhileError as meanwhile:
            return _conflict(request, minutes, form, meanwhile)
        except GovernanceError as error:
            refuse(form, error)
        else:
            _say_saved(request, saved, based_on)
            return redirect("governance:minutes", pk=pk)
    return _page(request, "governance/minutes_write.html", minutes, form=form)


@audience()
@require_http_methods(FORM_METHODS)
def minutes_hide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose which paragraphs everybody does not read."""
    minutes = kept_or_404(request, pk)
    last = _shown(request, minutes)
    form = HideForm(_typed(request), sections=last.sections, based_on=last.number)
    if form.is_valid():
        based_on = _based_on(form, minutes)
        try:
            saving.hide(minutes, form.places(), based_on=based_on, by=request.user, now=timezone.now())
        except MeanwhileError:
            messages.error(
                request,
                _("Nel frattempo un'altra persona ha cambiato il testo: rileggilo e scegli di nuovo."),
            )
            return redirect("governance:minutes_hide", pk=pk)
        except GovernanceError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Scritto: quei paragrafi non si leggono nella copia per tutti."))
            return redirect("governance:minutes", pk=pk)
    return _page(request, "governance/minutes_hide.html", minutes, form=form)


@audience()
@require_safe
def minutes_versions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All that was saved; and what changed from one version to another (`?da=2&a=5`)."""
    minutes = kept_or_404(request, pk)
    versions = page.versions(request.user, minutes)
    newer = _asked(request, "a", minutes.last_version, minutes)
    older = _asked(request, "da", max(newer - 1, 1), minutes)
    differences = page.compared(minutes, older, newer)
    return _page(
        request,
        "governance/minutes_versions.html",
        minutes,
        versions=versions,
        older=older,
        newer=newer,
        differences=differences,
    )


@audience()
@require_POST
def minutes_restore(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Take up again what was in a version: it becomes one more, and those in between stay."""
    minutes = kept_or_404(request, pk)
    get_object_or_404(MinutesVersion.objects.visible_to(request.user), minutes=minutes, number=number)
    try:
        saving.restore(minutes, number, based_on=minutes.last_version, by=request.user, now=timezone.now())
    except (GovernanceError, MeanwhileError) as error:
        refused = isinstance(error, GovernanceError)
        messages.error(
            request,
            str(error) if refused else _("Nel frattempo un'altra persona ha scritto: guarda che cosa."),
        )
    else:
        messages.success(request, _("Ripresa la versione %(number)s.") % {"number": number})
    return redirect("governance:minutes_versions", pk=pk)


def _conflict(
    request: HttpRequest, minutes: Minutes, form: WriteForm, meanwhile: MeanwhileError
) -> HttpResponse:
    """Both side by side; what one typed is in the cells still, and saving again writes it over theirs."""
    theirs = meanwhile.theirs
    again = WriteForm(
        request.POST.copy() | {"based_on": str(theirs.number)},
        sections=theirs.sections,
        based_on=theirs.number,
    )
    again.is_valid()
    mine = {each["key"]: each for each in meanwhile.mine}
    base = {each["key"]: each for each in saving.numbered(minutes, form.cleaned_data["based_on"]).sections}
    clashes = [
        (texts.shown(each), again[each["key"]], each["heading"])
        for each in theirs.sections
        if each != base.get(each["key"]) and mine.get(each["key"]) not in (each, base.get(each["key"]))
    ]
    return _page(
        request,
        "governance/minutes_conflict.html",
        minutes,
        status=409,
        form=again,
        theirs=theirs,
        clashes=clashes,
        clashing=[cell.name for _now, cell, _heading in clashes],
    )


def _say_saved(request: HttpRequest, saved: MinutesVersion, based_on: int) -> None:
    if saved.number > based_on + 1:
        messages.success(
            request,
            _("Salvato. Nel frattempo un'altra persona aveva scritto in altre parti: ci sono tutte e due."),
        )
    else:
        messages.success(request, _("Salvato: versione %(number)s.") % {"number": saved.number})


def _shown(request: HttpRequest, minutes: Minutes) -> MinutesVersion:
    """The version that was on the screen of who writes; of who only looks, the last."""
    number = request.POST.get("based_on", "")
    is_known = number.isdecimal() and 1 <= int(number) <= minutes.last_version
    return saving.numbered(minutes, int(number)) if is_known else saving.last_of(minutes)


def _based_on(form: WriteForm | HideForm, minutes: Minutes) -> int:
    based_on: int = min(form.cleaned_data["based_on"], minutes.last_version)
    return based_on


def _asked(request: HttpRequest, name: str, otherwise: int, minutes: Minutes) -> int:
    said = request.GET.get(name, "")
    return int(said) if said.isdecimal() and 1 <= int(said) <= minutes.last_version else otherwise


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _page(
    request: HttpRequest, template: str, minutes: Minutes, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"minutes": minutes, "meeting": minutes.meeting, "body": minutes.meeting.body, **more}
    return render(request, template, context, status=status)

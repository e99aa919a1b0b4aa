"""Hours for who coordinates: confirm them, one by one or together; say them for who telephones; who could not come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from networking import access_log
from networking.access import audience
from networking.models import AccessRecord
from volunteers.forms.coordination import WhereForm
from volunteers.forms.hours import ConfirmForm
from volunteers.hours import declaring, missing, validating
from volunteers.hours.refusing import HoursError
from volunteers.models import COORDINATE, Volunteer
from volunteers.pages import hours as page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

DONE = {
    "conferma": gettext_lazy("Ore confermate."),
    "scrivi": gettext_lazy("Scritte: le conferma un'altra persona."),
    "rivedi": gettext_lazy("Glielo diciamo subito."),
    "assente": gettext_lazy("Segnato: non è potuta o potuto venire."),
}


@audience(*COORDINATE)
@require_safe
def hours_desk(request: HttpRequest) -> HttpResponse:
    """The hours that wait in one's own territory."""
    where = WhereForm(request.GET, scope=request.user.scope(*COORDINATE))
    desk = page.desk(request.user, now=timezone.now(), comuni=where.chosen())
    people = len(desk.to_confirm) + len(desk.unsaid)
    access_log.record(
        reader=request.user, deed=AccessRecord.Deed.LISTED, subject=Volunteer, rows=people, page=request.path
    )
    return render(request, "volunteers/hours_desk.html", {"desk": desk, "where": where})


@audience(*COORDINATE)
@require_POST
def hours_confirm_many(request: HttpRequest) -> HttpResponse:
    """Confirm those that were ticked, as they were said: all of them or none."""
    ticked = {pk for pk in map(_uuid, request.POST.getlist("turni")) if pk}
    mine = set(page.followed(request.user).filter(pk__in=ticked).values_list("pk", flat=True))
    if not mine:
        messages.error(request, _("Scegli almeno un turno."))
        return redirect("volunteers:hours_desk")
    try:
        count = validating.confirm_many(mine, by=request.user, now=timezone.now())
    except HoursError as error:
        messages.error(request, _("Non ne abbiamo confermata nessuna. {why}").format(why=error))
    else:
        said = ngettext(
            "Confermate le ore di %(count)d turno.", "Confermate le ore di %(count)d turni.", count
        )
        messages.success(request, said % {"count": count})
    return redirect("volunteers:hours_desk")


@audience(*COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def hours_of(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One turn of one volunteer: say, confirm, correct, ask again, or write that they could not come."""
    said = page.said(get_object_or_404(page.followed(request.user), pk=pk))
    form = ConfirmForm(request.POST or None, said=said.declared)
    if request.method == "POST" and (form.is_valid() or request.POST.get("atto") == "assente"):
        try:
            _do(request.POST.get("atto", ""), said, form, request)
        except HoursError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, str(DONE.get(request.POST.get("atto", ""), _("Fatto."))))
            return redirect("volunteers:hours_desk")
    access_log.record(
        reader=request.user, deed=AccessRecord.Deed.READ, subject=said.row.volunteer, page=request.path
    )
    return render(request, "volunteers/hours_of.html", {"said": said, "form": form})


def _do(act: str, said: page.Said, form: ConfirmForm, request: HttpRequest) -> None:
    """What was pressed. Raises HoursError."""
    who: dict[str, Any] = {"by": request.user, "now": timezone.now()}
    words = form.cleaned_data.get("words", "") if form.is_valid() else request.POST.get("words", "")[:200]
    pk = said.row.pk
    if act == "conferma":
        validating.confirm(pk, minutes=form.total(), words=words, **who)
    elif act == "scrivi":
        declaring.declare(pk, minutes=form.total(), on_behalf=True, **who)
    elif act == "rivedi":
        validating.dispute(pk, words=words, **who)
    elif act == "assente":
        missing.could_not_come(pk, because=words, **who)
    else:
        raise HoursError(_("Scegli che cosa fare."))


def _uuid(words: str) -> UUID | None:
    try:
        return UUID(words)
    except ValueError:
        return None

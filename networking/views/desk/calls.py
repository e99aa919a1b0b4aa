"""The call list: who waits to be told by telephone, one call at a time, and how it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from networking import access_log
from networking.access import audience
from networking.call_forms import CallOutcomeForm
from networking.models import AccessRecord, NoticeTry, Person
from networking.models.persons import FOLLOW_PEOPLE
from networking.outbox import call_outcomes
from networking.outbox import calls as calling
from networking.outbox.hours import is_quiet

from .people import person_or_404

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from networking.models import Notice

PER_PAGE = 25
NOW, LATER, LONG = "", "piu-tardi", "da-tempo"
LISTS = {NOW: calling.to_call, LATER: calling.for_later, LONG: calling.waiting_long}


@audience(*FOLLOW_PEOPLE)
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """Whom to call, the most pressing first."""
    now = timezone.now()
    only = request.GET.get("solo", NOW)
    waiting = LISTS.get(only, calling.to_call)(request.user, now=now)
    page = Paginator(calling.by_person(waiting), PER_PAGE).get_page(request.GET.get("pagina"))
    if page.object_list:
        access_log.record(
            reader=request.user,
            deed=AccessRecord.Deed.LISTED,
            subject=Person,
            rows=len(page.object_list),
            page=request.path,
        )
    context = {
        "page": page,
        "rows": calling.rows_of(page.object_list, now=now),
        "only": only if only in LISTS else NOW,
        "is_quiet": is_quiet(now),
        "last": _undoable(request),
        "today": timezone.localdate(),
        "paging_url": f"?solo={only}&" if only in (LATER, LONG) else "?",
    }
    return render(request, "networking/desk_calls.html", context)


@audience(*FOLLOW_PEOPLE)
@require_POST
def call_begin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """I call this person now: nobody else does for a quarter of an hour."""
    person = person_or_404(request.user, pk)
    try:
        calling.begin(person, by=request.user, now=timezone.now())
    except calling.QuietHoursError:
        messages.error(request, _("Si telefona dalle 8 alle 20: a quest'ora non si chiama nessuno."))
    except calling.SomebodyIsCallingError as busy:
        told = _("%(person)s: sta già chiamando %(caller)s, fino alle %(until)s.")
        until = f"{localtime(busy.until):%H:%M}"
        messages.error(request, told % {"person": person, "caller": busy.caller, "until": until})
    except calling.NothingToSayError:
        messages.info(request, _("%(person)s: al telefono non c'è più niente da dire.") % {"person": person})
    else:
        return redirect("networking:desk_call", pk=person.pk)
    return redirect("networking:desk_calls")


@audience(*FOLLOW_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What to say to somebody I am calling, and how it went."""
    person = person_or_404(request.user, pk)
    now = timezone.now()
    notices = calling.held_by(request.user, person)
    if not notices:
        messages.info(request, _("%(person)s: questa chiamata non è più tua.") % {"person": person})
        return redirect("networking:desk_calls")
    access_log.record(reader=request.user, deed=AccessRecord.Deed.READ, subject=person, page=request.path)
    form = CallOutcomeForm(
        request.POST or None, notices=notices, now=now, initial={"holder": notices[0].holder}
    )
    if form.is_valid():
        return _record(request, person, form)
    return _call_page(request, person, notices, form)


def _record(request: HttpRequest, person: Person, form: CallOutcomeForm) -> HttpResponse:
    typed = form.cleaned_data
    made = call_outcomes.Call(person, typed["holder"], request.user)
    try:
        call_outcomes.record(made, typed["outcome"], now=timezone.now(), again_at=typed.get("again_at"))
    except call_outcomes.CallLostError:
        messages.error(request, _("%(person)s: questa chiamata non è più tua.") % {"person": person})
    else:
        outcome = NoticeTry.Outcome(typed["outcome"]).label
        messages.success(request, _("%(person)s: %(outcome)s.") % {"person": person, "outcome": outcome})
    return redirect("networking:desk_calls")


def _call_page(
    request: HttpRequest, person: Person, notices: list[Notice], form: CallOutcomeForm
) -> HttpResponse:
    context = {
        "person": person,
        "notices": notices,
        "form": form,
        "until": notices[0].lease_until,
        "today": timezone.localdate(),
    }
    return render(request, "networking/desk_call.html", context)


@audience(*FOLLOW_PEOPLE)
@require_POST
def call_leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    """I do not call them after all."""
    person = person_or_404(request.user, pk)
    calling.leave(person, by=request.user)
    messages.success(request, _("%(person)s è di nuovo nell'elenco.") % {"person": person})
    return redirect("networking:desk_calls")


@audience(*FOLLOW_PEOPLE)
@require_POST
def call_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The outcome that I have just written was wrong."""
    person = person_or_404(request.user, pk)
    try:
        left = call_outcomes.undo(person, by=request.user, now=timezone.now())
    except call_outcomes.NothingToUndoError:
        messages.error(request, _("Non c'è più niente da annullare: si può entro dieci minuti."))
    else:
        told = _("%(person)s è di nuovo nell'elenco.") % {"person": person}
        if left:
            told = _("Qualche avviso intanto è partito in un altro modo: quello non si richiama.")
        messages.success(request, told)
    return redirect("networking:desk_calls")


def _undoable(request: HttpRequest) -> NoticeTry | None:
    """The last outcome one may take back; of somebody whom one still follows."""
    last = call_outcomes.last_outcome(request.user, now=timezone.now())
    return last if last and last.notice.person.is_followed_by(request.user) else None

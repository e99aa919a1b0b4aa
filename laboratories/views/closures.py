"""Closing for snow: staff say where and when, see what it touches, and confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from laboratories import closing
from laboratories.closure_forms import ClosureForm
from laboratories.models import PLAN_ACTIVITIES
from networking.access import audience

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@audience(*PLAN_ACTIVITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def closure_new(request: HttpRequest) -> HttpResponse:
    """The first time it is sent it shows what would be called off; confirmed, it does it and tells everybody."""
    form = ClosureForm(request.POST or None, by=request.user)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        if "confirm" in request.POST:
            outcome = closing.close(
                form.instance, by=request.user, now=timezone.now(), move=form.cleaned_data["move"]
            )
            messages.success(request, _what_was_done(outcome))
            return redirect("laboratories:closure_new")
        touched = closing.touched_by(form.instance, now=timezone.now())
        sessions = list(touched.select_related("cycle__activity", "cycle__venue__place__comune"))
        context |= {"is_asking": True, "sessions": sessions, "people": closing.people_in(sessions)}
    return render(request, "laboratories/closure_new.html", context)


def _what_was_done(outcome: closing.Outcome) -> str:
    cancelled, moved = len(outcome.cancelled), len(outcome.moved)
    if not cancelled and not moved:
        return _("Chiusura scritta. In quei giorni non c'era niente da annullare.")
    said = [
        ngettext("%d incontro annullato", "%d incontri annullati", cancelled) % cancelled,
        ngettext("%d incontro spostato", "%d incontri spostati", moved) % moved,
    ]
    return _("Chiusura scritta: {what}. Avvisiamo tutti.").format(what=", ".join(said))

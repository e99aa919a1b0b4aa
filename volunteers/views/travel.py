"""How long it takes from one comune to another, for who sends people there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from networking.access import audience
from networking.models import Comune, TravelTime
from networking.permissions import reach
from volunteers.forms.travel import WAYS
from volunteers.models import COORDINATE
from volunteers.pages import travel as page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@audience(*COORDINATE)
@require_safe
def travel_list(request: HttpRequest) -> HttpResponse:
    """The comuni from which one may correct the minutes; the whole matrix beneath."""
    scope = reach(request.user, "change", TravelTime)
    return render(request, "volunteers/travel_list.html", {"page": page.matrix(scope)})


@audience(*COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def travel_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The minutes from one comune to each of the others, corrected together."""
    scope = reach(request.user, "change", TravelTime)
    comune = get_object_or_404(Comune, slug=slug)
    if not scope.holds(comune):
        raise Http404
    ways = WAYS(request.POST or None, origin=comune)
    if ways.is_valid():
        kept = ways.keep(now=timezone.now(), within=scope)
        messages.success(request, ngettext("Salvato: %s viaggio.", "Salvati: %s viaggi.", kept) % kept)
        return redirect("volunteers:travel_detail", slug=slug)
    return render(request, "volunteers/travel_detail.html", {"comune": comune, "ways": ways})

"""The map: the same question and the same answer as the search page, by comune."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from services.atlas import atlas_of, map_data
from services.results import address_of, results_of
from services.search import answer
from services.search.form import SearchForm


@login_not_required
@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    now = timezone.localtime()
    found = answer.answer(form.question(), now=now)
    context = {
        "form": form,
        "found": found,
        "results": results_of(found, today=now.date()),
        "atlas": atlas_of(found),
        "data_url": address_of(found.question, reverse("services:map_data")),
        "tile_url": settings.MAP_TILE_URL,
        "tile_attribution": settings.MAP_TILE_ATTRIBUTION,
    }
    return render(request, "services/map.html", context)


@login_not_required
@require_safe
def map_json(request: HttpRequest) -> JsonResponse:
    """The same answer for the map's script."""
    now = timezone.localtime()
    found = answer.answer(SearchForm(request.GET).question(), now=now)
    return JsonResponse(map_data(found, now=now))

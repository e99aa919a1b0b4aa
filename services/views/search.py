"""The search page and what it proposes while one types."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from services.results import results_of
from services.search import answer, suggest
from services.search.form import SearchForm
from services.suggesting import proposals_of


@login_not_required
@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    now = timezone.localtime()
    found = answer.answer(form.question(), now=now)
    context = {"form": form, "found": found, "results": results_of(found, today=now.date())}
    return render(request, "services/search.html", context)


@login_not_required
@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """What to propose for the letters typed so far, and the sentence that announces it."""
    return JsonResponse(proposals_of(suggest.suggest(request.GET.get("q", ""))))

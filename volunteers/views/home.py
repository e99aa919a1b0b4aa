"""The public page of volunteering."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from volunteers.forms.home import NeedsForm
from volunteers.pages import home as page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is needed and where, what one does, and how to begin."""
    form = NeedsForm(request.GET)
    shown = page.home(chosen=form.chosen(), number=request.GET.get("pagina", "1"), now=timezone.now())
    return render(request, "volunteers/home.html", {"form": form, "page": shown})

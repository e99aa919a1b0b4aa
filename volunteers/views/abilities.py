"""«Che cosa so fare»: what a volunteer can do and would rather do. One's own, and nobody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from networking.access import audience
from volunteers import telling_what, telling_when
from volunteers.forms.abilities import AbilitiesForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@audience()
@require_http_methods(["GET", "HEAD", "POST"])
def abilities(request: HttpRequest) -> HttpResponse:
    """Skills, languages, preferences."""
    volunteer = telling_when.own(request.user)
    if volunteer is None:
        raise Http404
    form = AbilitiesForm(request.POST or None, volunteer=volunteer)
    if form.is_valid():
        telling_what.tell(volunteer, **form.said())
        messages.success(request, _("Salvato."))
        return redirect("volunteers:abilities")
    return render(request, "volunteers/abilities.html", {"form": form})

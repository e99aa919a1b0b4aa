"""Thanks: one's own, and those that who coordinates writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from networking import access_log
from networking.access import audience
from networking.models import AccessRecord
from volunteers import thanking
from volunteers.forms.coordination import WhereForm
from volunteers.forms.thanks import ThanksForm
from volunteers.models import COORDINATE, Volunteer
from volunteers.pages import thanks as page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@audience()
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Those one has had."""
    return render(request, "volunteers/thanks.html", {"thanks": page.mine(request.user)})


@audience(*COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def thanks_write(request: HttpRequest) -> HttpResponse:
    """Thank one or many in one's own words."""
    where = WhereForm(request.GET, scope=request.user.scope(*COORDINATE))
    people = page.whom(request.user, comuni=where.chosen())
    initial = {"people": request.GET.getlist("chi")}
    form = ThanksForm(request.POST or None, volunteers=people, initial=initial)
    if form.is_valid():
        cells = form.cleaned_data
        number = thanking.write(
            form.chosen(), cells["words"], letter=cells["letter"], by=request.user, now=timezone.now()
        )
        said = ngettext("Grazie detto a %d persona.", "Grazie detto a %d persone.", number) % number
        messages.success(request, said)
        return redirect("volunteers:thanks_write")
    if people:
        access_log.record(
            reader=request.user,
            deed=AccessRecord.Deed.LISTED,
            subject=Volunteer,
            rows=len(people),
            page=request.path,
        )
    return render(request, "volunteers/thanks_write.html", {"form": form, "where": where})

"""Company, for everybody: what it is, and how to ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from networking import limits
from volunteers.forms.company import CompanyForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def company(request: HttpRequest) -> HttpResponse:
    """A visit, a call, a walk together: for oneself, or for who would like it."""
    form = CompanyForm(request.POST or None)
    if form.is_valid() and limits.is_exceeded(request, "company_wish"):
        form.add_error(None, limits.TOO_MANY)
    elif form.is_valid():
        form.keep(now=timezone.now())
        messages.success(request, _("Grazie: ti telefona chi coordina i volontari del tuo comune."))
        return redirect("volunteers:company")
    return render(request, "volunteers/company.html", {"form": form})

"""Pages that the law asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from networking import duties, limits
from networking.forms import AccessibilityReportForm
from networking.models import Zone

if TYPE_CHECKING:
    from django.http import HttpRequest


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Which data, for how long, who answers for them, what one may ask."""
    context = {
        "kept": duties.kept_about_people(),
        "cookies": duties.cookies(),
        "zones": Zone.objects.all(),
    }
    return render(request, "networking/privacy.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was tried and what is missing; a form to say what stops somebody."""
    form = AccessibilityReportForm(request.POST or None)
    if form.is_valid():
        if not limits.is_exceeded(request, "report"):
            form.save(now=timezone.now())
            messages.success(request, _("Grazie: abbiamo ricevuto la segnalazione."))
            return redirect("networking:accessibility")
        form.add_error(None, limits.TOO_MANY)
    context = {"form": form, "assessment": duties.ASSESSMENT}
    return render(request, "networking/accessibility.html", context)


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a hole (RFC 9116); nothing where nobody has said who reads it, and until when."""
    contact, until = settings.SECURITY_CONTACT, settings.SECURITY_CONTACT_UNTIL
    if not contact or not until:
        raise Http404
    address = contact if ":" in contact else f"mailto:{contact}"
    lines = [
        f"Contact: {address}",
        f"Expires: {until}T00:00:00Z",
        "Preferred-Languages: it, en",
        f"Canonical: {request.build_absolute_uri()}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")

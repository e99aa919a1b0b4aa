"""«Tieni il posto?»: answered from the link of the notice, without signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from laboratories import keeping

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ANSWERS = {"tengo": keeping.keep, "lascio": keeping.give_up}


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def seat_keep(request: HttpRequest, token: str) -> HttpResponse:
    """The question, and its two buttons. Looking changes nothing: programs that read mail open every link."""
    booking = keeping.booking_of(token)
    answer = request.POST.get("risposta", "")
    if booking is not None and request.method == "POST" and answer in ANSWERS:
        ANSWERS[answer](booking, now=timezone.now())
    else:
        answer = ""
    context = {"booking": booking, "answer": answer}
    # As for an offer, no «no-referrer»: the browser would send the button without an origin, and be refused.
    return render(request, "laboratories/seat_keep.html", context, status=200 if booking is not None else 404)

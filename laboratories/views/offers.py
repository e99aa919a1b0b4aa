"""Answering the offer of a place: by the signed link of a message, or from one's own bookings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from laboratories.models import Booking
from laboratories.pages import offer as offer_page
from laboratories.queue import waiting
from networking import limits
from networking.access import audience

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

PAGE = "laboratories/offer_detail.html"


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a message. Looking changes nothing: programs that read mail open every link."""
    found = offer_page.offer_of(token, now=timezone.now())
    if found is None:
        is_too_many = limits.is_exceeded(request, "offer_link_unknown")
        return _page(request, {"is_unknown": True}, status=429 if is_too_many else 404)
    if request.method == "POST":
        _answer(request, found.party, by=None)
        return redirect("laboratories:offer", token=token)
    return _page(request, {"offer": found})


@audience()
@require_POST
def offer_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same answer from one's own bookings, for who may book for all of them."""
    booking = get_object_or_404(Booking.objects.of_family(request.user).select_related("party"), pk=pk)
    if waiting.may_answer(booking.party, request.user):
        _answer(request, booking.party_id, by=request.user)
    else:
        messages.error(
            request, _("Per questo gruppo non puoi rispondere tu: risponde chi può prenotare per tutti.")
        )
    return redirect(booking)


def _answer(request: HttpRequest, party: UUID, *, by: object) -> None:
    """Accept or decline, and say how it went."""
    act = waiting.accept if request.POST.get("risposta") == "accetto" else waiting.decline
    if request.POST.get("risposta") not in {"accetto", "rinuncio"}:
        messages.error(request, _("Scegli se accetti o rinunci."))
        return
    try:
        act(party, by=by, now=timezone.now())
    except waiting.OfferError as error:
        messages.error(request, str(error.sentence))
    else:
        said = (
            _("Fatto: il posto è vostro.")
            if act is waiting.accept
            else _("Fatto: il posto va a chi aspetta.")
        )
        messages.success(request, said)


def _page(request: HttpRequest, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    # No «no-referrer», though the address is a key: a browser would send «Origin: null» with the button, and be
    # refused. What the portal says everywhere («same-origin») tells the address to no other site.
    return render(request, PAGE, context, status=status)

"""One's own dates: to read, to print, and for the calendar one already uses."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from networking import limits
from networking.access import audience
from networking.calendars import agenda, feeds, wording, writing
from networking.models import CalendarFeed, Person

if TYPE_CHECKING:
    from django.http import HttpRequest

FILE_NAME = "calendario.ics"
# Calendars may show what they read for so long; a proxy between us may not keep it.
FRESH = "private, max-age=900"
AN_HOUR = 3600


@audience()
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """My dates that are not over, and how to have them elsewhere."""
    return _page(request)


@audience()
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True, app="allauth.account")
def calendar_open(request: HttpRequest) -> HttpResponse:
    """Make an address and show it, this once: it outlives passwords, so who makes it says again who they are."""
    if request.method != "POST":
        return redirect("networking:calendar")
    _feed, token = feeds.open_feed(_person_or_404(request), by=request.user, now=timezone.now())
    return _page(request, address=reverse("networking:calendar_feed", args=[token]))


@audience()
@require_POST
def calendar_close(request: HttpRequest) -> HttpResponse:
    """Take the address away: calendars that read it find nothing from now on."""
    if feeds.revoke(_person_or_404(request), by=request.user, now=timezone.now()):
        messages.success(request, _("L'indirizzo non vale più: nessun calendario può leggerlo."))
    return redirect("networking:calendar")


@audience()
@require_safe
def calendar_file(request: HttpRequest) -> HttpResponse:
    """All my dates in a file, as they are now."""
    now = timezone.now()
    content = feeds.calendar_file(_person_or_404(request), now=now, since=now)
    response = HttpResponse(content, content_type=writing.CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return response


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar reads; 404, as for what never was, for an address that was taken away."""
    feed = feeds.feed_of(token)
    if feed is None:
        if limits.is_exceeded(request, "calendar_unknown"):
            return _too_many(request)
        raise Http404
    # Not by who asks: one computer reads the calendars of many.
    if limits.is_exceeded(request, "calendar", key=str(feed.pk)):
        return _too_many(request)
    return _fresh(request, feeds.read(feed, now=timezone.now()))


def _fresh(request: HttpRequest, content: bytes) -> HttpResponse:
    """The file, or 304 to whoever has it already."""
    response = HttpResponse(content, content_type=writing.CONTENT_TYPE)
    response["Cache-Control"] = FRESH
    response["ETag"] = etag = f'"{hashlib.sha256(content).hexdigest()}"'
    answer = get_conditional_response(request, etag=etag, response=response)
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _too_many(request: HttpRequest) -> HttpResponse:
    response = render(request, "429.html", status=429)
    response["Retry-After"] = AN_HOUR
    return response


def _person_or_404(request: HttpRequest) -> Person:
    person = getattr(request.user, "person", None)
    if person is None:
        raise Http404
    return person


def _page(request: HttpRequest, *, address: str = "") -> HttpResponse:
    now = timezone.now()
    person = getattr(request.user, "person", None)
    events = agenda.coming(agenda.events_of(person, now=now), now=now) if person else []
    whole = request.build_absolute_uri(address) if address else ""
    context = {
        "person": person,
        "dates": [{"event": event, "when": wording.when(event)} for event in events],
        "feed": CalendarFeed.objects.visible_to(request.user).live().first(),
        "address": whole,
        # Which calendars open by themselves, where one is installed.
        "calendar_link": f"webcal://{whole.partition('://')[2]}" if whole else "",
    }
    return render(request, "networking/calendar.html", context)

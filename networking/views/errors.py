"""Error pages: Italian, in the portal's own dress, helpful.

Where the request or the database may be what is broken, the page is drawn without either.
"""

from __future__ import annotations

import sys
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers

from networking.database_faults import AWAY, is_too_busy, takes_nothing_in
from networking.storage import StorageFullError

if TYPE_CHECKING:
    from django.http import HttpRequest

# In how many seconds to come back: to a portal that is getting up, to one where too many press at once.
LATER, SOON = 30, 5


@login_not_required
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return HttpResponseBadRequest(render_to_string("400.html"))


@login_not_required
def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


@login_not_required
def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """500; 503 and when to come back, while the database is away, takes nothing in or has too many at once; 507 when
    there is no room for a file.

    None of these pages asks anything of the database.
    """
    failure = sys.exc_info()[1]
    if isinstance(failure, StorageFullError):
        return HttpResponse(render_to_string("507.html"), status=HTTPStatus.INSUFFICIENT_STORAGE)
    if takes_nothing_in(failure):
        return _come_back("503_read_only.html")
    if is_too_busy(failure):
        return _come_back("503_busy.html", _sent_again(request), after=SOON)
    if not isinstance(failure, AWAY):
        return HttpResponse(render_to_string("500.html"), status=500)
    return _come_back("503.html")


def _sent_again(request: HttpRequest) -> dict[str, object]:
    """What was sent, for a button that sends it again: nothing that somebody typed is lost. Never a password, nor files."""
    if request.method != "POST" or request.FILES or any("password" in name for name in request.POST):
        return {}
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    return {"again": request.get_full_path(), "fields": fields}


def _come_back(
    template: str, context: dict[str, object] | None = None, *, after: int = LATER
) -> HttpResponse:
    response = HttpResponse(render_to_string(template, context), status=503)
    response["Retry-After"] = str(after)
    add_never_cache_headers(response)
    return response

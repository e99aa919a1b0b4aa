"""What every request passes through."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, HttpResponseBadRequest
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers, patch_cache_control
from psycopg_pool import PoolTimeout

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    Handler = Callable[[HttpRequest], HttpResponse]

log = logging.getLogger(__name__)

# Tab and line ends may stand in what people type; nothing else below the space may.
FORBIDDEN = bytes(set(range(32)) - {9, 10, 13})


class RefuseControlCharacters:
    """400 for a path or a query with control characters: PostgreSQL refuses them with an error."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.META.get("PATH_INFO", "").encode() + unquote_to_bytes(
            request.META.get("QUERY_STRING", "")
        )
        if asked.translate(None, FORBIDDEN) != asked:
            return HttpResponseBadRequest(render_to_string("400.html"))
        return self.get_response(request)


class ExplainDatabaseDown:
    """503 with a plain page, and when to come back, while the database is away."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn "the database does not answer" into a page; leave every other error alone."""
        if not isinstance(exception, OperationalError | InterfaceError | PoolTimeout):
            return None
        log.error("database away on %s: %s", request.path, exception)
        response = HttpResponse(render_to_string("503.html"), status=503)
        response["Retry-After"] = "30"
        add_never_cache_headers(response)
        return response


class NeverStorePrivatePages:
    """What a signed-in person sees is not kept by browsers or proxies."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Asking for request.user would open the session: only look where one came in.
        if (
            settings.SESSION_COOKIE_NAME in request.COOKIES
            or settings.SESSION_COOKIE_NAME in response.cookies
        ):
            patch_cache_control(response, no_store=True, private=True)
        return response

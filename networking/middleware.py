"""What every request passes through."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpResponseBadRequest
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    Handler = Callable[[HttpRequest], HttpResponse]

# Tab and line ends may stand in what people type; nothing else below the space may.
FORBIDDEN = bytes(set(range(32)) - {9, 10, 13})


class RefuseControlCharacters:
    """400 for a path or a query with control characters: PostgreSQL refuses them with an error.

    A cookie with some is as if it had not come: a 400 would come back on every page until it expired.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.META.get("PATH_INFO", "").encode() + unquote_to_bytes(
            request.META.get("QUERY_STRING", "")
        )
        if _has_control_characters(asked):
            return HttpResponseBadRequest(render_to_string("400.html"))
        request.COOKIES = {
            name: value
            for name, value in request.COOKIES.items()
            if not _has_control_characters(value.encode(errors="replace"))
        }
        return self.get_response(request)


def _has_control_characters(text: bytes) -> bool:
    return text.translate(None, FORBIDDEN) != text


class NeverStorePrivatePages:
    """What a signed-in person sees is kept by nobody; what knows a browser's cookie, by no proxy."""

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
        elif request.COOKIES or response.cookies:
            # It may hold a form's token, or the comune that this browser remembers.
            patch_cache_control(response, private=True)
        return response

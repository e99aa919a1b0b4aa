"""Who may call a view. Which rows they then see is the QuerySet's answer (`visible_to`): both are asked, always."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    View = Callable[..., HttpResponse]

# The audience of a page for whoever has signed in: what it shows is theirs.
SIGNED_IN: frozenset[str] = frozenset()


def audience(*kinds: str) -> Callable[[View], View]:
    """Let in whoever holds today a role of one of `kinds`; without kinds, whoever has signed in.

    Others read a page that says so (403): that the page exists is no secret. A row they may not know of
    is 404, and that is for the view's QuerySet to say. `view.audience` is what the matrix test reads.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            user = request.user
            if kinds and not (user.is_authenticated and (user.is_superuser or user.holds(*kinds))):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.audience = frozenset(kinds)  # type: ignore[attr-defined]
        return guarded

    return decorate

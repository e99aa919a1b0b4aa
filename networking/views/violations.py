"""Where browsers tell that a page tried something its policy forbids."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from networking import limits, security_log

if TYPE_CHECKING:
    from django.http import HttpRequest

LONGEST = 20_000
# The names of CSP level 3; anything else is not from a browser and is not written.
DIRECTIVES = {
    "default-src", "script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem",
    "style-src-attr", "img-src", "font-src", "connect-src", "manifest-src", "form-action", "base-uri",
    "object-src", "frame-src", "frame-ancestors", "media-src", "worker-src", "child-src",
}  # fmt: skip


@csrf_exempt
@login_not_required
@require_POST
def violation(request: HttpRequest) -> HttpResponse:
    """Write which directive was broken, and nothing that the browser sent besides: anybody can write here."""
    if not limits.is_exceeded(request, "csp_report"):
        directive = broken_directive(request.read(LONGEST + 1))
        if directive:
            security_log.record("policy_violation", outcome=security_log.REFUSED, directive=directive)
    return HttpResponse(status=204)


def broken_directive(body: bytes) -> str:
    """The directive a report names; empty when it is not a report."""
    try:
        told: Any = json.loads(body)["csp-report"]
        directive = str(told.get("effective-directive") or told.get("violated-directive", "")).split(" ")[0]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ""
    return directive if directive in DIRECTIVES else ""

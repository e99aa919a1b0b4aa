"""`/salute/`: is the portal alive, is it ready."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from networking import health

if TYPE_CHECKING:
    from django.http import HttpRequest


@login_not_required
@never_cache
@require_safe
def alive(request: HttpRequest) -> JsonResponse:
    """Liveness: the process answers. Touches nothing else."""
    return JsonResponse({"stato": "vivo"})


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Readiness: 503 only without the database or with migrations to apply; details to whom may know."""
    findings = health.examine(now=timezone.now())
    verdict = health.verdict(findings)
    body: dict[str, object] = {"stato": verdict}
    if _may_see_details(request):
        body["esami"] = health.as_details(findings)
    return JsonResponse(body, status=503 if verdict == "fermo" else 200)


def _may_see_details(request: HttpRequest) -> bool:
    """Staff, or a program that holds the token."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.HEALTH_TOKEN and secrets.compare_digest(token.encode(), settings.HEALTH_TOKEN.encode()):
        return True
    try:
        return request.user.is_staff
    except DatabaseError:
        return False

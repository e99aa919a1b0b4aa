"""What every page knows."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from .models import Guardianship, Notice, Zone
from .models.persons import FOLLOW_PEOPLE

if TYPE_CHECKING:
    from django.http import HttpRequest


def portal(request: HttpRequest) -> dict[str, Any]:
    """The zones of the footer (asked only where they are drawn), whether this is a demo, the filed declaration."""
    return {
        "footer_zones": SimpleLazyObject(lambda: list(Zone.objects.all())),
        "is_demo": settings.IS_DEMO,
        "declaration_url": settings.ACCESSIBILITY_DECLARATION_URL,
    }


def doors(request: HttpRequest) -> dict[str, Any]:
    """Which private parts the person who has signed in may enter, and what waits there: asked only where it is shown."""
    return {
        "is_at_desk": SimpleLazyObject(lambda: _is_at_desk(request)),
        "has_family": SimpleLazyObject(lambda: _has_family(request)),
        # Called where it is shown, once: plurals need a number that is one.
        "unread_notices": cache(lambda: Notice.objects.visible_to(request.user).unread().count()),
    }


def _is_at_desk(request: HttpRequest) -> bool:
    return request.user.is_superuser or request.user.holds(*FOLLOW_PEOPLE)


def _has_family(request: HttpRequest) -> bool:
    return Guardianship.objects.of_guardian(request.user, timezone.localdate()).exists()

"""What every page knows."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, Exists, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from .models import Guardianship, Notice, User, Zone
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
    of_mine = cache(lambda: _of_mine(request.user))
    return {
        "is_at_desk": SimpleLazyObject(lambda: _is_at_desk(request)),
        "has_family": lambda: of_mine()[0],
        "unread_notices": lambda: of_mine()[1],
    }


def _is_at_desk(request: HttpRequest) -> bool:
    return request.user.is_superuser or request.user.holds(*FOLLOW_PEOPLE)


def _of_mine(user: User) -> tuple[bool, int]:
    """Whether `user` answers for anybody, and how many of their notices are unread: one question for every page."""
    ties = Guardianship.objects.of_guardian(user, timezone.localdate())
    unread = Notice.objects.visible_to(user).unread().order_by().values("person__account")
    counted = Coalesce(Subquery(unread.annotate(unread=Count("pk")).values("unread")), 0)
    rows = User.objects.filter(pk=user.pk).annotate(has_family=Exists(ties), unread=counted)
    # Whoever has just closed their access is still the one who asks, and has no row any more.
    return rows.values_list("has_family", "unread").first() or (False, 0)

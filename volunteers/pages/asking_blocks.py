"""What requests bring to the page of an activity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from volunteers.asking import needing
from volunteers.models import COORDINATE

if TYPE_CHECKING:
    from django.http import HttpRequest

    from laboratories.models import Activity


def help_wanted(
    request: HttpRequest, *, activity: Activity, **about: Any
) -> tuple[str, dict[str, Any]] | None:
    """For who coordinates where it is held: the door to say that its sessions need help."""
    if not request.user.is_authenticated or not request.user.scope(*COORDINATE):
        return None
    if not needing.activities_of(request.user).filter(pk=activity.pk).exists():
        return None
    return "volunteers/blocks/activity_help.html", {"activity": activity}

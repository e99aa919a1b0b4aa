"""What the bodies add to the pages of the floors beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from governance.models import Body

if TYPE_CHECKING:
    from django.http import HttpRequest


def own_links(request: HttpRequest, **about: Any) -> tuple[str, dict[str, Any]] | None:
    """Among the links of one's own area: the bodies in which one sits or whose books one keeps."""
    bodies = list(Body.objects.joined_by(request.user))
    return ("governance/blocks/own_links.html", {"bodies": bodies}) if bodies else None


def who_decides(request: HttpRequest, **about: Any) -> tuple[str, dict[str, Any]] | None:
    """On the page of the project: the public bodies; nothing while there are none."""
    bodies = list(Body.objects.filter(is_public=True))
    return ("governance/blocks/who_decides.html", {"bodies": bodies}) if bodies else None

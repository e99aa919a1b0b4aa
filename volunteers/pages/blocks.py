"""What volunteering adds to the pages of the floors beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from volunteers import telling_when
from volunteers.models import COORDINATE

if TYPE_CHECKING:
    from django.http import HttpRequest


def own_links(request: HttpRequest, **about: Any) -> tuple[str, dict[str, Any]] | None:
    """Among the links of one's own area: what a volunteer tells of themselves, what a coordinator corrects."""
    context = {
        "volunteer": telling_when.own(request.user),
        "coordinates": request.user.is_superuser or request.user.holds(*COORDINATE),
    }
    return ("volunteers/blocks/own_links.html", context) if any(context.values()) else None

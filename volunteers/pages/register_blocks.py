"""The door of the register among the links of one's own area."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from volunteers.models import READ_REGISTER

if TYPE_CHECKING:
    from django.http import HttpRequest


def own_link(request: HttpRequest, **about: Any) -> tuple[str, dict[str, Any]] | None:
    """For who reads the register; nothing for anybody else."""
    if request.user.is_superuser or request.user.holds(*READ_REGISTER):
        return "volunteers/blocks/register_link.html", {}
    return None

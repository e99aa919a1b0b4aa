"""Pages of the person who is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from networking import blocks
from networking.access import audience
from networking.models import Role

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@audience()
@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    """Who I am here, and which roles I hold today."""
    roles = (
        Role.objects.visible_to(request.user).held_on(timezone.localdate()).select_related("zone", "comune")
    )
    links = blocks.draw(settings.PROFILE_BLOCKS, request)
    return render(request, "networking/profile.html", {"roles": roles, "blocks": links})

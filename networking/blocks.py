"""Blocks of the home page that belong to the ground; and how any app's blocks are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.module_loading import import_string

from .cartography import net_of
from .models import Goal, Zone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest
    from django.utils.safestring import SafeString


def draw(paths: Sequence[str], request: HttpRequest, **about: Any) -> list[SafeString]:
    """Each named block as HTML; a block that has nothing to say gives None and is left out.

    A block is a function `(request, **about) -> (template, context) | None`, named by its dotted
    path in the settings, so that the ground draws what belongs to higher floors without importing it.
    """
    drawn = []
    for path in paths:
        block = import_string(path)(request, **about)
        if block is not None:
            template, context = block
            drawn.append(render_to_string(template, context, request=request))
    return drawn


def net_of_comuni(request: HttpRequest, **about: Any) -> tuple[str, dict[str, Any]] | None:
    """The net of all the comuni, and the same comuni as a list; nothing while there are none."""
    zones = list(Zone.objects.prefetch_related("comuni"))
    comuni = [comune for zone in zones for comune in zone.comuni.all()]
    if not comuni:
        return None
    return "networking/blocks/net_of_comuni.html", {
        "zones": zones,
        "net": net_of(comuni),
        "how_many": len(comuni),
    }


def programme(request: HttpRequest, **about: Any) -> tuple[str, dict[str, Any]] | None:
    """The project's goals in plain words; nothing while none is written."""
    goals = list(Goal.objects.all())
    return ("networking/blocks/programme.html", {"goals": goals}) if goals else None

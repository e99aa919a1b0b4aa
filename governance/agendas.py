"""An agenda as it is frozen: canonical JSON, the same bytes for the same points, and its SHA-256."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from governance.agenda_trees import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from governance.models import AgendaItem

# What of a point is frozen; the database compares the same (`governance_notice_says`).
FROZEN = ("position", "title", "text", "proposal", "matter", "minutes", "rapporteur", "is_reserved")


def canonical(items: Iterable[AgendaItem]) -> str:
    """The points of one meeting as JSON: sorted keys, no spaces, in the order of the agenda."""
    return written([_plain(point.item) for point in in_order(items)])


def written(points: list[dict[str, Any]]) -> str:
    """Points that are already plain values, as canonical JSON."""
    return json.dumps({"items": points}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(agenda: str) -> str:
    """The SHA-256 of a canonical agenda, in hexadecimal."""
    return hashlib.sha256(agenda.encode()).hexdigest()


def points_in(agenda: str) -> dict[str, dict[str, Any]]:
    """What a frozen agenda says, by the id of each point, in its order."""
    return {each["id"]: each for each in json.loads(agenda)["items"]}


def _plain(item: AgendaItem) -> dict[str, Any]:
    parent = str(item.parent_id) if item.parent_id else None
    return {"id": str(item.pk), "parent": parent} | {name: getattr(item, name) for name in FROZEN}

"""Who changed what of a row, and when: from the events that the database's triggers write, whoever made the change."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from pghistory.models import Event

from networking.models import Comune, User, Zone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import Field, Model

NEWEST = 200


@dataclass(frozen=True)
class Change:
    """One change of a row."""

    at: datetime
    who: str
    deed: str
    # Each a field, what it said before, what it says now.
    differences: list[tuple[str, str, str]] = field(default_factory=list)


def events_of(model: type[Model]) -> type[Model] | None:
    """The table of a model's events; None where nobody keeps them."""
    return next(
        (
            each
            for each in apps.get_models()
            if issubclass(each, Event) and getattr(each, "pgh_tracked_model", None) is model
        ),
        None,
    )


def changes_of(row: Model) -> list[Change] | None:
    """The newest changes of `row`, the last first; None where they are not kept. Whoever calls may read the row."""
    table = events_of(type(row))
    if table is None:
        return None
    events = list(table._base_manager.filter(pgh_obj_id=row.pk).order_by("-pgh_id")[: NEWEST + 1])
    fields = _fields(table, type(row))
    names = {str(user.pk): str(user) for user in _users(events)}
    places = _places()
    return [
        Change(
            event.pgh_created_at,
            names.get(str((event.pgh_context or {}).get("user")), _("il portale")),
            _deeds().get(event.pgh_label, event.pgh_label),
            _differences(before, event, fields, places),
        )
        for event, before in zip(events, [*events[1:], None], strict=True)
    ][:NEWEST]


def _deeds() -> dict[str, str]:
    return {"insert": _("aggiunta"), "update": _("cambiata"), "delete": _("cancellata")}


def _fields(table: type[Model], model: type[Model]) -> list[Field]:
    """The fields of the row that its events keep."""
    kept = {each.name for each in table._meta.fields}
    return [each for each in model._meta.fields if each.name in kept]


def _users(events: Iterable[Any]) -> Iterable[User]:
    ids = {(event.pgh_context or {}).get("user") for event in events} - {None}
    return User.objects.filter(pk__in=ids).select_related("person")


def _places() -> dict[str, dict[Any, str]]:
    return {
        "comune": dict(Comune.objects.values_list("pk", "name")),
        "zone": dict(Zone.objects.values_list("pk", "name")),
    }


def _differences(
    before: Any, event: Any, fields: list[Field], places: dict[str, dict[Any, str]]
) -> list[tuple[str, str, str]]:
    if before is None or event.pgh_label != "update":
        return []
    told = []
    for each in fields:
        old, new = getattr(before, each.attname), getattr(event, each.attname)
        if old != new:
            shown = [_shown(value, each, places.get(each.name, {})) for value in (old, new)]
            told.append((str(capfirst(each.verbose_name)), *shown))
    # What is kept sealed leaves no words: that it changed is all the history knows.
    return told or [(_("Un dato riservato"), "", "")]


def _shown(value: Any, each: Field, names: dict[Any, str]) -> str:
    if value in (None, ""):
        return "—"
    if isinstance(value, bool):
        return _("sì") if value else _("no")
    if each.choices:
        return str(dict(each.flatchoices).get(value, value))
    return names.get(value, f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else str(value))

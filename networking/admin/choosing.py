"""What a form of `/gestione/` offers to choose from, and so what it takes: never more than one's roles reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from networking.models import Comune, Zone

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.forms import Field
    from django.http import HttpRequest

    from networking.models.scope import Scope


class ChoosesInScope:
    """For pages and for the rows inside them: what may be chosen in their fields."""

    comune_path: str | None = None

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Field | None:
        """Zones and comuni are chosen here; adding and changing them is another day's work."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.remote_field and db_field.related_model in {Comune, Zone} and field is not None:
            for link in ("can_add_related", "can_change_related", "can_view_related", "can_delete_related"):
                setattr(field.widget, link, False)
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Field | None:
        """Whoever is chosen is somebody one may see; the field that puts the row in its comune must be filled in."""
        chosen = self.admin_site._registry.get(db_field.related_model)
        if getattr(chosen, "is_private", False):
            kwargs["queryset"] = chosen.get_queryset(request)
        if not self.comune_path or db_field.name != self.comune_path.partition("__")[0]:
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        scope = self.reach(request, "change")
        kwargs["queryset"] = rows_within(db_field.related_model, scope, chosen)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        # Without a comune the row would slip out of the scope of whoever writes it.
        field.required = field.required or not scope.everywhere
        return field


def rows_within(model: type[Model], scope: Scope, page: Any) -> QuerySet[Any]:
    """The rows of `model` that lie within `scope`; `page` is its page in the admin, which knows its comune."""
    if model is Comune:
        return comuni_within(scope)
    rows = model._default_manager.all()
    return rows if scope.everywhere else rows.filter(scope.within(page.comune_path))


def comuni_within(scope: Scope) -> QuerySet[Comune]:
    """The comuni of a scope, by name."""
    everyone = Comune.objects.in_order()
    return everyone if scope.everywhere else everyone.filter(Q(zone__in=scope.zones) | Q(pk__in=scope.comuni))


def zones_within(scope: Scope) -> QuerySet[Zone]:
    """The zones of a scope; that of a comune where the scope is only a comune."""
    everyone = Zone.objects.all()
    if scope.everywhere:
        return everyone
    of_comuni = Comune.objects.filter(pk__in=scope.comuni).values("zone")
    return everyone.filter(Q(pk__in=scope.zones) | Q(pk__in=of_comuni))


def comune_of(row: Any, path: str) -> Comune | None:
    """The comune of a row, along the path; None where it is not known."""
    for step in path.split("__"):
        row = getattr(row, step, None)
    return row

"""Closures: read here; one closes and opens again at the operators' page, which shows first whom it touches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from laboratories.models import Closure
from networking.admin import ReadOnlyAdmin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from networking.models.scope import Scope


@admin.register(Closure)
class ClosureAdmin(ReadOnlyAdmin):
    """Those of the comuni, venues and rooms where one works."""

    list_display = ("first_day", "last_day", "where", "reason", "settled_at", "ended_at")
    list_filter = ("reason",)
    list_select_related = ("comune", "venue__place__comune", "room__venue__place__comune")
    date_hierarchy = "first_day"
    fields = readonly_fields = (
        *("comune", "venue", "room", "first_day", "last_day", "reason", "note", "moves"),
        *("made_by", "made_at", "settled_at", "ended_at", "ended_by"),
    )
    change_list_template = "admin/laboratories/closure_list.html"

    def within(self, rows: QuerySet[Closure], scope: Scope) -> QuerySet[Closure]:
        if scope.everywhere:
            return rows
        if not scope:
            return rows.none()
        return rows.filter(
            scope.within("comune")
            | scope.within("venue__place__comune")
            | scope.within("room__venue__place__comune")
        )

    def may(self, request: HttpRequest, verb: str, row: Any = None) -> bool:
        scope = self.reach(request, verb)
        return bool(scope) and (row is None or self.within(Closure.objects.filter(pk=row.pk), scope).exists())

    @admin.display(description=_("dove"))
    def where(self, closure: Closure) -> str:
        if closure.room:
            return f"{closure.room}, {closure.room.venue}"
        return str(closure.venue or closure.comune or _("dappertutto"))

"""Lists handed out as sheets: short ones at once, long ones by a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from services import exporting, jobs

from .exchange_pages import ExchangePages

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

EXTENSIONS = ("csv", "xlsx")


class HandingOut(ExchangePages):
    """The pages of whoever takes a list away."""

    def export_view(self, request: HttpRequest, extension: str) -> HttpResponse:
        """Everything one may care for, as a file; a long one is asked for by a POST."""
        self._insist(request, "export")
        scope = self.reach(request, "export")
        rows = self.sheet_table.rows_within(scope)
        how_many = rows.count()
        if how_many <= jobs.EXPORTED_AT_ONCE:
            return self._file(rows, extension)
        if extension not in EXTENSIONS:
            raise Http404
        if request.method != "POST":
            return self._page(request, "export", how_many=how_many, extension=extension)
        return self._ask(request, extension)

    def blank_view(self, request: HttpRequest, extension: str) -> HttpResponse:
        """The columns and no rows, to be filled in."""
        self._insist(request, "import")
        return self._file([], extension)

    @admin.action(description=gettext_lazy("Scarica le righe scelte (.xlsx)"), permissions=["export"])
    def export_chosen(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse:
        within = self.sheet_table.rows_within(self.reach(request, "export"))
        chosen = within.filter(pk__in=rows.values("pk"))
        if chosen.count() <= jobs.EXPORTED_AT_ONCE:
            return self._file(chosen, "xlsx")
        return self._ask(request, "xlsx", chosen=list(chosen.values_list("pk", flat=True)))

    def has_export_permission(self, request: HttpRequest) -> bool:
        """Asked by the action."""
        return self._may_exchange(request, "export")

    def _ask(self, request: HttpRequest, extension: str, chosen: list[int] | None = None) -> HttpResponse:
        return self._lead_to(
            request,
            lambda: jobs.ask_to_export(
                self.sheet_table,
                extension,
                scope=self.reach(request, "export"),
                by=request.user,
                now=timezone.now(),
                chosen=chosen,
            ),
        )

    def _file(self, rows: Any, extension: str) -> HttpResponse:
        if extension not in EXTENSIONS:
            raise Http404
        content, kind = exporting.sheet_of(self.sheet_table, rows, extension=extension)
        name = f"{self.sheet_table.slug}-{timezone.localdate().isoformat()}.{extension}"
        return HttpResponse(
            content,
            headers={"Content-Type": kind, "Content-Disposition": f'attachment; filename="{name}"'},
        )

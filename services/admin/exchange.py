"""Handing sheets in and out, on the lists of organisations and services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import path

from .handing_in import HandingIn
from .handing_out import HandingOut

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class SheetExchange(HandingOut, HandingIn):
    """A list that can be handed out as a sheet, and changed by handing one in."""

    change_list_template = "admin/services/exchange_list.html"

    def get_urls(self) -> list[Any]:
        """The pages of the sheets before those of single rows."""
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("importa/", view(self.import_view), name=f"{name}_import"),
            path("importa/<uuid:pk>/", view(self.preview_view), name=f"{name}_preview"),
            path("esporta/<str:extension>/", view(self.export_view), name=f"{name}_export"),
            path("modello/<str:extension>/", view(self.blank_view), name=f"{name}_blank"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        may = {f"may_{verb}": self._may_exchange(request, verb) for verb in ("import", "export")}
        return super().changelist_view(request, {**(extra_context or {}), **may})

"""For pages of the admin with acts of their own: the row found where one may change it, the page, the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import Model
    from django.http import HttpRequest, HttpResponse


class Acts:
    """Beside `ScopedAdmin`, whose rows and permissions it asks."""

    opts: Any
    admin_site: Any

    def found(self, request: HttpRequest, pk: UUID) -> Any:
        """The row, where one may change it: 404 where one may not even see it."""
        row = self.get_queryset(request).filter(pk=pk).first()  # type: ignore[attr-defined]
        if row is None:
            raise Http404
        if not self.has_change_permission(request, row):  # type: ignore[attr-defined]
            raise PermissionDenied
        return row

    def page(
        self, request: HttpRequest, template: str, row: Model, *, title: str, **context: Any
    ) -> HttpResponse:
        """A page about `row`, with what every page of the admin has."""
        named = {"opts": self.opts, "row": row, "title": title, **context}
        return TemplateResponse(
            request,
            f"admin/laboratories/{template}.html",
            {**self.admin_site.each_context(request), **named},
        )

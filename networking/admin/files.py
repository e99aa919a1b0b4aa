"""Files handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin

from networking.models import StoredFile

if TYPE_CHECKING:
    from django.http import HttpRequest


@admin.register(StoredFile)
class StoredFileAdmin(admin.ModelAdmin):
    """Forms to download and other files; the link passes through the view that checks."""

    list_display = ("name", "content_type", "is_public", "uploaded_by", "uploaded_at")
    list_filter = ("is_public",)
    search_fields = ("name",)
    exclude = ("uploaded_by",)

    def save_model(self, request: HttpRequest, obj: StoredFile, form: Any, change: bool) -> None:
        """Whoever uploads is written down by the portal, not typed."""
        obj.uploaded_by = obj.uploaded_by or request.user
        super().save_model(request, obj, form, change)

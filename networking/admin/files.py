"""Files handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from networking.models import StoredFile
from networking.upload_forms import StoredFileForm
from networking.uploads import keep

if TYPE_CHECKING:
    from django.http import HttpRequest


@admin.register(StoredFile)
class StoredFileAdmin(admin.ModelAdmin):
    """Forms to download and other files; they come in through the checks, and leave through the view."""

    form = StoredFileForm
    list_display = ("name", "content_type", "is_public", "uploaded_by", "uploaded_at")
    list_filter = ("is_public",)
    list_select_related = ("uploaded_by",)
    search_fields = ("name",)

    def get_fields(self, request: HttpRequest, obj: StoredFile | None = None) -> list[str]:
        if obj is None:
            return ["upload", "name", "is_public"]
        return ["name", "is_public", "link", "content_type", "uploaded_by", "uploaded_at"]

    def get_readonly_fields(self, request: HttpRequest, obj: StoredFile | None = None) -> tuple[str, ...]:
        return () if obj is None else ("link", "content_type", "uploaded_by", "uploaded_at")

    @admin.display(description=_("file"))
    def link(self, obj: StoredFile) -> str:
        return format_html('<a href="{}">{}</a>', obj.get_absolute_url(), _("Scarica il file"))

    def get_form(
        self, request: HttpRequest, obj: StoredFile | None = None, change: bool = False, **kwargs: Any
    ) -> type[StoredFileForm]:
        """Whoever uploads is written down by the portal, not typed."""
        form = super().get_form(request, obj, change=change, **kwargs)
        # Made anew for each request: it is nobody else's.
        form.by = request.user
        return form

    def save_model(self, request: HttpRequest, obj: StoredFile, form: StoredFileForm, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
        else:
            keep(obj, form.cleaned_data["upload"], by=request.user)

"""Files handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from networking.models import StoredFile
from networking.upload_forms import StoredFileForm
from networking.uploads import keep

from .scope import ScopedAdmin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


@admin.register(StoredFile)
class StoredFileAdmin(ScopedAdmin):
    """Forms to download and other files; they come in through the checks, and leave through the view."""

    # Public ones, and one's own: which files those are, `visible_to` says.
    is_shared = True
    form = StoredFileForm
    list_display = ("name", "content_type", "is_public", "uploaded_by", "uploaded_at")
    list_filter = ("is_public",)
    list_select_related = ("uploaded_by",)
    search_fields = ("name",)
    search_help_text = _("Cerca per nome del file.")

    def all_rows(self, request: HttpRequest) -> QuerySet[StoredFile]:
        return StoredFile.objects.visible_to(request.user)

    def may(self, request: HttpRequest, verb: str, row: Any = None) -> bool:
        """One's own files, and any that may be seen for whoever works everywhere."""
        scope = self.reach(request, verb)
        return scope.everywhere or (bool(scope) and (row is None or row.uploaded_by_id == request.user.pk))

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

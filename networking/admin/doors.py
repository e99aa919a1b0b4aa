"""The admin's own pages for passwords and leaving give way to the portal's, which send the notices and ask what they must."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern


def to_own_password(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """Where one changes one's password."""
    return redirect("account_change_password")


def to_leaving(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """Where one leaves."""
    return redirect("account_logout")


# The first page lists the tables already: beside every list it would take the room of two columns.
admin.site.enable_nav_sidebar = False
admin.site.password_change = to_own_password
admin.site.password_change_done = to_own_password
admin.site.logout = to_leaving


def view_on_site(request: HttpRequest, content_type_id: int, object_id: str) -> HttpResponse:
    """Where people read a row; Django's own would tell the address of a draft of any zone."""
    model = get_object_or_404(ContentType, pk=content_type_id).model_class()
    page = admin.site._registry.get(model)
    row = page.get_object(request, object_id) if page and page.has_view_permission(request) else None
    if row is None or not hasattr(row, "get_absolute_url"):
        raise Http404
    return redirect(row.get_absolute_url())


def _with_our_own_door(django_urls: Any) -> Any:
    def get_urls() -> list[URLPattern]:
        ours = path(
            "r/<int:content_type_id>/<path:object_id>/",
            admin.site.admin_view(view_on_site),
            name="view_on_site",
        )
        return [ours, *(each for each in django_urls() if getattr(each, "name", "") != "view_on_site")]

    return get_urls


admin.site.get_urls = _with_our_own_door(admin.site.get_urls)

"""`/gestione/`: Django's admin behind the portal's own doors, which send the notices and ask what they must."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern


class Gestione(AdminSite):
    """The site of the staff's tables."""

    site_header = site_title = _("NET WORKING · gestione")
    index_title = _("Che cosa si può curare")
    # The first page lists the tables already: beside every list it would take the room of two columns.
    enable_nav_sidebar = False

    def get_urls(self) -> list[URLPattern]:
        """Django's own, but for the one that would tell the address of a draft of any zone."""
        ours = path(
            "r/<int:content_type_id>/<path:object_id>/",
            self.admin_view(self.view_on_site),
            name="view_on_site",
        )
        return [ours, *(each for each in super().get_urls() if getattr(each, "name", "") != "view_on_site")]

    def view_on_site(self, request: HttpRequest, content_type_id: int, object_id: str) -> HttpResponse:
        """Where people read a row that one may see."""
        model = get_object_or_404(ContentType, pk=content_type_id).model_class()
        page = self._registry.get(model)
        row = page.get_object(request, object_id) if page and page.has_view_permission(request) else None
        if row is None or not hasattr(row, "get_absolute_url"):
            raise Http404
        return redirect(row.get_absolute_url())

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Where one signs in, by every step that is asked of staff."""
        return secure_admin_login(super().login)(request, extra_context=extra_context)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Where one changes one's password."""
        return redirect("account_change_password")

    password_change_done = password_change

    def logout(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Where one leaves."""
        return redirect("account_logout")

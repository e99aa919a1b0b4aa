"""The admin's own pages for passwords and leaving give way to the portal's, which send the notices and ask what they must."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.shortcuts import redirect

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def to_own_password(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """Where one changes one's password."""
    return redirect("account_change_password")


def to_leaving(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """Where one leaves."""
    return redirect("account_logout")


admin.site.password_change = to_own_password
admin.site.password_change_done = to_own_password
admin.site.logout = to_leaving

"""The books of members: opened here, written in their own pages."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from governance.models import MemberBook
from networking.admin import ScopedAdmin


@admin.register(MemberBook)
class MemberBookAdmin(ScopedAdmin):
    """The book of an association."""

    is_shared = True
    list_display = ("organization", "opened_on", "last_number")
    list_select_related = ("organization",)
    autocomplete_fields = ("organization",)
    search_fields = ("organization__name",)
    search_help_text = _("Cerca per associazione.")

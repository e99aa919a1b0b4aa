"""People who sign in, and their roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as BaseUserAdmin
from django.utils.translation import gettext_lazy as _

from networking.models import Role, User

if TYPE_CHECKING:
    from django.http import HttpRequest


class RoleInline(admin.TabularInline):
    model = Role
    extra = 0


class EmailAddressInline(admin.TabularInline):
    model = EmailAddress
    extra = 0


@admin.register(User)
class UserAdmin(BaseUserAdmin):
    """People who sign in, with their roles."""

    ordering = ("email",)
    list_display = ("email", "full_name", "is_active")
    list_filter = ("is_active", "roles__kind")
    list_select_related = ("person",)
    search_fields = ("email", "person__given_name", "person__family_name")
    inlines = (RoleInline, EmailAddressInline)
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "password")}),
        (
            _("Che cosa può fare"),
            {"fields": ("is_active", "is_superuser", "groups", "user_permissions")},
        ),
        (_("Date"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "usable_password", "password1", "password2")}),)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """People are not deleted in bulk."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions


@admin.register(Role)
class RoleAdmin(admin.ModelAdmin):
    list_display = ("user", "kind", "zone", "comune", "everywhere", "starts_on", "ends_on")
    list_filter = ("kind", "zone")
    list_select_related = ("user__person", "zone", "comune")
    search_fields = ("user__email", "user__person__given_name", "user__person__family_name")
    autocomplete_fields = ("user", "comune")

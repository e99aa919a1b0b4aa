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
    list_display = ("email", "full_name", "comune", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "roles__kind", "comune")
    list_select_related = ("comune",)
    search_fields = ("email", "full_name")
    inlines = (RoleInline, EmailAddressInline)
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "password", "full_name", "comune")}),
        (
            _("Che cosa può fare"),
            {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")},
        ),
        (_("Date"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "full_name", "usable_password", "password1", "password2")}),)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """People are not deleted in bulk."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions


@admin.register(Role)
class RoleAdmin(admin.ModelAdmin):
    list_display = ("user", "kind", "zone", "comune", "starts_on", "ends_on")
    list_filter = ("kind", "zone")
    list_select_related = ("user", "zone", "comune")
    search_fields = ("user__email", "user__full_name")
    autocomplete_fields = ("user", "comune")

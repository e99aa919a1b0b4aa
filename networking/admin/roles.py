"""Roles: what a person is in the project, where, from when to when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networking.granting import Mandate, refusal_for
from networking.models import Role, RoleKind

from .choosing import comuni_within, zones_within
from .scope import InScopeFilter, ScopedAdmin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from networking.models import User


def why_not(role: Role, by: User) -> str:
    """Why `by` may not touch `role`; empty when they may."""
    held = [Mandate.of(each) for each in by.held_roles]
    if by.is_active and by.is_superuser:
        held.append(Mandate(RoleKind.ADMINISTRATOR, everywhere=True))
    refusal = refusal_for(Mandate.of(role), held=held, to_oneself=role.user_id == by.pk)
    return str(refusal.label) if refusal else ""


class RoleForm(forms.ModelForm):
    """A role, given by somebody who may."""

    # Set on the copy that each request gets.
    by: User

    class Meta:
        model = Role
        fields = ("user", "kind", "zone", "comune", "everywhere", "starts_on", "ends_on")

    def clean(self) -> dict[str, Any]:
        """Ask the rule about the role as it would be; as it is, the page itself asks."""
        cells = super().clean() or self.cleaned_data
        if not self.errors:
            names = ("user", "kind", "zone", "comune", "everywhere")
            wanted = Role(**{name: cells[name] for name in names if name in cells})
            if "user" not in cells:
                wanted.user = self.instance.user
            if refusal := why_not(wanted, self.by):
                raise ValidationError(refusal)
        return cells


class InForceFilter(admin.SimpleListFilter):
    """Roles of today, those that end soon, those that are over."""

    title = _("validità")
    parameter_name = "validita"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("oggi", _("vale oggi")), ("scade", _("finisce entro 30 giorni")), ("finito", _("finito"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Role]) -> QuerySet[Role]:
        today = timezone.localdate()
        chosen = {
            "oggi": lambda: queryset.held_on(today),
            "scade": lambda: queryset.ending_soon(today),
            "finito": lambda: queryset.filter(ends_on__lte=today),
        }
        return chosen[self.value()]() if self.value() in chosen else queryset


@admin.register(Role)
class RoleAdmin(ScopedAdmin):
    """Roles are ended by a date, not deleted: that somebody was something stays true."""

    form = RoleForm
    fields = ("user", "kind", "zone", "comune", "everywhere", "starts_on", "ends_on")
    is_private = True
    list_display = ("user", "kind", "zone", "comune", "everywhere", "starts_on", "ends_on")
    list_filter = (InForceFilter, "kind", ("zone", InScopeFilter))
    list_select_related = ("user__person", "zone", "comune__zone")
    search_fields = ("user__email", "user__person__given_name", "user__person__family_name")
    search_help_text = _("Cerca per nome, cognome o e-mail.")
    autocomplete_fields = ("user",)

    def within(self, rows: QuerySet[Role], scope: Any) -> QuerySet[Role]:
        """Those for the zones and comuni where one administers."""
        if scope.everywhere:
            return rows
        return rows.filter(Q(zone__in=scope.zones) | scope.within("comune"))

    def may(self, request: HttpRequest, verb: str, row: Role | None = None) -> bool:
        scope = self.reach(request, verb)
        return bool(scope) and (row is None or not why_not(row, request.user))

    def get_readonly_fields(self, request: HttpRequest, obj: Role | None = None) -> tuple[str, ...]:
        """A role given stays of whom it was given to."""
        return () if obj is None else ("user", "kind")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        scope = self.reach(request, "change")
        if db_field.name == "zone":
            kwargs["queryset"] = zones_within(scope)
        elif db_field.name == "comune":
            kwargs["queryset"] = comuni_within(scope)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        # Made anew for each request: it is nobody else's.
        form.by = request.user
        return form

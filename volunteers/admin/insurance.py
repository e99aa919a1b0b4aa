"""Policies, and whom they cover."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from networking.admin import InScopeFilter, ScopedAdmin
from networking.admin.readings import WritesReadings
from volunteers.models import InsuranceCover, InsurancePolicy
from volunteers.path import insuring

from .following import OfWhoIsFollowed

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from networking.models import Person


@admin.register(InsurancePolicy)
class InsurancePolicyAdmin(ScopedAdmin):
    """The contracts: for which days, and what they cover."""

    is_shared = True
    list_display = ("insurer", "number", "organization", "starts_on", "ends_on")
    list_select_related = ("organization",)
    search_fields = ("insurer", "number")
    search_help_text = _("Cerca per compagnia o numero.")


class CoverForm(forms.ModelForm):
    """Whom, under which policy, from when."""

    def clean(self) -> dict[str, Any]:
        """LR-V3, which the database promises too."""
        cells = super().clean() or self.cleaned_data
        person, starts_on = cells.get("person"), cells.get("starts_on")
        is_touched = not {"person", "starts_on"}.isdisjoint(self.changed_data)
        if is_touched and person and starts_on and (why := insuring.why_not_from(person, starts_on)):
            self.add_error("starts_on", why)
        return cells


@admin.register(InsuranceCover)
class InsuranceCoverAdmin(OfWhoIsFollowed, WritesReadings, ScopedAdmin):
    """Whom a policy covers, from when to when: shortening one suspends, at once, the turns that it no longer covers."""

    is_private = True
    form = CoverForm
    list_display = ("person", "policy", "starts_on", "ends_on")
    list_filter = (("person__comune", InScopeFilter),)
    search_fields = ("person__family_name",)
    search_help_text = _("Cerca per cognome.")
    autocomplete_fields = ("person",)

    def all_rows(self, request: HttpRequest) -> QuerySet[InsuranceCover]:
        return InsuranceCover.objects.visible_to(request.user).select_related("person__comune", "policy")

    def people_of(self, row: InsuranceCover) -> list[Person]:
        """Who is covered."""
        return [row.person]

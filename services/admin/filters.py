"""How the list of sheets is narrowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from services.models import Category
from services.verifying import STALE_AFTER

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from services.models import Service


class PublicationFilter(admin.SimpleListFilter):
    """Published, draft, withdrawn: states that two dates tell."""

    title = _("pubblicazione")
    parameter_name = "pubblicazione"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("si", _("pubblicate")), ("bozza", _("bozze")), ("ritirata", _("ritirate"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Service]) -> QuerySet[Service]:
        chosen = {
            "si": {"published_at__isnull": False, "withdrawn_at": None},
            "bozza": {"published_at": None},
            "ritirata": {"withdrawn_at__isnull": False},
        }
        return queryset.filter(**chosen.get(self.value() or "", {}))


class VerificationFilter(admin.SimpleListFilter):
    """Sheets that nobody has ever checked come first in the day's work."""

    title = _("verifica")
    parameter_name = "verifica"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("mai", _("mai verificate")), ("vecchia", _("da più di sei mesi")), ("si", _("verificate"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Service]) -> QuerySet[Service]:
        chosen = {
            "mai": queryset.never_verified,
            "vecchia": lambda: queryset.verified_before(timezone.now() - STALE_AFTER),
            "si": lambda: queryset.exclude(pk__in=queryset.never_verified()),
        }
        return chosen[self.value()]() if self.value() in chosen else queryset


class BranchFilter(admin.SimpleListFilter):
    """The twelve branches of the category tree, with all that hangs from them."""

    title = _("ramo delle categorie")
    parameter_name = "ramo"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return list(Category.objects.filter(parent=None).values_list("slug", "name"))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Service]) -> QuerySet[Service]:
        if self.value() is None:
            return queryset
        return queryset.filter(Q(category__slug=self.value()) | Q(category__parent__slug=self.value()))

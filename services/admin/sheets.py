"""Sheets: everything of a service on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from networking.admin import InScopeFilter, ScopedAdmin
from services import publishing, verifying
from services.forms import ServiceForm
from services.imports import SERVICES
from services.models import Service

from .details import (
    ContactInline,
    OpeningExceptionInline,
    OpeningRuleInline,
    RequiredDocumentInline,
    ServiceAliasInline,
    ServiceTargetInline,
    VerificationInline,
)
from .exchange import SheetExchange
from .filters import BranchFilter, PublicationFilter, VerificationFilter

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


@admin.register(Service)
class ServiceAdmin(SheetExchange, ScopedAdmin):
    """A sheet in the order in which people read it."""

    sheet_table = SERVICES
    comune_path = "place__comune"
    form = ServiceForm
    list_display = ("title", "comune", "organization", "is_public", "last_verified_on", "updated_at")
    list_filter = (
        PublicationFilter,
        VerificationFilter,
        ("place__comune", InScopeFilter),
        BranchFilter,
        "cost",
        "is_demo",
    )
    list_select_related = ("organization", "place__comune")
    search_fields = ("title", "summary", "short_code", "organization__name", "place__name")
    search_help_text = _("Cerca per titolo, codice breve, ente o luogo.")
    autocomplete_fields = ("organization", "place", "category", "extra_categories")
    prepopulated_fields = {"slug": ("title",)}
    readonly_fields = ("short_code", "published_at", "withdrawn_at", "updated_at")
    actions = ("publish", "withdraw", "mark_as_verified", "export_chosen")
    inlines = (
        ServiceTargetInline,
        ContactInline,
        OpeningRuleInline,
        OpeningExceptionInline,
        RequiredDocumentInline,
        ServiceAliasInline,
        VerificationInline,
    )
    fieldsets = (
        (None, {"fields": ("title", "slug", "short_code", "summary", "description", "keywords")}),
        (_("Classificazione"), {"fields": ("category", "extra_categories", "organization", "actions")}),
        (_("A chi è rivolto"), {"fields": ("addressed_to", ("min_age", "max_age"), "languages")}),
        (_("Come si ottiene"), {"fields": ("how_to", "obtained", "times", "access_modes", "online_url")}),
        (_("Quanto costa"), {"fields": ("cost", "cost_text")}),
        (
            _("Dove, e per chi abita dove"),
            {"fields": ("place", "serves_everywhere", "area_comuni", "area_zones")},
        ),
        (_("Orari"), {"fields": ("hours_note", "closes_on_holidays", "closes_on_patron_day")}),
        (_("Sospensione"), {"fields": (("closed_from", "closed_until"), "closure_reason")}),
        (_("Altro"), {"fields": ("more_info", "conditions")}),
        (_("Da dove viene"), {"fields": ("source", "source_date", "source_note", "is_demo")}),
        (_("Pubblicazione"), {"fields": ("published_at", "withdrawn_at", "updated_at")}),
    )

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Short lists are boxes to tick: nothing to search, nothing to drag."""
        if db_field.name in {"area_comuni", "area_zones", "languages", "actions"}:
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Titles and summaries as wide as what is written in them; ways to get in as boxes, not as codes."""
        if db_field.name == "access_modes":
            return forms.MultipleChoiceField(
                label=capfirst(db_field.verbose_name),
                choices=Service.AccessMode.choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        if db_field.name in {"title", "slug", "closure_reason"}:
            kwargs["widget"] = forms.TextInput(attrs={"size": 80})
        elif db_field.name in {"summary", "keywords"}:
            kwargs["widget"] = forms.Textarea(attrs={"rows": 2, "cols": 80})
        if db_field.name == "keywords":
            kwargs["help_text"] = _("Separate da virgole: «nonni, compagnia, spesa a casa».")
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def all_rows(self, request: HttpRequest) -> QuerySet[Service]:
        return super().all_rows(request).prefetch_related("verifications")

    @admin.display(description=_("comune"), ordering="place__comune__name")
    def comune(self, service: Service) -> str:
        return service.place.comune.name if service.place else "—"

    @admin.display(description=_("visibile"), boolean=True)
    def is_public(self, service: Service) -> bool:
        return service.is_published

    @admin.display(description=_("verificata"))
    def last_verified_on(self, service: Service) -> Any:
        last = service.last_verification
        return timezone.localdate(last.verified_at) if last else "—"

    @admin.action(description=_("Pubblica le schede scelte"), permissions=["change"])
    def publish(self, request: HttpRequest, services: QuerySet[Service]) -> None:
        self._tell(request, publishing.publish(self.changeable(request, services), now=timezone.now()))

    @admin.action(description=_("Ritira le schede scelte"), permissions=["change"])
    def withdraw(self, request: HttpRequest, services: QuerySet[Service]) -> None:
        self._tell(request, publishing.withdraw(self.changeable(request, services), now=timezone.now()))

    @admin.action(description=_("Segna come verificate oggi"), permissions=["change"])
    def mark_as_verified(self, request: HttpRequest, services: QuerySet[Service]) -> None:
        checked = self.changeable(request, services)
        for service in checked:
            verifying.confirm_sheet(
                service=service,
                by=request.user,
                on_behalf_of=str(_("redazione del portale")),
                now=timezone.now(),
            )
        self._tell(request, len(checked))

    def _tell(self, request: HttpRequest, sheets: int) -> None:
        text = ngettext("%(sheets)d scheda aggiornata.", "%(sheets)d schede aggiornate.", sheets)
        self.message_user(request, text % {"sheets": sheets}, messages.SUCCESS)

"""Sheets: everything of a service on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from services import publishing, verifying
from services.forms import ContactForm, ServiceForm
from services.models import (
    Category,
    Contact,
    OpeningException,
    OpeningRule,
    RequiredDocument,
    Service,
    ServiceAlias,
    ServiceTarget,
    Verification,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


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
        return [("mai", _("mai verificate")), ("si", _("verificate"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Service]) -> QuerySet[Service]:
        if self.value() is None:
            return queryset
        return queryset.filter(verifications__isnull=self.value() == "mai").distinct()


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


class ServiceTargetInline(admin.TabularInline):
    model = ServiceTarget
    extra = 0


class ContactInline(admin.TabularInline):
    model = Contact
    form = ContactForm
    extra = 0


class RequiredDocumentInline(admin.TabularInline):
    model = RequiredDocument
    extra = 0


class OpeningRuleInline(admin.TabularInline):
    model = OpeningRule
    extra = 0


class OpeningExceptionInline(admin.TabularInline):
    model = OpeningException
    extra = 0


class ServiceAliasInline(admin.TabularInline):
    model = ServiceAlias
    extra = 0


class VerificationInline(admin.TabularInline):
    """Read only: a verification is written by the act and never changed."""

    model = Verification
    extra = 0
    fields = readonly_fields = ("verified_at", "verifier_name", "method")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Service)
class ServiceAdmin(admin.ModelAdmin):
    """A sheet in the order in which people read it."""

    form = ServiceForm
    list_display = ("title", "comune", "organization", "is_public", "last_verified_on", "updated_at")
    list_filter = (PublicationFilter, VerificationFilter, "place__comune", BranchFilter, "cost", "is_demo")
    list_select_related = ("organization", "place__comune")
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("title", "summary", "short_code", "organization__name", "place__name")
    search_help_text = _("Cerca per titolo, codice breve, ente o luogo.")
    autocomplete_fields = ("organization", "place", "category", "extra_categories")
    prepopulated_fields = {"slug": ("title",)}
    readonly_fields = ("short_code", "published_at", "withdrawn_at", "updated_at")
    actions = ("publish", "withdraw", "mark_as_verified")
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

    def get_queryset(self, request: HttpRequest) -> QuerySet[Service]:
        return super().get_queryset(request).prefetch_related("verifications")

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

    @admin.action(description=_("Pubblica le schede scelte"))
    def publish(self, request: HttpRequest, services: QuerySet[Service]) -> None:
        self._tell(request, publishing.publish(services, now=timezone.now()))

    @admin.action(description=_("Ritira le schede scelte"))
    def withdraw(self, request: HttpRequest, services: QuerySet[Service]) -> None:
        self._tell(request, publishing.withdraw(services, now=timezone.now()))

    @admin.action(description=_("Segna come verificate oggi"))
    def mark_as_verified(self, request: HttpRequest, services: QuerySet[Service]) -> None:
        for service in services.select_related("organization"):
            verifying.confirm_sheet(
                service=service,
                by=request.user,
                on_behalf_of=str(_("redazione del portale")),
                now=timezone.now(),
            )
        self._tell(request, len(services))

    def _tell(self, request: HttpRequest, sheets: int) -> None:
        text = ngettext("%(sheets)d scheda aggiornata.", "%(sheets)d schede aggiornate.", sheets)
        self.message_user(request, text % {"sheets": sheets}, messages.SUCCESS)

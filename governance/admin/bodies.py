"""Bodies, their rules and who sits in them: what the database refuses is said in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from governance.models import Body, BodyRule, Mandate, MatterRule
from governance.refusing import GovernanceError, in_words
from networking.admin import ScopedAdmin
from networking.admin.readings import WritesReadings
from networking.admin.scope import ScopedInline

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from networking.models import Person

ADOPTING = {
    "adopted_rules_know_every_matter": (
        None,
        _("Non sono ancora adottate: scrivi quorum e maggioranza di ogni materia, in ogni convocazione."),
    ),
    "an_adopted_rule_is_never_changed": (
        None,
        _("Sono già adottate e non cambiano più: per cambiarle scrivi una versione nuova."),
    ),
}


@admin.register(Body)
class BodyAdmin(ScopedAdmin):
    """The bodies that decide."""

    is_shared = True
    list_display = ("name", "kind", "organization", "is_public")
    list_select_related = ("organization",)
    search_fields = ("name",)
    search_help_text = _("Cerca per nome.")
    prepopulated_fields = {"slug": ("name",)}


class MatterRuleInline(ScopedInline):
    """Quorum and majority of each matter."""

    model = MatterRule
    # Each matter at the first call.
    max_num = len(MatterRule.Matter) * 2

    def get_extra(self, request: HttpRequest, obj: BodyRule | None = None, **kwargs: Any) -> int:
        """A line for each matter, of rules that are new."""
        return 0 if obj is not None else len(MatterRule.Matter)


@admin.register(BodyRule)
class BodyRuleAdmin(ScopedAdmin):
    """Versions of a body's rules: adopted, they are only read."""

    is_shared = True
    list_display = ("body", "version", "valid_from", "is_adopted", "source")
    list_select_related = ("body",)
    list_filter = ("is_adopted",)
    search_fields = ("body__name",)
    search_help_text = _("Cerca per organo.")
    exclude = ("version",)
    inlines = (MatterRuleInline,)

    def has_change_permission(self, request: HttpRequest, obj: BodyRule | None = None) -> bool:
        return super().has_change_permission(request, obj) and not (obj is not None and obj.is_adopted)

    def save_model(self, request: HttpRequest, obj: BodyRule, form: Any, change: bool) -> None:
        """Numbered after the last; adopted only once its matters are written."""
        obj.is_adopted = False
        if not change:
            last = BodyRule.objects.filter(body=obj.body).aggregate(last=Max("version"))["last"]
            obj.version = (last or 0) + 1
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not form.cleaned_data.get("is_adopted"):
            return
        rule = form.instance
        rule.is_adopted = True
        try:
            with in_words(ADOPTING):
                rule.save(update_fields=["is_adopted"])
        except GovernanceError as error:
            rule.is_adopted = False
            self.message_user(request, str(error), messages.ERROR)


@admin.register(Mandate)
class MandateAdmin(WritesReadings, ScopedAdmin):
    """Who sits in a body, from when to when."""

    is_shared = True
    is_private = True
    list_display = ("name", "body", "task", "comune", "starts_on", "ends_on")
    list_select_related = ("body", "comune")
    list_filter = ("task",)
    search_fields = ("name", "body__name")
    search_help_text = _("Cerca per nome o per organo.")
    autocomplete_fields = ("person",)
    exclude = ("name",)

    def all_rows(self, request: HttpRequest) -> QuerySet[Mandate]:
        # Not joined: who was erased has left their mandates behind.
        return Mandate.objects.visible_to(request.user).prefetch_related("person")

    def save_model(self, request: HttpRequest, obj: Mandate, form: Any, change: bool) -> None:
        """With the name they have today, as the books will keep it."""
        if not change or "person" in form.changed_data:
            obj.name = obj.person.full_name
        super().save_model(request, obj, form, change)

    def people_of(self, row: Mandate) -> list[Person | None]:
        """Who sits; nobody, once erased."""
        return [getattr(row, "person", None)]

"""Activities: what is done, for whom, and by which rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from laboratories.models import Activity
from laboratories.timetable import showing
from networking.admin import InScopeFilter, ScopedAdmin

from .sentences import BesideItsField, SaysWhy
from .venue_forms import TAKEN
from .venues import VisibleFilter

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

HOW_LONG = _("Scrivi almeno un mese, o lascia vuoto: allora non scade.")
HOW_OFTEN = _("Scrivi almeno una volta, o lascia vuoto: allora quante si vuole.")


class ActivityForm(BesideItsField, forms.ModelForm):
    """An activity. Nobody could take part no times a year, nor use what no month lasts."""

    class Meta:
        model = Activity
        fields = (
            *("kind", "audience", "subject", "title", "slug", "summary", "description", "to_bring"),
            *("min_age", "max_age", "min_grade", "max_grade", "actions", "organization", "policy"),
            *("yearly_limit", "grants", "grants_months"),
        )
        error_messages = {"slug": {"unique": TAKEN}}

    def clean_yearly_limit(self) -> int | None:
        """At least once, or as often as one likes."""
        return self._at_least_one("yearly_limit", HOW_OFTEN)

    def clean_grants_months(self) -> int | None:
        """At least a month, or for ever."""
        return self._at_least_one("grants_months", HOW_LONG)

    def _at_least_one(self, name: str, sentence: Any) -> int | None:
        number: int | None = self.cleaned_data[name]
        if number == 0:
            raise forms.ValidationError(sentence)
        return number


@admin.register(Activity)
class ActivityAdmin(SaysWhy, ScopedAdmin):
    """Those of the organisations where one works."""

    comune_path = "organization__comune"
    form = ActivityForm
    list_display = ("title", "kind", "audience", "organization", "is_public")
    list_filter = ("kind", "audience", VisibleFilter, ("organization__comune", InScopeFilter))
    list_select_related = ("organization",)
    search_fields = ("title", "summary", "organization__name")
    search_help_text = _("Cerca per titolo, riassunto o ente.")
    prepopulated_fields = {"slug": ("title",)}
    readonly_fields = ("published_at",)
    actions = ("publish", "withdraw")
    fieldsets = (
        (None, {"fields": ("kind", "subject", "title", "slug", "summary", "description", "to_bring")}),
        (_("Per chi"), {"fields": ("audience", "min_age", "max_age", "min_grade", "max_grade")}),
        (_("Chi la tiene"), {"fields": ("organization", "policy", "actions")}),
        (_("Quante volte, e che cosa si ottiene"), {"fields": ("yearly_limit", "grants", "grants_months")}),
        (_("Pubblicazione"), {"fields": ("published_at",)}),
    )

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Short lists are boxes to tick."""
        if db_field.name == "actions":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """As wide as what is written in them."""
        if db_field.name in {"title", "slug"}:
            kwargs["widget"] = forms.TextInput(attrs={"size": 60})
        elif db_field.name in {"summary", "to_bring"}:
            kwargs["widget"] = forms.Textarea(attrs={"rows": 2, "cols": 80})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("visibile"), boolean=True)
    def is_public(self, activity: Activity) -> bool:
        return activity.published_at is not None

    @admin.action(description=_("Pubblica le attività scelte"), permissions=["change"])
    def publish(self, request: HttpRequest, activities: QuerySet[Activity]) -> None:
        self._tell(request, showing.show(self.changeable(request, activities), now=timezone.now()))

    @admin.action(description=_("Togli dal portale le attività scelte"), permissions=["change"])
    def withdraw(self, request: HttpRequest, activities: QuerySet[Activity]) -> None:
        """What somebody has booked stays where they can read of it."""
        hidden, kept = showing.hide_activities(self.changeable(request, activities))
        self._tell(request, hidden)
        if kept:
            said = ngettext(
                "%d attività resta: c'è chi ha prenotato. Se non si tiene, annulla i suoi cicli.",
                "%d attività restano: c'è chi ha prenotato. Se non si tengono, annulla i loro cicli.",
                kept,
            )
            self.message_user(request, said % kept, messages.WARNING)

    def _tell(self, request: HttpRequest, count: int) -> None:
        said = ngettext("%d attività cambiata.", "%d attività cambiate.", count) % count
        self.message_user(request, said, messages.SUCCESS)

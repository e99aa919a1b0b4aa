"""Cycles: when, where and for how many an activity is held; written, published, called off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTimeWidget
from django.db import models
from django.db.models import Q
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from laboratories.models import Cycle, CycleStaff, WeeklyRule
from laboratories.timetable import calling_off, leading, publishing
from networking.admin import InScopeFilter, ScopedAdmin, ScopedInline

from .acting import Acts
from .dates import WritesDates
from .planning_forms import CycleForm, ReasonForm, rooms_in_use
from .sentences import SaysWhy
from .venues import VisibleFilter

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from laboratories.models import Room


class WeeklyRuleInline(ScopedInline):
    model = WeeklyRule
    extra = 1
    # Nobody meets at a second.
    formfield_overrides = {models.TimeField: {"widget": AdminTimeWidget(format="%H:%M")}}


class CycleStaffInline(ScopedInline):
    model = CycleStaff
    autocomplete_fields = ("person",)


@admin.register(Cycle)
class CycleAdmin(WritesDates, Acts, SaysWhy, ScopedAdmin):
    """Those held in the venues where one works."""

    comune_path = "venue__place__comune"
    form = CycleForm
    sentences = {
        "staff_never_in_two_places": (
            None,
            gettext_lazy("Chi conduce è già in un altro incontro, nelle ore di uno di questi."),
        )
    }
    list_display = ("__str__", "venue", "first_day", "last_day", "places", "state")
    list_filter = (("venue__place__comune", InScopeFilter), "unit", VisibleFilter)
    search_fields = ("activity__title", "name", "venue__place__name", "venue__place__comune__name")
    search_help_text = gettext_lazy("Cerca per attività, nome del ciclo, spazio o comune.")
    date_hierarchy = "first_day"
    autocomplete_fields = ("activity", "venue")
    readonly_fields = ("state",)
    inlines = (WeeklyRuleInline, CycleStaffInline)
    actions = ("publish", "withdraw")
    change_form_template = "admin/laboratories/cycle_change.html"
    fieldsets = (
        (None, {"fields": ("activity", "name", "venue", "room", "state")}),
        (gettext_lazy("Quando"), {"fields": ("first_day", "last_day", "follows_school")}),
        (
            gettext_lazy("Prenotazioni"),
            {"fields": ("unit", "places", "enrol_opens_at", "enrol_closes_at", "cancel_before")},
        ),
    )

    def all_rows(self, request: HttpRequest) -> QuerySet[Cycle]:
        return super().all_rows(request).select_related("activity", "venue__place__comune", "room")

    def get_readonly_fields(self, request: HttpRequest, obj: Cycle | None = None) -> tuple[str, ...]:
        """What was booked stays what it is and where it is; its dates and rooms move one by one."""
        return (*self.readonly_fields, "activity", "venue") if obj else self.readonly_fields

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "room":
            field.queryset = self._rooms(request)
            field.label_from_instance = lambda room: f"{room.name} ({room.venue})"
        return field

    def _rooms(self, request: HttpRequest) -> QuerySet[Room]:
        """Those of the cycle's venue, or of the venues where one works."""
        rooms = self.model._meta.get_field("room").related_model.objects.select_related(
            "venue__place__comune"
        )
        pk = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
        scope = self.reach(request, "change")
        here = Q() if scope.everywhere else scope.within(self.comune_path)
        here = Q(venue__cycles=pk) if pk else here
        return rooms_in_use(rooms.filter(here), timezone.localdate()).distinct()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Who leads the cycle leads its sessions to come."""
        before = set(CycleStaff.objects.filter(cycle=form.instance).values_list("person", flat=True))
        super().save_related(request, form, formsets, change)
        after = set(CycleStaff.objects.filter(cycle=form.instance).values_list("person", flat=True))
        if before != after:
            leading.go_along(form.instance, gone=before - after, now=timezone.now())

    @admin.display(description=gettext_lazy("stato"))
    def state(self, cycle: Cycle) -> str:
        if cycle.called_off_at:
            return _("annullato")
        return _("pubblicato") if cycle.published_at else _("bozza")

    # --- publishing ---

    @admin.action(description=gettext_lazy("Pubblica i cicli scelti"), permissions=["change"])
    def publish(self, request: HttpRequest, cycles: QuerySet[Cycle]) -> None:
        now = timezone.now()
        self._each(request, cycles, lambda cycle: publishing.publish(cycle.pk, by=request.user, now=now))

    @admin.action(description=gettext_lazy("Togli dal portale i cicli scelti"), permissions=["change"])
    def withdraw(self, request: HttpRequest, cycles: QuerySet[Cycle]) -> None:
        self._each(request, cycles, lambda cycle: publishing.withdraw(cycle.pk, by=request.user))

    def _each(self, request: HttpRequest, cycles: QuerySet[Cycle], act: Any) -> None:
        """How many changed; of each that did not, why."""
        changed = 0
        for cycle in self.changeable(request, cycles):
            try:
                act(cycle)
                changed += 1
            except publishing.PublishingError as error:
                messages.error(request, f"«{cycle}»: {error}")
        if changed:
            said = ngettext("%d ciclo cambiato.", "%d cicli cambiati.", changed) % changed
            messages.success(request, said)

    # --- calling off ---

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.call_off_view)
        return [path("<uuid:pk>/annulla/", view, name="laboratories_cycle_call_off"), *super().get_urls()]

    def call_off_view(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Whom it touches is said before; why is asked; then everybody is told."""
        cycle, now = self.found(request, pk), timezone.now()
        form = ReasonForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                calling_off.call_off(cycle.pk, **form.cleaned_data, by=request.user, now=now)
            except calling_off.CallingOffError as error:
                messages.error(request, error.sentence)
            else:
                messages.success(
                    request, _("Annullato. Chi aveva un posto, chi aspettava e chi conduce lo sanno.")
                )
            return redirect("admin:laboratories_cycle_change", cycle.pk)
        placed, waiting = calling_off.people_in(cycle, now=now)
        title = _("Annulla «{cycle}»").format(cycle=cycle)
        return self.page(request, "call_off", cycle, title=title, form=form, placed=placed, waiting=waiting)

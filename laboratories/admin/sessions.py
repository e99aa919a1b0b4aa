"""Sessions one by one: written by hand, moved, called off; what they are about and who leads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laboratories.models import Session, SessionStaff
from laboratories.notices import dates as notices
from laboratories.timetable import leading, moving
from networking.admin import InScopeFilter, ScopedAdmin, ScopedInline

from .acting import Acts
from .planning_forms import MoveForm, ReasonForm, SessionForm
from .sentences import SaysWhy

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

# What changes by an act that tells people, never by writing it.
FIXED = ("cycle", "local_date", "local_start", "local_end", "room")
ELSEWHERE = gettext_lazy("In quell'orario questa persona è già in un altro incontro.")


class SessionStaffInline(ScopedInline):
    model = SessionStaff
    fields = ("person", "role")
    autocomplete_fields = ("person",)


class HeldFilter(admin.SimpleListFilter):
    """Those to come, those that were, those called off."""

    title = gettext_lazy("quali")
    parameter_name = "quali"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("futuri", _("da tenere")), ("passati", _("già passati")), ("annullati", _("annullati"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Session]) -> QuerySet[Session]:
        now = timezone.now()
        if self.value() == "futuri":
            return queryset.filter(cancelled_at=None, starts_at__gt=now)
        if self.value() == "passati":
            return queryset.filter(cancelled_at=None, starts_at__lte=now)
        return queryset.filter(cancelled_at__isnull=False) if self.value() == "annullati" else queryset


@admin.register(Session)
class SessionAdmin(Acts, SaysWhy, ScopedAdmin):
    """Those held in the venues where one works. Nobody deletes one: it is called off, and people are told."""

    comune_path = "cycle__venue__place__comune"
    form = SessionForm
    sentences = {"staff_never_in_two_places": (None, ELSEWHERE)}
    list_display = ("local_date", "hours", "cycle", "room", "is_held")
    list_filter = (HeldFilter, ("cycle__venue__place__comune", InScopeFilter))
    search_fields = ("cycle__activity__title", "cycle__name", "cycle__venue__place__name")
    search_help_text = gettext_lazy("Cerca per attività, ciclo o spazio.")
    date_hierarchy = "local_date"
    ordering = ("local_date", "local_start", "id")
    autocomplete_fields = ("cycle",)
    inlines = (SessionStaffInline,)
    fields = (*FIXED, "topic")
    change_form_template = "admin/laboratories/session_change.html"

    def all_rows(self, request: HttpRequest) -> QuerySet[Session]:
        rows = super().all_rows(request)
        return rows.select_related("cycle__activity", "cycle__venue__place__comune", "room__venue__place")

    def get_readonly_fields(self, request: HttpRequest, obj: Session | None = None) -> tuple[str, ...]:
        return FIXED if obj else ()

    def get_inlines(self, request: HttpRequest, obj: Session | None) -> tuple[Any, ...]:
        """A new one begins with who leads its cycle."""
        return self.inlines if obj else ()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Of a new date everybody is told whom it concerns."""
        super().save_related(request, form, formsets, change)
        if not change:
            session, now = form.instance, timezone.now()
            session.refresh_from_db()
            leading.go_along(session.cycle, gone=(), now=now)
            notices.tell_of_added(session.cycle, [session], now=now)

    def _declared(self, request: HttpRequest) -> list[str]:
        """Those of one cycle too: its page leads here."""
        return [*super()._declared(request), "cycle"]

    @admin.display(description=gettext_lazy("ore"))
    def hours(self, session: Session) -> str:
        return f"{session.local_start:%H:%M}–{session.local_end:%H:%M}"

    @admin.display(description=gettext_lazy("si tiene"), boolean=True)
    def is_held(self, session: Session) -> bool:
        return session.cancelled_at is None

    # --- moving, calling off ---

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("<uuid:pk>/sposta/", view(self.move_view), name="laboratories_session_move"),
            path("<uuid:pk>/annulla/", view(self.call_off_view), name="laboratories_session_call_off"),
            *super().get_urls(),
        ]

    def move_view(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Another day, hours or room; whoever has them is named beside the field."""
        session, now = self.found(request, pk), timezone.now()
        form = MoveForm(request.POST if request.method == "POST" else None, session=session)
        if request.method == "POST" and form.is_valid():
            try:
                room = form.cleaned_data["room"]
                moving.move(session.pk, form.when(), room=room, by=request.user, now=now)
            except moving.PlanningError as error:
                form.add_error(error.field, error.sentence)
            else:
                return self._done(request, session, _("Spostato. Chi viene e chi conduce lo sanno."))
        title = _("Sposta «{session}»").format(session=session)
        return self.page(request, "move", session, title=title, form=form)

    def call_off_view(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Why is asked; then everybody is told."""
        session, now = self.found(request, pk), timezone.now()
        form = ReasonForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                moving.call_off(session.pk, **form.cleaned_data, by=request.user, now=now)
            except moving.PlanningError as error:
                form.add_error(None, error.sentence)
            else:
                return self._done(request, session, _("Annullato. Chi viene e chi conduce lo sanno."))
        title = _("Annulla «{session}»").format(session=session)
        return self.page(request, "call_off", session, title=title, form=form)

    def _done(self, request: HttpRequest, session: Session, sentence: str) -> HttpResponse:
        messages.success(request, sentence)
        return redirect("admin:laboratories_session_change", session.pk)

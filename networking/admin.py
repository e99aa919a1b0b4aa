"""The ground in `/gestione/`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as BaseUserAdmin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_celery_beat.models import (
    ClockedSchedule,
    CrontabSchedule,
    IntervalSchedule,
    PeriodicTask,
    SolarSchedule,
)

from .models import (
    Action,
    Comune,
    Goal,
    Heartbeat,
    Holiday,
    OutboxMail,
    PageReport,
    PopulationBand,
    ProgrammePoint,
    Role,
    StoredFile,
    User,
    Zone,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


# The clock's schedules and the addresses of sign-in are not for editing here: the code keeps the first,
# each person's page shows the second.
for model in (ClockedSchedule, CrontabSchedule, IntervalSchedule, PeriodicTask, SolarSchedule, EmailAddress):
    admin.site.unregister(model)


class HandledFilter(admin.SimpleListFilter):
    """What still waits for somebody is shown first."""

    title = _("presa in carico")
    parameter_name = "presa_in_carico"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("no", _("da guardare")), ("si", _("già prese in carico"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset if self.value() is None else queryset.filter(handled_at__isnull=self.value() == "no")


class ReportAdmin(admin.ModelAdmin):
    """What people report: staff read it and say that somebody has it in hand; they never write it."""

    list_filter: tuple[Any, ...] = (HandledFilter,)
    list_per_page = 50
    actions = ("mark_as_handled",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.action(description=_("Segna come già prese in carico"))
    def mark_as_handled(self, request: HttpRequest, reports: QuerySet) -> None:
        """Keep the first moment of those already in hand."""
        reports.filter(handled_at=None).update(handled_at=timezone.now())


@admin.register(Zone)
class ZoneAdmin(admin.ModelAdmin):
    list_display = ("number", "name", "contact_phone", "contact_email")
    prepopulated_fields = {"slug": ("name",)}


class PopulationBandInline(admin.TabularInline):
    model = PopulationBand
    extra = 0


@admin.register(Comune)
class ComuneAdmin(admin.ModelAdmin):
    list_display = ("name", "zone", "codice_istat", "phone", "email")
    list_filter = ("zone", "is_in_seismic_crater")
    list_select_related = ("zone",)
    search_fields = ("name", "codice_istat", "postcode")
    search_help_text = _("Cerca per nome, codice ISTAT o CAP.")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (PopulationBandInline,)


@admin.register(Holiday)
class HolidayAdmin(admin.ModelAdmin):
    list_display = ("date", "name")
    date_hierarchy = "date"


class ActionInline(admin.TabularInline):
    model = Action
    extra = 0


@admin.register(Goal)
class GoalAdmin(admin.ModelAdmin):
    list_display = ("sdg_number", "title")
    inlines = (ActionInline,)


@admin.register(ProgrammePoint)
class ProgrammePointAdmin(admin.ModelAdmin):
    list_display = ("number", "title")


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


@admin.register(OutboxMail)
class OutboxMailAdmin(admin.ModelAdmin):
    """Mail that leaves: staff see how it went and may send the dead again."""

    list_display = ("subject", "to", "state", "attempts", "created_at", "sent_at")
    list_filter = ("state",)
    list_per_page = 50
    search_fields = ("to", "subject")
    # Whoever reads a mail could use the link in it, as to choose a new password.
    exclude = ("text", "html")
    readonly_fields = tuple(
        field.name for field in OutboxMail._meta.fields if field.name not in {"text", "html"}
    )
    actions = ("send_again",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.action(description=_("Rimetti in partenza quelle non consegnate"))
    def send_again(self, request: HttpRequest, mails: QuerySet[OutboxMail]) -> None:
        now = timezone.now()
        # The day after which a mail is given up begins again.
        mails.filter(state=OutboxMail.State.DEAD).update(
            state=OutboxMail.State.QUEUED, due_at=now, created_at=now, attempts=0
        )


@admin.register(PageReport)
class PageReportAdmin(ReportAdmin):
    list_display = ("path", "message", "reported_at", "handled_at")
    readonly_fields = ("path", "message", "email", "reported_at")


@admin.register(Heartbeat)
class HeartbeatAdmin(admin.ModelAdmin):
    list_display = ("name", "beat_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(StoredFile)
class StoredFileAdmin(admin.ModelAdmin):
    """Forms to download and other files; the link passes through the view that checks."""

    list_display = ("name", "content_type", "is_public", "uploaded_by", "uploaded_at")
    list_filter = ("is_public",)
    search_fields = ("name",)
    exclude = ("uploaded_by",)

    def save_model(self, request: HttpRequest, obj: StoredFile, form: Any, change: bool) -> None:
        """Whoever uploads is written down by the portal, not typed."""
        obj.uploaded_by = obj.uploaded_by or request.user
        super().save_model(request, obj, form, change)

"""Work that people have asked for: how it goes, for who keeps the portal running. Never what it gave, nor about whom."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networking.attention import JOBS_FAILED_WITHIN, JOBS_WAIT_AT_MOST
from networking.jobs import label_of
from networking.models import Job

from .scope import ReadOnlyAdmin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from networking.models.jobs import JobQuerySet


class TroubleFilter(admin.SimpleListFilter):
    """What broke lately, and what waits too long."""

    title = gettext_lazy("da guardare")
    parameter_name = "da_guardare"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("si", _("guasti di oggi e lavori fermi"))]

    def queryset(self, request: HttpRequest, jobs: JobQuerySet) -> JobQuerySet:
        """Those in trouble, when asked for."""
        if self.value() != "si":
            return jobs
        now = timezone.now()
        return jobs.in_trouble(failed_after=now - JOBS_FAILED_WITHIN, asked_before=now - JOBS_WAIT_AT_MOST)


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """Neither the result nor who asked, about whom and with which choices: that is theirs."""

    is_private = True
    list_display = ("label", "state", "created_at", "waited", "lasted", "attempts", "error", "fault")
    list_filter = (TroubleFilter, "state")
    fields = (
        "label",
        "state",
        "created_at",
        "started_at",
        "finished_at",
        "waited",
        "lasted",
        "attempts",
        "error",
        "fault",
    )
    readonly_fields = fields

    def all_rows(self, request: HttpRequest) -> QuerySet[Job]:
        shown = ("kind", "state", "created_at", "started_at", "finished_at", "attempts", "error", "fault")
        return Job.objects.for_everyone(reason="chi tiene in funzione il portale guarda i lavori").only(
            *shown
        )

    @admin.display(description=gettext_lazy("che cosa"), ordering="kind")
    def label(self, job: Job) -> str:
        return label_of(job.kind)

    @admin.display(description=gettext_lazy("ha aspettato"))
    def waited(self, job: Job) -> str:
        return _told(job.started_at and job.started_at - job.created_at)

    @admin.display(description=gettext_lazy("è durato"))
    def lasted(self, job: Job) -> str:
        return _told(job.started_at and job.finished_at and job.finished_at - job.started_at)


def _told(time: timedelta | None) -> str:
    if time is None:
        return "—"
    minutes, seconds = divmod(max(int(time.total_seconds()), 0), 60)
    return _("{minutes} min {seconds} s").format(minutes=minutes, seconds=seconds)

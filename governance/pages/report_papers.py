"""Published monitoring reports, for the place where all papers are found (`PAPER_SOURCES`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy

from governance.models import MonitoringReport
from networking.papers import Paper, PaperSource

from . import reports

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from governance.models.reports import MonitoringReportQuerySet
    from networking.models import User
    from networking.papers import Asked


def _published(_user: User | AnonymousUser, asked: Asked) -> MonitoringReportQuerySet:
    """Those that everybody may read. They are of no body: who asks for one gets none."""
    rows = MonitoringReport.objects.public()
    if asked.body:
        rows = rows.none()
    if asked.year:
        rows = rows.filter(year=asked.year)
    return rows.select_related("file").order_by("-published_at")


def _paper(row: MonitoringReport) -> Paper:
    if row.published_at is None or row.file is None:
        raise ValueError(row)
    return Paper(
        title=str(row),
        about=reports.name(row),
        at=row.published_at,
        url=reverse("governance:report_pdf", args=[row.year, row.number]),
        file=row.file,
        is_public=True,
        kind=str(REPORTS.label),
    )


REPORTS = PaperSource("rapporti", gettext_lazy("Rapporti di monitoraggio"), _published, _paper)

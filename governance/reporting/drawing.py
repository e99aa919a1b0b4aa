"""A report on paper: PDF/UA, with its numbers, charts, tables, decisions, method, and a code that leads to its page."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.indicators import period_words
from governance.models import Body, Decision, IndicatorTarget, MonitoringReport
from governance.pages.reports import period_of
from governance.quality import checking
from laboratories.registers.documents import drawn_code
from networking import keeping, pdf

from . import contents, writing

if TYPE_CHECKING:
    from datetime import datetime

    from networking.jobs import Tell

TEMPLATE = "documents/monitoring_report.html"
# How far the work is when each part begins; drawing takes most of it.
READING, DRAWING, KEEPING = 5, 30, 95


def draw(
    report: MonitoringReport, *, now: datetime, tell: Tell = lambda _percent, _words: None
) -> MonitoringReport:
    """Draw the PDF of a draft and keep it with its digest. Raises GovernanceError where its words changed meanwhile."""
    tell(READING, _("Raccolgo i numeri pubblicati"))
    context = of(report, now=now)
    tell(DRAWING, _("Impagino il rapporto"))
    drawn = pdf.render(TEMPLATE, context, written_at=timezone.localtime(now))
    tell(KEEPING, _("Metto via il PDF"))
    file = keeping.keep_pdf(drawn, f"rapporto-{report.code}.pdf")
    old = writing.keep_drawing(report, file, hashlib.sha256(drawn).digest())
    if old is not None:
        old.__class__.objects.filter(pk=old.pk).delete()
    report.refresh_from_db()
    return report


def of(report: MonitoringReport, *, now: datetime) -> dict[str, Any]:
    """Everything that stands in the PDF."""
    period = period_of(report)
    chapters = contents.chapters(report, timezone.localdate(now))
    page = f"{settings.PORTAL_ADDRESS}{report.get_absolute_url()}"
    return {
        "report": report,
        "when": period_words.name(period),
        "where": report.zone.name
        if report.zone
        else _("Tutto il territorio: ventuno comuni, tre zone sociali"),
        "chapters": chapters,
        "statuses": contents.statuses(chapters),
        "decisions": _decisions(report),
        "found": checking.found(timezone.localdate(now)),
        "targets": IndicatorTarget.objects.filter(
            set_at__date__range=(report.first_day, report.last_day)
        ).order_by("code", "set_at"),
        "readings": report.publications.select_related("reading__definition").order_by(
            "reading__definition__code"
        ),
        "page": page,
        "qr": drawn_code(page),
    }


def _decisions(report: MonitoringReport) -> list[Decision]:
    """The public decisions of the Cabina that were taken in the period, in order."""
    rows = Decision.objects.for_everyone(reason="per il rapporto, solo quelle pubbliche")
    public = rows.filter(is_public=True, body__kind=Body.Kind.CABINA)
    if report.zone:
        public = public.filter(comuni__zone=report.zone).distinct()
    return list(
        public.filter(adopted_at__date__range=(report.first_day, report.last_day)).order_by("year", "number")
    )

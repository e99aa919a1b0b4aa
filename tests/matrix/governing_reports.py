"""A draft of a report, and one that everybody reads: what the matrix asks for."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from django.utils import timezone

from governance.models import MonitoringReport, Reading
from networking import keeping
from tests.matrix.arguments import named
from tests.measuring import definition

CONTENT = b"%PDF-1.7 prova"
OF_DRAFT = ("report_desk", "report_draw", "report_approve", "report_publish")
_public = named(year="public_report.year", number="public_report.number")
ARGUMENTS = {
    **dict.fromkeys([f"governance:{each}" for each in OF_DRAFT], named(pk="draft_report.pk")),
    "governance:evidence": named(pk="reading.pk"),
    "governance:report_preview": named(pk="public_report.pk"),
    **dict.fromkeys(("governance:report", "governance:report_pdf"), _public),
    "governance:report_data": lambda stage: _public(stage) | {"extension": "csv"},
}


def rows() -> dict[str, Any]:
    """Rows by name."""
    reading = Reading.objects.create(
        definition=definition("NW-80"),
        span="year",
        first_day=date(2026, 1, 1),
        last_day=date(2026, 12, 31),
        read_at=timezone.now(),
        code_version="x",
        digest="x",
        rows=0,
        rows_gone=1,
    )
    return {
        "reading": reading,
        "draft_report": _draft(date(2026, 4, 1), date(2026, 6, 30)),
        "public_report": _published(),
    }


def _draft(first: date, last: date) -> MonitoringReport:
    made = MonitoringReport.objects.create(
        span="quarter", first_day=first, last_day=last, summary="Prova.", drafted_at=timezone.now()
    )
    made.refresh_from_db()
    return made


def _published() -> MonitoringReport:
    made, now = _draft(date(2026, 1, 1), date(2026, 3, 31)), timezone.now()
    made.file = keeping.keep_pdf(CONTENT, "rapporto.pdf")
    made.digest = hashlib.sha256(CONTENT).digest()
    made.save()
    made.state, made.approved_at = "approved", now
    made.save()
    made.state, made.published_at = "published", now
    made.save()
    return made

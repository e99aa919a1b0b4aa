"""The steps of a report: begun from the published numbers, written, approved by somebody else, given to everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.models import IndicatorDefinition, MonitoringReport
from governance.refusing import GovernanceError, in_words

from . import contents, summarising
from .promises import REPORTS

if TYPE_CHECKING:
    from datetime import datetime

    from governance.indicators.periods import Period
    from networking.models import StoredFile, User, Zone


def draft(period: Period, zone: Zone | None, *, by: User | None, now: datetime) -> MonitoringReport:
    """A report of `period`, with the numbers published by now and a summary to begin from.

    Raises GovernanceError: the period is not over, nothing of it is published, there is a draft of it already.
    """
    today = timezone.localdate(now)
    if period.last >= today:
        raise GovernanceError(_("Questo periodo non è ancora finito: il rapporto si scrive dopo."), "period")
    drafts = MonitoringReport.objects.filter(
        first_day=period.first, last_day=period.last, zone=zone, state=MonitoringReport.State.DRAFT
    )
    if drafts.exists():
        raise GovernanceError(_("Di questo periodo c'è già una bozza: continua quella."), "period")
    numbers = contents.numbers_of(period, zone)
    if not numbers:
        raise GovernanceError(_("Di questo periodo non c'è ancora nessun numero pubblicato."), "period")
    waiting = IndicatorDefinition.objects.in_force_on(period.last).exclude(not_fed_because="").count()
    with in_words(REPORTS):
        report = MonitoringReport.objects.create(
            span=period.span,
            first_day=period.first,
            last_day=period.last,
            zone=zone,
            summary=summarising.summary(period, zone, numbers, waiting=waiting, today=today),
            drafted_at=now,
            drafted_by=by,
        )
        report.publications.set([each.publication for each in numbers.values()])
    # Its number is the database's.
    report.refresh_from_db()
    return report


def rewrite(report: MonitoringReport, summary: str, *, by: User) -> None:
    """Change the summary of a draft. Whoever writes cannot approve. Raises GovernanceError."""
    with in_words(REPORTS):
        held = _held(report)
        if not held.is_draft:
            raise GovernanceError(REPORTS["an_approved_report_stays"][1])
        held.summary, held.drafted_by = summary, by
        held.save(update_fields=["summary", "drafted_by"])


def keep_drawing(report: MonitoringReport, file: StoredFile, digest: bytes) -> StoredFile | None:
    """Keep the PDF of a draft as its own; the one that it takes the place of. Raises GovernanceError."""
    with in_words(REPORTS):
        held = _held(report)
        if not held.is_draft or held.summary != report.summary:
            raise GovernanceError(_("Il testo è cambiato mentre si preparava il PDF: preparalo di nuovo."))
        old = held.file
        held.file, held.digest = file, digest
        held.save(update_fields=["file", "digest"])
    return old


def approve(report: MonitoringReport, *, by: User, digest: str, now: datetime) -> None:
    """Approve the PDF that `by` has read, of which the page said `digest`. Raises GovernanceError."""
    with in_words(REPORTS):
        held = _held(report)
        if held.digest is None:
            raise GovernanceError(REPORTS["an_approved_report_is_drawn"][1])
        if bytes(held.digest).hex() != digest:
            raise GovernanceError(_("Il PDF è cambiato mentre lo leggevi: rileggilo, poi approvalo."))
        held.state, held.approved_by, held.approved_at = MonitoringReport.State.APPROVED, by, now
        held.save(update_fields=["state", "approved_by", "approved_at"])


def publish(report: MonitoringReport, *, by: User, now: datetime) -> None:
    """Give an approved report to everybody. Raises GovernanceError."""
    with in_words(REPORTS):
        held = _held(report)
        held.state, held.published_by, held.published_at = MonitoringReport.State.PUBLISHED, by, now
        held.save(update_fields=["state", "published_by", "published_at"])


def _held(report: MonitoringReport) -> MonitoringReport:
    return MonitoringReport.objects.select_for_update(of=("self",)).get(pk=report.pk)

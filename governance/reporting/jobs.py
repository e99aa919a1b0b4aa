"""Drawing a report takes a while: a worker does it, with a page to follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.models import WRITE_REPORTS, MonitoringReport
from governance.refusing import GovernanceError
from networking import jobs
from networking.jobs import Kind, RefusedError, Result, Tell

from . import drawing

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Job, User

DRAW = "governance.report"
MOST_A_DAY = 30


def ask(report: MonitoringReport, *, by: User, now: datetime) -> Job:
    """Ask for the PDF of a draft. Raises TooManyError."""
    return jobs.ask(DRAW, by=by, now=now, parameters={"report": str(report.pk)}, most_a_day=MOST_A_DAY)


def _draw(job: Job, tell: Tell) -> Result:
    report = MonitoringReport.objects.filter(pk=job.parameters["report"]).first()
    if report is None or not _may_write(job):
        raise RefusedError(_("Questa bozza non c'è più, o non è più tuo compito scriverla."))
    try:
        drawing.draw(report, now=timezone.now(), tell=tell)
    except GovernanceError as error:
        raise RefusedError(str(error)) from None
    return Result(outcome=_("Il PDF è pronto: si legge nella pagina della bozza."), leads_to=_back(job))


def _may_write(job: Job) -> bool:
    return job.requested_by.is_superuser or job.requested_by.holds(*WRITE_REPORTS)


def _back(job: Job) -> str:
    return reverse("governance:report_desk", args=[job.parameters["report"]])


JOBS = (
    Kind(
        name=DRAW,
        label=gettext_lazy("PDF di un rapporto di monitoraggio"),
        do=_draw,
        back=_back,
        back_label=gettext_lazy("Torna alla bozza"),
        leads_label=gettext_lazy("Leggi la bozza"),
        may_have=_may_write,
    ),
)

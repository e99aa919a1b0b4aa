"""The desk of who looks after the numbers: those that wait to be given to everybody, and the reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from governance.forms.reports import NewReportForm
from governance.indicators import publishing
from governance.indicators.publishing import PublishingError
from governance.models import READ_REPORTS, WRITE_REPORTS, MonitoringReport
from governance.pages import reports as pages
from governance.quality import checking
from networking.access import audience

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@audience(*READ_REPORTS)
@require_safe
def monitoring(request: HttpRequest) -> HttpResponse:
    """What waits, the reports, and the way to begin one."""
    return render(request, "governance/monitoring.html", desk(request, NewReportForm()))


def desk(request: HttpRequest, form: NewReportForm) -> dict[str, object]:
    """What stands in that page."""
    writes = request.user.is_superuser or request.user.holds(*WRITE_REPORTS)
    reports = MonitoringReport.objects.visible_to(request.user).select_related("zone")
    return {
        "waiting": pages.waiting(),
        "reports": [(each, pages.name(each)) for each in reports],
        "form": form,
        "writes": writes,
        "found": checking.found(),
    }


@audience(*WRITE_REPORTS)
@require_POST
def numbers_publish(request: HttpRequest) -> HttpResponse:
    """Give to everybody the numbers of one period."""
    first, _slash, last = request.POST.get("periodo", "").partition("/")
    wanted = [
        each
        for each in pages.prepared()
        if (f"{each.reading.first_day}", f"{each.reading.last_day}") == (first, last)
    ]
    try:
        given = publishing.publish(wanted, by=request.user, now=timezone.now())
    except PublishingError:
        messages.error(request, _("Nel frattempo questi numeri sono stati riletti: guardali di nuovo."))
    else:
        words = ngettext("%d numero pubblicato.", "%d numeri pubblicati.", given)
        messages.success(request, words % given)
    return redirect("governance:monitoring")

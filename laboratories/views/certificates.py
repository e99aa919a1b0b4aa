"""Certificates: checked by anybody who has the number, downloaded by whose they are, issued by who runs the cycle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from laboratories.models import Certificate, Cycle
from laboratories.registers import certifying, numbers
from networking import access_log, limits
from networking.access import audience
from networking.models import AccessRecord, Person
from networking.views.files import attached_bytes

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

Deed = AccessRecord.Deed
TEN_MINUTES = 600


@login_not_required
@require_safe
def certificate_ask(request: HttpRequest) -> HttpResponse:
    """Write the number of a certificate."""
    words = request.GET.get("numero", "").strip()[:60]
    if number := numbers.typed(words):
        return redirect("laboratories:certificate_check", number=numbers.grouped(number))
    return render(request, "laboratories/certificate_ask.html", {"words": words})


@login_not_required
@never_cache
@require_safe
def certificate_check(request: HttpRequest, number: str) -> HttpResponse:
    """Whether a certificate is true: initials, activity, hours and days. Of any other number nothing is said."""
    found = certifying.by_number(number)
    if found is None and limits.is_exceeded(request, "certificate_unknown"):
        answer = render(request, "429.html", status=429)
        answer["Retry-After"] = TEN_MINUTES
    elif found is None:
        answer = render(request, "laboratories/certificate_ask.html", {"words": number[:60]}, status=404)
    else:
        whose = numbers.initials(found.person.given_name, found.person.family_name)
        context = {"certificate": found, "initials": whose}
        answer = render(request, "laboratories/certificate_check.html", context)
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _sheet(certificate: Certificate) -> HttpResponse:
    """The PDF; nothing to save of one that was revoked."""
    if certificate.revoked_at is not None:
        raise Http404
    content = certifying.sheet_of(certificate)
    return attached_bytes(content, name="attestato.pdf", content_type="application/pdf")


@audience()
@require_safe
def family_certificates(request: HttpRequest) -> HttpResponse:
    """Mine, and those of whom I answer for."""
    mine = Certificate.objects.of_family(request.user).select_related("person")
    return render(request, "laboratories/certificate_family.html", {"certificates": mine})


@audience()
@require_safe
def family_certificate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sheet of one of them."""
    mine = Certificate.objects.of_family(request.user)
    return _sheet(get_object_or_404(mine, pk=pk))


def cycle_or_404(request: HttpRequest, pk: UUID) -> Cycle:
    """A cycle that one runs."""
    mine = Cycle.objects.run_by(request.user).with_everything()
    return get_object_or_404(mine, pk=pk)


def certificate_or_404(request: HttpRequest, pk: UUID) -> Certificate:
    """A certificate of a cycle that one runs."""
    mine = Certificate.objects.visible_to(request.user).filter(
        cycle__in=Cycle.objects.run_by(request.user).values("pk")
    )
    return get_object_or_404(mine.select_related("person", "cycle"), pk=pk)


@audience()
@require_safe
def cycle_certificates(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How much each attended, and who has a certificate."""
    cycle = cycle_or_404(request, pk)
    standings = certifying.standings(cycle)
    if standings:
        access_log.record(
            reader=request.user, deed=Deed.LISTED, subject=Person, rows=len(standings), page=request.path
        )
    context = {
        "cycle": cycle,
        "standings": standings,
        "why_not_yet": certifying.why_not_yet(cycle),
        "due": sum(each.is_enough and each.certificate is None for each in standings),
        "least": certifying.LEAST_ATTENDANCE,
    }
    return render(request, "laboratories/certificate_cycle.html", context)


@audience()
@require_POST
def cycle_certificates_issue(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Issue those that are due."""
    try:
        made = certifying.issue(cycle_or_404(request, pk), by=request.user, now=timezone.now())
    except certifying.CertifyingError as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("Emesso %(count)d attestato.", "Emessi %(count)d attestati.", len(made))
        messages.success(request, said % {"count": len(made)})
    return redirect("laboratories:cycle_certificates", pk=pk)


@audience()
@require_safe
def certificate_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sheet, for who runs the cycle; that it was read is written down."""
    certificate = certificate_or_404(request, pk)
    access_log.record(reader=request.user, deed=Deed.PRINTED, subject=certificate, page=request.path)
    return _sheet(certificate)


@audience()
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Revoke one, saying why."""
    certificate = certificate_or_404(request, pk)
    if request.method == "POST":
        try:
            why = request.POST.get("perche", "")[:200]
            certifying.revoke(certificate, by=request.user, because=why, now=timezone.now())
        except certifying.CertifyingError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Revocato: chi lo controlla lo legge subito."))
            return redirect("laboratories:cycle_certificates", pk=certificate.cycle_id)
    return render(request, "laboratories/certificate_revoke.html", {"certificate": certificate})

"""Pages of the ground that everybody may see."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from networking import blocks
from networking.forms import ComuneChoiceForm, PageReportForm
from networking.models import Comune, Goal, ProgrammePoint, Zone

COMUNE_COOKIE = "comune"
SIX_MONTHS = 182 * 24 * 3600


@login_not_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    drawn = blocks.draw(settings.HOME_BLOCKS, request)
    return render(request, "networking/home.html", {"blocks": drawn})


@login_not_required
@require_GET
def comune_list(request: HttpRequest) -> HttpResponse:
    zones = Zone.objects.prefetch_related("comuni")
    return render(request, "networking/comune_list.html", {"zones": zones})


@login_not_required
@require_GET
def comune_detail(request: HttpRequest, slug: str) -> HttpResponse:
    comune = get_object_or_404(
        Comune.objects.select_related("zone").prefetch_related("population"), slug=slug
    )
    drawn = blocks.draw(settings.COMUNE_BLOCKS, request, comune=comune)
    return render(request, "networking/comune_detail.html", {"comune": comune, "blocks": drawn})


@login_not_required
@require_GET
def zone_detail(request: HttpRequest, slug: str) -> HttpResponse:
    zone = get_object_or_404(Zone, slug=slug)
    comuni = zone.comuni.with_residents().in_order()
    drawn = blocks.draw(settings.ZONE_BLOCKS, request, zone=zone)
    return render(request, "networking/zone_detail.html", {"zone": zone, "comuni": comuni, "blocks": drawn})


@login_not_required
@require_POST
def comune_choose(request: HttpRequest) -> HttpResponse:
    """Remember the comune in a first-party cookie, or forget it when empty."""
    form = ComuneChoiceForm(request.POST)
    comune = form.cleaned_data["comune"] if form.is_valid() else None
    response = redirect(comune or "networking:comune_list")
    if comune:
        response.set_cookie(COMUNE_COOKIE, comune.slug, max_age=SIX_MONTHS, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(COMUNE_COOKIE)
    return response


@login_not_required
@require_GET
def programme(request: HttpRequest) -> HttpResponse:
    context = {
        "goals": Goal.objects.prefetch_related("actions"),
        "points": ProgrammePoint.objects.all(),
        "zones": Zone.objects.prefetch_related("comuni"),
    }
    return render(request, "networking/programme.html", context)


@login_not_required
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "networking/accessibility.html")


@login_not_required
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "networking/privacy.html")


@login_not_required
@require_http_methods(["GET", "POST"])
def page_report(request: HttpRequest) -> HttpResponse:
    """“Segnala un problema”, with the address of the page already filled in."""
    if request.method == "POST":
        form = PageReportForm(request.POST)
        if form.is_valid():
            form.save(now=timezone.now())
            messages.success(request, _("Grazie: abbiamo ricevuto la segnalazione."))
            return redirect("networking:home")
    else:
        form = PageReportForm(initial={"path": request.GET.get("pagina", "/")[:500]})
    return render(request, "networking/page_report.html", {"form": form})


@login_not_required
@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /gestione/",
        "Disallow: /profilo/",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")

"""Pages of the ground that everybody may see."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from networking import blocks, limits
from networking.cartography import net_of
from networking.forms import ComuneChoiceForm, PageReportForm
from networking.models import Comune, Goal, ProgrammePoint, Zone
from networking.population import latest_population

COMUNE_COOKIE = "comune"
SIX_MONTHS = 182 * 24 * 3600


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    drawn = blocks.draw(settings.HOME_BLOCKS, request)
    return render(request, "networking/home.html", {"blocks": drawn})


@login_not_required
@require_safe
def comune_list(request: HttpRequest) -> HttpResponse:
    zones = Zone.objects.prefetch_related(Prefetch("comuni", Comune.objects.with_residents().in_order()))
    context = {
        "zones": zones,
        "net": net_of(comune for zone in zones for comune in zone.comuni.all()),
        "form": ComuneChoiceForm(),
        "remembered": _remembered(request),
    }
    return render(request, "networking/comune_list.html", context)


@login_not_required
@require_safe
def comune_detail(request: HttpRequest, slug: str) -> HttpResponse:
    comune = get_object_or_404(
        Comune.objects.select_related("zone").prefetch_related("population"), slug=slug
    )
    net = net_of(Comune.objects.select_related("zone"))
    context = {
        "comune": comune,
        "population": latest_population(comune.population.all()),
        "patron_date": _patron_date(comune),
        "source_day": _source_day(comune),
        "net": net,
        "neighbours": net.neighbours(comune.slug) if net else [],
        "is_remembered": request.COOKIES.get(COMUNE_COOKIE) == comune.slug,
        "blocks": blocks.draw(settings.COMUNE_BLOCKS, request, comune=comune),
    }
    return render(request, "networking/comune_detail.html", context)


def _patron_date(comune: Comune) -> date | None:
    """The patron's day in a leap year, so that every day exists; None where not known."""
    if comune.patron_month is None or comune.patron_day is None:
        return None
    return date(2024, comune.patron_month, comune.patron_day)


def _source_day(comune: Comune) -> date | None:
    """The day of the source, typed by staff as they like; None where it is not a day."""
    try:
        return parse_date(comune.source_date)
    except ValueError:
        return None


def _remembered(request: HttpRequest) -> Comune | None:
    """The comune that this browser remembers, if it is still one of ours."""
    slug = request.COOKIES.get(COMUNE_COOKIE)
    return Comune.objects.filter(slug=slug).first() if slug else None


@login_not_required
@require_safe
def zone_detail(request: HttpRequest, slug: str) -> HttpResponse:
    zone = get_object_or_404(Zone, slug=slug)
    comuni = list(zone.comuni.with_residents().in_order())
    residents = [comune.residents or 0 for comune in comuni]
    context = {
        "zone": zone,
        "comuni": comuni,
        "residents": sum(residents),
        "largest": max(residents, default=0),
        "net": net_of(Comune.objects.select_related("zone")),
        "blocks": blocks.draw(settings.ZONE_BLOCKS, request, zone=zone),
    }
    return render(request, "networking/zone_detail.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def comune_choose(request: HttpRequest) -> HttpResponse:
    """Remember the comune in a first-party cookie, or forget it when empty; who only looks is led to the choice."""
    if request.method != "POST":
        return redirect("networking:comune_list")
    form = ComuneChoiceForm(request.POST)
    comune = form.cleaned_data["comune"] if form.is_valid() else None
    response = redirect(comune or "networking:comune_list")
    if comune:
        response.set_cookie(COMUNE_COOKIE, comune.slug, max_age=SIX_MONTHS, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(COMUNE_COOKIE)
    return response


@login_not_required
@require_safe
def programme(request: HttpRequest) -> HttpResponse:
    context = {
        "goals": Goal.objects.prefetch_related("actions"),
        "points": ProgrammePoint.objects.all(),
        "zones": Zone.objects.prefetch_related("comuni"),
        "blocks": blocks.draw(settings.PROGRAMME_BLOCKS, request),
    }
    return render(request, "networking/programme.html", context)


@login_not_required
@require_http_methods(["GET", "POST"])
def page_report(request: HttpRequest) -> HttpResponse:
    """“Segnala un problema”, with the address of the page already filled in."""
    if request.method == "POST":
        form = PageReportForm(request.POST)
        if form.is_valid() and limits.is_exceeded(request, "report"):
            form.add_error(None, limits.TOO_MANY)
        elif form.is_valid():
            form.save(now=timezone.now())
            messages.success(request, _("Grazie: abbiamo ricevuto la segnalazione."))
            return redirect("networking:home")
    else:
        form = PageReportForm(initial={"path": request.GET.get("pagina", "/")[:500]})
    return render(request, "networking/page_report.html", {"form": form})


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /gestione/",
        "Disallow: /profilo/",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")

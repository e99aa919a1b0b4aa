"""Pages of activities and spaces that everybody may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from laboratories.models import Activity, Cycle, Venue
from laboratories.pages.activity import activity_page
from laboratories.pages.calendar import calendar_page
from laboratories.pages.cycle_file import cycle_file
from laboratories.pages.venue import venue_list_page, venue_page
from networking import blocks
from networking.calendars.writing import CONTENT_TYPE
from networking.views.public import COMUNE_COOKIE

if TYPE_CHECKING:
    from uuid import UUID


@login_not_required
@require_safe
def calendar(request: HttpRequest, kind: str = "") -> HttpResponse:
    """What happens in a week; the same page for every kind, or for one."""
    remembered = request.COOKIES.get(COMUNE_COOKIE, "")
    page = calendar_page(request.GET, kind=kind, remembered=remembered, now=timezone.localtime())
    return render(request, "laboratories/calendar.html", {"page": page})


@login_not_required
@require_safe
def activity_detail(request: HttpRequest, slug: str) -> HttpResponse:
    activity = get_object_or_404(
        Activity.objects.published().select_related("organization__comune"), slug=slug
    )
    page = activity_page(activity, now=timezone.localtime())
    drawn = blocks.draw(settings.ACTIVITY_BLOCKS, request, activity=activity)
    context = {"page": page, "activity": activity, "blocks": drawn}
    return render(request, "laboratories/activity_detail.html", context)


@login_not_required
@require_safe
def cycle_calendar(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The dates of a cycle for one's own calendar: nothing of anybody."""
    cycle = get_object_or_404(Cycle.objects.published().with_everything(), pk=pk)
    content = cycle_file(
        cycle, page_url=request.build_absolute_uri(cycle.get_absolute_url()), now=timezone.now()
    )
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = (
        f'attachment; filename="{slugify(cycle.activity.title)[:60] or "date"}.ics"'
    )
    return response


@login_not_required
@require_safe
def venue_list(request: HttpRequest) -> HttpResponse:
    return render(request, "laboratories/venue_list.html", {"groups": venue_list_page()})


@login_not_required
@require_safe
def venue_detail(request: HttpRequest, slug: str) -> HttpResponse:
    venue = get_object_or_404(Venue.objects.with_page().select_related("organization"), slug=slug)
    page = venue_page(venue, asked=request.GET.get("settimana", ""), now=timezone.localtime())
    return render(request, "laboratories/venue_detail.html", {"page": page, "venue": venue})

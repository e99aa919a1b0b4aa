"""«Quando posso»: what a volunteer offers of their time. One's own, and nobody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from networking.access import audience
from volunteers import telling_when
from volunteers.forms.availability import DaysForm, WeekForm
from volunteers.models import AvailabilityException, Volunteer

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse


@audience()
@require_http_methods(["GET", "HEAD", "POST"])
def availability(request: HttpRequest) -> HttpResponse:
    """The usual week and how much at most."""
    volunteer = _own_or_404(request)
    form = WeekForm(request.POST or None, instance=volunteer, week=telling_when.usual_week(volunteer))
    if form.is_valid():
        telling_when.tell(volunteer, week=form.week(), today=timezone.localdate())
        messages.success(request, _("Salvato: da oggi teniamo conto di queste ore."))
        return redirect("volunteers:availability")
    return _page(request, volunteer, week=form)


@audience()
@require_POST
def days_add(request: HttpRequest) -> HttpResponse:
    """Days in which one cannot, or can although usually not."""
    volunteer = _own_or_404(request)
    days = AvailabilityException(volunteer=volunteer)
    form = DaysForm(request.POST, instance=days, today=timezone.localdate())
    if form.is_valid():
        telling_when.add_days(form.instance)
        messages.success(request, _("Salvato."))
        return redirect("volunteers:availability")
    return _page(request, volunteer, days=form)


@audience()
@require_POST
def days_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """These days are like the others again."""
    mine = AvailabilityException.objects.visible_to(request.user).filter(volunteer=_own_or_404(request))
    get_object_or_404(mine, pk=pk).delete()
    messages.success(request, _("Tolto: in quei giorni vale la settimana solita."))
    return redirect("volunteers:availability")


def _page(request: HttpRequest, volunteer: Volunteer, **forms: Form) -> HttpResponse:
    today = timezone.localdate()
    week = forms.get("week") or WeekForm(instance=volunteer, week=telling_when.usual_week(volunteer))
    context = {
        "week": week,
        "days": forms.get("days") or DaysForm(today=today),
        "coming": telling_when.days_to_come(volunteer, today=today),
    }
    return render(request, "volunteers/availability.html", context)


def _own_or_404(request: HttpRequest) -> Volunteer:
    volunteer = telling_when.own(request.user)
    if volunteer is None:
        raise Http404
    return volunteer

"""What a family has booked: the list, each booking, and giving it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from laboratories import appointments, cancelling
from laboratories.eligibility import moment, people_for
from laboratories.forms.booking import read_ids
from laboratories.models import Booking, Party
from laboratories.pages import booking as booking_page
from laboratories.rules import spoken_code
from networking.access import audience

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from laboratories.models.bookings import BookingQuerySet


def _theirs(request: HttpRequest) -> BookingQuerySet:
    return Booking.objects.of_family(request.user).select_related(
        "party", "person", "pool__session", "pool__cycle__activity", "pool__cycle__venue__place__comune"
    )


@audience()
@require_safe
def booking_list(request: HttpRequest) -> HttpResponse:
    """What the family has booked, still to come and past."""
    coming, past = booking_page.rows_of(request.user, now=timezone.now())
    return render(request, "laboratories/booking_list.html", {"coming": coming, "past": past})


@audience()
@require_safe
def booking_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One booking: what, when, for whom, its code, and how to give it back."""
    booking = get_object_or_404(_theirs(request), pk=pk)
    now = timezone.now()
    meetings = list(cancelling.meetings_of(booking).select_related(*appointments.NEEDS))
    standing = cancelling.standing_of(booking, now=now)
    context = {
        "booking": booking,
        "code": spoken_code(booking.party.code),
        "where": appointments.where(booking.pool.cycle.venue),
        "coming": [appointments.when_of(each) for each in meetings if each.ends_at > now],
        "past": [appointments.when_of(each) for each in meetings if each.ends_at <= now],
        "standing": standing,
        "until": moment(standing.until) if standing.until else "",
        "may_book": people_for(request.user, Party.Door.WEB)
        .filter(pk=booking.person_id, may_book=True)
        .exists(),
        "others": _theirs(request).live().filter(party=booking.party).exclude(pk=pk),
    }
    return render(request, "laboratories/booking_detail.html", context)


@audience()
@require_http_methods(["GET", "HEAD", "POST"])
def booking_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a booking back, and those of the others of the group who are ticked."""
    booking = get_object_or_404(_theirs(request), pk=pk)
    if request.method == "POST":
        return _cancel(request, booking)
    context = {
        "booking": booking,
        "standing": cancelling.standing_of(booking, now=timezone.now()),
        "others": _theirs(request).live().filter(party=booking.party).exclude(pk=pk),
    }
    return render(request, "laboratories/booking_cancel.html", context)


def _cancel(request: HttpRequest, booking: Booking) -> HttpResponse:
    others = _theirs(request).filter(party=booking.party_id, pk__in=read_ids(request.POST.getlist("others")))
    wanted = {booking.pk, *others.values_list("pk", flat=True)}
    try:
        cancelling.cancel(wanted, by=request.user, now=timezone.now())
    except cancelling.CancellingRefusedError as refused:
        messages.error(request, str(refused))
    else:
        waited = booking.state == Booking.State.WAITING
        said = (
            _("Fatto: non sei più in lista d'attesa.")
            if waited
            else _("Disdetto. Grazie: il posto va a chi aspetta.")
        )
        messages.success(request, said)
    return redirect(booking)

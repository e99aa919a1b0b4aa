"""Booking at the desk for who has no e-mail, no access, or no wish to do it alone. Each reading is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from laboratories import booking, cancelling, desk
from laboratories.forms.desk import DeskBookingForm
from laboratories.models import Booking, Cycle
from laboratories.pages import booking as booking_page
from laboratories.registers import documents
from laboratories.rules import spoken_code
from networking import access_log
from networking.access import audience
from networking.models import AccessRecord, Person
from networking.models.persons import FOLLOW_PEOPLE

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

Deed = AccessRecord.Deed
PER_PAGE = 25
LONGEST_QUESTION = 100


def person_or_404(request: HttpRequest, pk: UUID) -> Person:
    """Somebody of one's own territory; that one has looked at them is written down."""
    followed = Person.objects.followed_by(request.user).select_related("comune__zone", "zone")
    subject = get_object_or_404(followed, pk=pk)
    access_log.record(reader=request.user, deed=Deed.READ, subject=subject, page=request.path)
    return subject


def booking_or_404(request: HttpRequest, pk: UUID, deed: Deed = Deed.READ) -> Booking:
    """A booking of somebody followed here, or of a cycle held here."""
    found = get_object_or_404(desk.bookings_seen_by(request.user), pk=pk)
    access_log.record(reader=request.user, deed=deed, subject=found, page=request.path)
    return found


@audience(*FOLLOW_PEOPLE)
@require_safe
def person_cycles(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What there is to book for somebody, the nearest first."""
    subject = person_or_404(request, pk)
    words = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    found = desk.cycles_for(subject, words, now=timezone.now())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("pagina"))
    asked = f"?{urlencode({'q': words})}&" if words else "?"
    context = {"person": subject, "page": page, "words": words, "paging_url": asked}
    return render(request, "laboratories/desk_cycles.html", context)


@audience(*FOLLOW_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def person_book(request: HttpRequest, pk: UUID, cycle: UUID) -> HttpResponse:
    """Book a cycle for somebody and those for whom they answer."""
    subject = person_or_404(request, pk)
    chosen = get_object_or_404(Cycle.objects.published().with_everything(), pk=cycle)
    page = booking_page.cycle_page(chosen, None, now=timezone.now())
    people = desk.people_with(subject, request.user)
    form = DeskBookingForm(request.POST or None, people=people, sessions=page.sessions)
    if form.is_valid() and (made := _book(request, form, chosen, subject)):
        return redirect("laboratories:desk_booking", pk=made)
    context = {"person": subject, "cycle": chosen, "page": page, "form": form}
    return render(request, "laboratories/desk_book.html", context)


def _book(request: HttpRequest, form: DeskBookingForm, cycle: Cycle, subject: Person) -> UUID | None:
    """The first booking that the form made; None where it could not, and the form says why."""
    asked = form.cleaned_data
    try:
        made = booking.book(
            cycle=cycle,
            people=asked["people"],
            sessions=asked.get("sessions"),
            by=request.user,
            booker=desk.booker_for(subject),
            key=asked["key"].hex,
            door=asked["door"],
            paper_number=asked["paper_number"],
            now=timezone.now(),
        )
    except booking.BookingRefusedError as refused:
        for each in refused.refusals:
            form.add_error(None, each.sentence)
        return None
    except booking.BusyError as busy:
        form.add_error(None, str(busy.sentence))
        return None
    messages.success(request, _("Fatto. Stampa il foglio e dallo a chi viene."))
    return desk.bookings_seen_by(request.user).filter(party__in=made.parties).order_by("ticket")[0].pk


@audience(*FOLLOW_PEOPLE)
@require_safe
def bookings(request: HttpRequest) -> HttpResponse:
    """A booking found by its code, however it is typed."""
    typed = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    found = desk.found_by_code(typed, request.user) if typed else []
    if len(found) == 1:
        return redirect("laboratories:desk_booking", pk=found[0].pk)
    if found:
        access_log.record(
            reader=request.user, deed=Deed.LISTED, subject=Booking, rows=len(found), page=request.path
        )
    return render(request, "laboratories/desk_bookings.html", {"words": typed, "found": found})


@audience(*FOLLOW_PEOPLE)
@require_safe
def booking_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One booking: its code, its dates, the paper to print. Of who is followed elsewhere, only name and age."""
    found = booking_or_404(request, pk)
    context = desk.sheet_of(found, request.user, now=timezone.now())
    return render(request, "laboratories/desk_booking.html", context)


@audience(*FOLLOW_PEOPLE)
@require_safe
def booking_slip(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The paper that whoever booked takes home."""
    found = booking_or_404(request, pk, Deed.PRINTED)
    context = desk.sheet_of(found, request.user, now=timezone.now())
    content = documents.booking_slip(context, is_large_print="grande" in request.GET)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="prenotazione-{spoken_code(found.party.code)}.pdf"'
    return answer


@audience(*FOLLOW_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def booking_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a booking back for who came, or telephoned."""
    found = booking_or_404(request, pk)
    if request.method != "POST":
        return render(request, "laboratories/desk_booking_cancel.html", {"booking": found})
    try:
        cancelling.cancel_for_family([found.pk], by=request.user, now=timezone.now())
    except cancelling.CancellingRefusedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Disdetto: il posto va a chi aspetta."))
    return redirect("laboratories:desk_booking", pk=found.pk)

"""Who comes without a booking: looked for by name among those one follows, and added with one press."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from laboratories import booking
from laboratories.forms.register import DropInForm
from laboratories.registers import dropping_in
from laboratories.views.registers import session_or_404
from networking import access_log
from networking.access import audience
from networking.models import AccessRecord, Person
from networking.models.persons import FOLLOW_PEOPLE

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from laboratories.models import Session


@audience(*FOLLOW_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def register_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whom do you add?"""
    session = session_or_404(request, pk)
    if request.method == "POST" and _added(request, session):
        return redirect("laboratories:register", pk=pk)
    words = request.GET.get("q", "").strip()[:200]
    people = dropping_in.who_could_be_added(session, words, by=request.user)
    if words:
        access_log.record(
            reader=request.user,
            deed=AccessRecord.Deed.LISTED,
            subject=Person,
            rows=len(people),
            page=request.path,
        )
    context = {"session": session, "people": people, "words": words, "drawn": uuid.uuid4()}
    return render(request, "laboratories/register_add.html", context)


def _added(request: HttpRequest, session: Session) -> bool:
    """Add the person whose button was pressed; say why where it cannot be."""
    form = DropInForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Scegli una persona dell'elenco."))
        return False
    try:
        dropping_in.add(
            session, form.cleaned_data["person"], by=request.user, key=form.key, now=timezone.now()
        )
    except booking.BookingRefusedError as refusal:
        messages.error(request, str(refusal))
    except booking.FullError:
        messages.error(request, _("Non ci sono più posti."))
    except dropping_in.RegisterClosedError as closed:
        messages.error(request, str(closed.sentence))
    except booking.BusyError:
        messages.error(request, _("In questo momento ci sono troppe richieste: premi di nuovo."))
    else:
        messages.success(request, _("Fatto: ora è nel registro."))
        return True
    return False

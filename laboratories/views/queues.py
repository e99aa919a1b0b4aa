"""The queue of a cycle for who runs it: seeing it, writing an answer given by telephone, giving a place before others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from laboratories.models import PLAN_ACTIVITIES, Booking, Cycle, Party
from laboratories.pages import overtakings
from laboratories.pages import queue as queue_page
from laboratories.queue import overtaking, waiting
from networking import access_log
from networking.access import audience
from networking.models import AccessRecord

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

PER_PAGE = 25


@audience(*PLAN_ACTIVITIES)
@require_safe
def cycle_queue(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who waits, in order. That one has looked is written down."""
    cycle = get_object_or_404(Cycle.objects.run_by(request.user).with_everything(), pk=pk)
    parties = queue_page.parties_of(cycle, request.user)
    access_log.record(
        reader=request.user,
        deed=AccessRecord.Deed.LISTED,
        subject=Booking,
        rows=sum(len(each.people) for each in parties),
        page=request.path,
    )
    context = {"cycle": cycle, "parties": parties, "reasons": overtaking.Reason.choices}
    return render(request, "laboratories/cycle_queue.html", context)


@audience(*PLAN_ACTIVITIES)
@require_POST
def cycle_queue_answer(request: HttpRequest, pk: UUID, party: UUID) -> HttpResponse:
    """Write what a family has answered by telephone, or give it a place before its turn."""
    cycle = get_object_or_404(Cycle.objects.run_by(request.user), pk=pk)
    theirs = Party.objects.visible_to(request.user).filter(bookings__pool__cycle=cycle).distinct()
    found = get_object_or_404(theirs, pk=party)
    deed = request.POST.get("risposta")
    try:
        if deed == "accetto":
            waiting.accept(found.pk, by=request.user, now=timezone.now())
        elif deed == "rinuncio":
            waiting.decline(found.pk, by=request.user, now=timezone.now())
        else:
            because = request.POST.get("perche", "")
            overtaking.overtake(found.pk, because=because, by=request.user, now=timezone.now())
    except (waiting.OfferError, overtaking.NotOvertakenError) as error:
        messages.error(request, str(error.sentence))
    except ValueError:
        messages.error(request, _("Scegli perché."))
    else:
        messages.success(request, _("Fatto: la famiglia riceve l'avviso."))
    return redirect("laboratories:cycle_queue", pk=pk)


@audience(*PLAN_ACTIVITIES)
@require_safe
def overtaking_list(request: HttpRequest) -> HttpResponse:
    """Who went before others in the queues one runs. That one has looked is written down."""
    page = Paginator(overtakings.facts_of(request.user), PER_PAGE).get_page(request.GET.get("pagina"))
    rows = overtakings.in_words(page.object_list)
    access_log.record(
        reader=request.user,
        deed=AccessRecord.Deed.LISTED,
        subject=Booking,
        rows=len(rows),
        page=request.path,
    )
    return render(request, "laboratories/overtaking_list.html", {"page": page, "rows": rows})

"""What one was told, and how one prefers to be told. Looking never changes anything: mail scanners follow links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from networking import limits, notices
from networking.access import audience
from networking.calendars import writing
from networking.models import ContactChannel, Notice, Person
from networking.outbox.choosing import first_channel
from networking.preference_forms import PreferencesForm

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from networking.models import User

PER_PAGE = 25


@audience()
@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """Everything I was told, the newest first."""
    mine = Notice.objects.visible_to(request.user)
    page = Paginator(mine.in_pages(), PER_PAGE).get_page(request.GET.get("pagina"))
    context = {"page": page, "paging_url": "?"}
    return render(request, "networking/notice_list.html", context)


@audience()
@require_safe
def notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One thing I was told, in the same words."""
    return render(request, "networking/notice.html", {"notice": _mine_or_404(request, pk)})


@audience()
@require_safe
def notice_appointment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The appointment that goes with a notice, for one's own calendar."""
    told = _mine_or_404(request, pk)
    if not told.calendar:
        raise Http404
    response = HttpResponse(told.calendar, content_type=writing.CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="appuntamento.ics"'
    return response


@audience()
@require_POST
def notice_read(request: HttpRequest, pk: UUID) -> HttpResponse:
    """I have read this one."""
    told = _mine_or_404(request, pk)
    Notice.objects.visible_to(request.user).unread().filter(pk=told.pk).update(read_at=timezone.now())
    messages.success(request, _("Segnato come letto."))
    return redirect("networking:notice_list")


@audience()
@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    """I have read them all."""
    Notice.objects.visible_to(request.user).unread().update(read_at=timezone.now())
    messages.success(request, _("Tutti gli avvisi sono segnati come letti."))
    return redirect("networking:notice_list")


@audience()
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """How I prefer to be told."""
    person = _own(request.user)
    if person is None:
        return render(request, "networking/notice_preferences.html", {"form": None})
    form = PreferencesForm(request.POST or None, instance=person)
    if form.is_valid() and form.keep(now=timezone.now()):
        messages.success(request, _("Fatto: da adesso ti avvisiamo così."))
        return redirect("networking:notice_preferences")
    # What was typed wrong is in the form's person, who is not the one that is kept.
    kept = _own(request.user) if form.errors else person
    channel = first_channel(kept, tuple(ContactChannel), now=timezone.now())
    context = {
        "form": form,
        "channel": ContactChannel(channel) if channel else None,
        "can_try": channel in notices.TRIED_AT_ONCE,
    }
    return render(request, "networking/notice_preferences.html", context)


@audience()
@require_POST
def notice_trial(request: HttpRequest) -> HttpResponse:
    """Send me one, so that I see how it arrives."""
    person = _own(request.user)
    if person is None:
        raise Http404
    if limits.is_exceeded(request, "notice_trial"):
        messages.error(request, _("Ne hai già chiesti tre: riprova tra un'ora."))
    elif notices.try_out(person, now=timezone.now()):
        messages.success(request, _("L'avviso di prova sta partendo. Gli SMS partono solo tra le 8 e le 20."))
    else:
        messages.error(
            request, _("Lettere e telefonate non si provano: servono una busta, o il tempo di una persona.")
        )
    return redirect("networking:notice_preferences")


def _mine_or_404(request: HttpRequest, pk: UUID) -> Notice:
    return get_object_or_404(Notice.objects.visible_to(request.user).in_pages(), pk=pk)


def _own(user: User) -> Person | None:
    return Person.objects.visible_to(user).filter(account=user).select_related("account", "comune").first()

"""One's own proxy for a meeting to come: given by who is called, or by who answers for them; and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from governance.forms.meetings import refuse
from governance.forms.sitting import OwnProxyForm
from governance.models import Meeting, Summons
from governance.pages import own_proxies as page
from governance.refusing import GovernanceError
from governance.sitting import proxies
from networking import limits
from networking.access import audience

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

TOO_MANY = gettext_lazy("Hai provato con troppi nomi. Aspetta un'ora, o chiedi a chi tiene la riunione.")


@audience()
@require_http_methods(["GET", "HEAD", "POST"])
def own_proxy(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give it, naming somebody; or read to whom it is given, and who has given one's own."""
    summons = _summons_or_404(request, pk)
    form = OwnProxyForm(request.POST if request.method == "POST" else None)
    # Whoever tries name after name would learn who the members are.
    if form.is_valid() and limits.is_exceeded(request, "proxy_holder"):
        form.add_error("holder", TOO_MANY)
    if form.is_valid():
        try:
            proxies.give_from_home(summons, form.cleaned_data["holder"], now=timezone.now())
        except GovernanceError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Delega data. Se vieni di persona non vale più: voti tu."))
            return redirect("governance:own_proxy", pk=pk)
    return render(request, "governance/own_proxy.html", page.own(request.user, summons, typed=form))


@audience()
@require_POST
def own_proxy_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Vote for oneself again."""
    summons = _summons_or_404(request, pk)
    try:
        proxies.take_back(summons, now=timezone.now())
    except GovernanceError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Delega ripresa: non vale più."))
    return redirect("governance:own_proxy", pk=pk)


def _summons_or_404(request: HttpRequest, pk: UUID) -> Summons:
    """A call that the reader answers, to a meeting whose rules know of proxies."""
    mine = Summons.objects.answered_by(request.user, timezone.localdate())
    rows = mine.exclude(meeting__state=Meeting.State.DRAFT)
    found: Summons = get_object_or_404(rows.select_related("meeting__body", "meeting__rule", "person"), pk=pk)
    if found.meeting.rule is None or not found.meeting.rule.most_proxies:
        raise Http404
    return found

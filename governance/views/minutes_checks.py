"""What anybody may do about minutes: read the extracts that are public, and check the file they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from governance.forms.minutes import CheckForm
from governance.minutes import checking, signing
from governance.models import Minutes
from governance.pages import minutes as page
from governance.refusing import GovernanceError
from networking import limits
from networking.views.files import attached_bytes

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from governance.models.minutes import MinutesQuerySet

SHOWN = 25
READING = "la copia per tutti: a chiunque se è pubblicata, prima a chi può leggere il verbale intero"
TOO_MANY = gettext_lazy("Da questo indirizzo arrivano troppi file. Aspetta dieci minuti e prova di nuovo.")


@login_not_required
@require_safe
def minutes_public_list(request: HttpRequest) -> HttpResponse:
    """The minutes of which there is a copy for everybody."""
    shown = Paginator(page.public_books(request.user), SHOWN).get_page(request.GET.get("pagina"))
    return render(request, "governance/minutes_public_list.html", {"page": shown, "paging_url": "?"})


@login_not_required
@require_safe
def minutes_extract(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The copy for everybody: of what is published to anybody, before that to who may read the whole."""
    rows = Minutes.objects.published() if not request.user.is_authenticated else _readable(request)
    found: Minutes = get_object_or_404(rows.select_related("extract"), pk=pk)
    if found.extract is None:
        raise Http404
    try:
        content = signing.whole(found.extract, found.extract_digest)
    except GovernanceError as error:
        messages.error(request, str(error))
        return redirect("governance:minutes_check_ask")
    return attached_bytes(content, name=found.extract.name, content_type=found.extract.content_type)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def minutes_check_ask(request: HttpRequest) -> HttpResponse:
    """Hand in the file one holds, or its fingerprint: whether it is one of ours, byte for byte. It is not kept."""
    is_asked = request.method == "POST"
    form = CheckForm(request.POST, request.FILES) if is_asked else CheckForm()
    context = {"form": form, "is_checked": False, "found": None}
    if is_asked and limits.is_exceeded(request, "minutes_check"):
        form.add_error(None, TOO_MANY)
    elif form.is_valid():
        context |= {"is_checked": True, "found": form.found()}
    return render(request, "governance/minutes_check_ask.html", context)


@login_not_required
@require_safe
def minutes_check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where the code on the paper leads: which minutes they are, and with which digests."""
    found = checking.by_id(pk)
    if found is None:
        raise Http404
    digests = {name: bytes(value).hex() for name, value in _digests(found).items() if value}
    context = {"minutes": found, "meeting": found.meeting, "digests": digests}
    answer = render(request, "governance/minutes_check.html", context)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _digests(found: Minutes) -> dict[str, bytes | None]:
    """Of the whole none: who guesses its words could draw it again, and know that they guessed."""
    return {"extract": found.extract_digest, "signed": found.signed_digest}


def _readable(request: HttpRequest) -> MinutesQuerySet:
    """Of who has signed in: what is public, and what they may read whole."""
    theirs = Minutes.objects.visible_to(request.user).filter(state__in=Minutes.FROZEN)
    public = Minutes.objects.published()
    rows: MinutesQuerySet = Minutes.objects.for_everyone(reason=READING)
    return rows.filter(Q(pk__in=theirs.values("pk")) | Q(pk__in=public.values("pk")))

"""Whether one is told news: from one's own area, or from the foot of a mail, without signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from networking import consenting
from networking.access import audience
from networking.models import Consent, Person

if TYPE_CHECKING:
    from django.http import HttpRequest

NEWS = Consent.Purpose.NEWS


@audience()
@require_safe
def own_news(request: HttpRequest) -> HttpResponse:
    """What news are, and whether one receives them."""
    live = Consent.objects.visible_to(request.user).live().filter(purpose=NEWS).first()
    return render(request, "networking/own_news.html", {"consent": live})


@audience()
@require_POST
def own_news_choose(request: HttpRequest) -> HttpResponse:
    """Begin or stop receiving them."""
    person = get_object_or_404(Person.objects.visible_to(request.user), account=request.user)
    now, through = timezone.now(), Consent.Door.OWN_AREA
    if request.POST.get("notizie") == "si":
        consenting.give(person, NEWS, through=through, now=now)
        messages.success(request, _("Da oggi ricevi le notizie. Puoi smettere quando vuoi, da qui."))
    else:
        consenting.take_back(person, NEWS, through=through, now=now)
        messages.success(request, _("Non ti mandiamo più notizie. Gli avvisi di servizio continuano."))
    return redirect("networking:own_news")


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def news_stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link at the foot of a news mail. Looking changes nothing: programs that read mail open every link.

    A POST stops the news, from the button of this page or from the mail program itself (RFC 8058), which has no
    cookie of ours: the signed link is what proves that it comes from the mail.
    """
    found = consenting.read_stop_token(token)
    if found is None:
        return render(request, "networking/news_stop.html", {"is_unknown": True}, status=404)
    person, purpose = found
    is_done = request.method == "POST"
    if is_done:
        consenting.take_back(person, purpose, through=Consent.Door.LINK, now=timezone.now())
    answer = render(request, "networking/news_stop.html", {"is_done": is_done})
    answer["Referrer-Policy"] = "no-referrer"
    return answer

"""The desk's first page, and who is found from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from networking import access_log, blocks
from networking.access import audience
from networking.models import AccessRecord, Comune, Person, Zone
from networking.models.persons import FOLLOW_PEOPLE
from networking.outbox import calls
from networking.outbox.letters import standing as letters

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from networking.models.persons import PersonQuerySet
    from networking.models.scope import Scope

PER_PAGE = 25
LONGEST_QUESTION = 200
EVERYBODY, OUT_OF_REACH, MINORS_ALONE = "", "senza-recapiti", "minori-soli"


@audience(*FOLLOW_PEOPLE)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Whom do you look for, and what is to be put in order."""
    people = Person.objects.followed_by(request.user)
    scope = request.user.scope(*FOLLOW_PEOPLE)
    context = {
        "scope": scope,
        "territory": _territory(scope),
        "everybody": people.count(),
        "out_of_reach": people.out_of_reach().count(),
        "minors_alone": people.minors_alone(timezone.localdate()).count(),
        "to_call": calls.how_many(calls.to_call(request.user, now=timezone.now())),
        "letters_to_post": letters.to_post(request.user).count(),
        "letters_waiting": letters.waiting(request.user, now=timezone.now()),
        "blocks": blocks.draw(settings.DESK_BLOCKS, request),
    }
    return render(request, "networking/desk_home.html", context)


@audience(*FOLLOW_PEOPLE)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Those of one's own territory, or the ones asked for."""
    words = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    only = request.GET.get("solo", EVERYBODY)
    found = _narrowed(Person.objects.followed_by(request.user).matching(words), only)
    page = Paginator(found.select_related("comune", "zone").in_order(), PER_PAGE).get_page(
        request.GET.get("pagina")
    )
    if words or page.object_list:
        access_log.record(
            reader=request.user,
            deed=AccessRecord.Deed.LISTED,
            subject=Person,
            rows=len(page.object_list),
            page=request.path,
        )
    asked = {name: value for name, value in (("q", words), ("solo", only)) if value}
    context = {
        "page": page,
        "words": words,
        "only": only,
        "today": timezone.localdate(),
        "paging_url": f"?{urlencode(asked)}&" if asked else "?",
    }
    return render(request, "networking/desk_people.html", context)


def _narrowed(found: PersonQuerySet, only: str) -> PersonQuerySet:
    if only == OUT_OF_REACH:
        return found.out_of_reach()
    return found.minors_alone(timezone.localdate()) if only == MINORS_ALONE else found


def _territory(scope: Scope) -> list[Zone | Comune]:
    """The places whose people are followed, unless they are all."""
    return [
        *Zone.objects.filter(pk__in=scope.zones),
        *Comune.objects.filter(pk__in=scope.comuni).in_order(),
    ]

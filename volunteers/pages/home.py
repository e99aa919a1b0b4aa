"""«Volontariato», for everybody: what is needed and where, what one does, what happens after asking to help."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count

from networking.models import Comune
from networking.views.public import COMUNE_COOKIE
from volunteers.models import HelpKind, HelpRequest

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from volunteers.models.help_requests import HelpRequestQuerySet

ON_A_PAGE, ON_THE_HOME = 20, 3


class Story(NamedTuple):
    """A kind of help, and how many open requests ask for it."""

    kind: HelpKind
    asked: int


@dataclass(frozen=True)
class Home:
    """The open requests of one page, and the kinds of help with how many ask for each."""

    needs: Page
    stories: list[Story] = field(default_factory=list)


def home(*, chosen: dict[str, Any], number: str, now: datetime) -> Home:
    """The page `number` of the requests of `chosen` (columns of HelpRequest), and every kind of help."""
    needs = Paginator(wanted(now).filter(**chosen), ON_A_PAGE).get_page(number)
    asked = dict(_open(now).order_by().values_list("kind").annotate(Count("pk")))
    return Home(needs, [Story(kind, asked.get(kind.pk, 0)) for kind in HelpKind.objects.all()])


def wanted(now: datetime) -> HelpRequestQuerySet:
    """The requests people read about that still want somebody, with what a line says."""
    return _open(now).select_related("kind", "comune", "place__comune")


def a_hand(request: HttpRequest, *, now: datetime) -> tuple[list[HelpRequest], Comune | None]:
    """Three requests for the portal's first page: of the remembered comune where it has any, else the first ones."""
    here = Comune.objects.filter(slug=request.COOKIES.get(COMUNE_COOKIE, "")).first()
    near = list(wanted(now).filter(comune=here)[:ON_THE_HOME]) if here else []
    return (near, here) if near else (list(wanted(now)[:ON_THE_HOME]), None)


def _open(now: datetime) -> HelpRequestQuerySet:
    return HelpRequest.objects.open(now).with_holes()

"""Blocks that the catalogue draws on the pages of the ground, found there by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from networking.models import Comune
from networking.views.public import COMUNE_COOKIE
from services.coverage import coverage_of_comune, coverage_of_zone
from services.models import LifeSituation, Organization, Service
from services.sheet import sheet_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from networking.models import Zone

Block = tuple[str, dict[str, Any]]

# More organisations than these are folded away.
SHOWN_AT_FIRST = 12


def search_box(request: HttpRequest, **about: Any) -> Block:
    """“Di che cosa hai bisogno? In quale comune?”, the remembered comune offered."""
    return "services/blocks/search_box.html", {
        "comuni": Comune.objects.in_order(),
        "remembered": request.COOKIES.get(COMUNE_COOKIE, ""),
    }


def life_situations(request: HttpRequest, **about: Any) -> Block | None:
    """What happens in a life, in people's words; nothing while none is written."""
    situations = list(LifeSituation.objects.all())
    return ("services/blocks/life_situations.html", {"situations": situations}) if situations else None


def comune_desk(request: HttpRequest, *, comune: Comune) -> Block:
    """The Ufficio della cittadinanza of the comune, or whom to call meanwhile."""
    desk = Service.objects.published().desks_for(comune).for_sheet().first()
    return "services/blocks/comune_desk.html", {
        "comune": comune,
        "service": desk,
        "sheet": sheet_of(desk, now=timezone.localtime()) if desk else None,
    }


def comune_services(request: HttpRequest, *, comune: Comune) -> Block:
    """The services by need, how complete our knowledge is, and the nearest ones where it is empty."""
    coverage = coverage_of_comune(comune, now=timezone.localtime())
    return "services/blocks/comune_services.html", {"comune": comune, "coverage": coverage}


def comune_organizations(request: HttpRequest, *, comune: Comune) -> Block | None:
    """Who is active in the comune; nothing where we know of nobody."""
    organizations = list(Organization.objects.filter(comune=comune))
    if not organizations:
        return None
    return "services/blocks/comune_organizations.html", {
        "comune": comune,
        "shown": organizations[:SHOWN_AT_FIRST],
        "folded": organizations[SHOWN_AT_FIRST:],
    }


def zone_services(request: HttpRequest, *, zone: Zone) -> Block:
    """The services of a zone by need."""
    coverage = coverage_of_zone(zone, now=timezone.localtime())
    return "services/blocks/zone_services.html", {"zone": zone, "coverage": coverage}

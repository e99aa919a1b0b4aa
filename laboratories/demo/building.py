"""The activities of the demonstration, built once and in few statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from networking.demo import DOMAIN
from networking.models import Comune, User
from services.models import Organization

from ..models import Booking, Venue
from . import bookings, certificates, story
from .activities import ensure_activities
from .cycles import Planner
from .drawing import Draw
from .ledger import Ledger
from .people import ensure_guests, ensure_staff
from .registers import mark_registers
from .venues import ensure_venues

if TYPE_CHECKING:
    from datetime import datetime

    from networking.demo import Account


def build(accounts: dict[str, Account], *, password: str, now: datetime) -> None:
    """Everything, where nothing is there yet; the same for every moment of one day."""
    if not Venue.objects.filter(slug__endswith="-esempio").exists():
        _build_all(now)
    _add_pages(accounts)


def _build_all(now: datetime) -> None:
    draw = Draw(timezone.localdate(now))
    _ensure_organization()
    venues = ensure_venues(draw)
    staff = ensure_staff(draw)
    guests, known = ensure_guests(draw)
    sara = User.objects.get(email=f"educatrice@{DOMAIN}")
    rounds = Planner(draw, venues, staff, sara).plan(ensure_activities(draw))
    booker = bookings.Booker(draw, guests, Ledger())
    story.tell(booker, rounds, known)
    bookings.write(booker.fill(rounds))
    mark_registers(draw, rounds, sara)
    certificates.give(by=User.objects.get(email=f"amministrazione@{DOMAIN}"), now=now)


def _add_pages(accounts: dict[str, Account]) -> None:
    """What to look at first: the registers of who leads, the live bookings of each family."""
    for name, account in accounts.items():
        if name == "educatrice":
            account.pages.append(reverse("laboratories:register_list"))
        elif name.startswith("famiglia-"):
            theirs = Booking.objects.of_family(User.objects.get(email=account.email))
            account.pages += [each.get_absolute_url() for each in theirs.live().order_by("booked_at", "pk")]


def _ensure_organization() -> None:
    """The invented body of the third zone; the catalogue has those of the other two."""
    Organization.objects.get_or_create(
        key="demo-3",
        defaults={
            "name": "Associazione Esempio Spoleto (dimostrazione)",
            "slug": "esempio-spoleto",
            "kind": Organization.Kind.ASSOCIATION,
            "description": "Un ente inventato: serve a provare il portale.",
            "comune": Comune.objects.get(slug="spoleto"),
            "is_demo": True,
        },
    )

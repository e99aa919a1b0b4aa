"""The bodies of the demonstration and what they did, built once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from laboratories.demo.drawing import Draw
from networking.demo import DOMAIN
from networking.models import User
from services.models import Organization

from ..models import Body
from . import bodies, books, meetings, members, numbers, reports

if TYPE_CHECKING:
    from datetime import datetime

    from networking.demo import Account

# Who opens first the pages of their bodies.
READERS = ("cabina", "segreteria")


def build(accounts: dict[str, Account], *, password: str, now: datetime) -> None:
    """Everything, where nothing is there yet; the same for every moment of one day."""
    if not Body.objects.exists():
        _build_all(now)
    for name in READERS:
        if name in accounts:
            accounts[name].pages.append(reverse("governance:cabina"))
            accounts[name].pages.append(reverse("governance:body", args=["cabina-di-regia"]))
    if "monitoraggio" in accounts:
        accounts["monitoraggio"].pages.append(reverse("governance:monitoring"))


def _build_all(now: datetime) -> None:
    draw = Draw(timezone.localdate(now), "governo")
    teresa = User.objects.get(email=f"segreteria@{DOMAIN}")
    aps = Organization.objects.get(key="demo-aps")
    made = bodies.make(draw, aps)
    members.make(draw, aps, by=teresa)
    meetings.make(draw, made, by=teresa)
    books.keep(draw, aps, by=teresa)
    davide = User.objects.get(email=f"monitoraggio@{DOMAIN}")
    numbers.read(by=davide, now=now)
    reports.write(by=davide, approved_by=User.objects.get(email=f"cabina@{DOMAIN}"), now=now)

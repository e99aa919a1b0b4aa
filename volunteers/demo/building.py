"""The volunteers of the demonstration, built once and in few statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from laboratories.demo.drawing import Draw
from networking.demo import DOMAIN
from networking.models import User

from ..models import HelpKind
from . import company, hours, kinds, money, papers, people, turns, warmth, wishes

if TYPE_CHECKING:
    from datetime import datetime

    from networking.demo import Account

# What to look at first, by who looks.
PAGES = {
    "coordinatrice": ("coordination", "hours_desk", "expense_desk", "companionships", "referrals"),
    "volontaria-spoleto": ("my_turns", "hours", "thanks", "availability"),
    "volontario-trevi": ("my_turns", "credentials"),
}


def build(accounts: dict[str, Account], *, password: str, now: datetime) -> None:
    """Everything, where nothing is there yet; the same for every moment of one day."""
    if not HelpKind.objects.exists():
        _build_all(now)
    for name, pages in PAGES.items():
        if name in accounts:
            accounts[name].pages += [reverse(f"volunteers:{page}") for page in pages]


def _build_all(now: datetime) -> None:
    draw = Draw(timezone.localdate(now), "volontari")
    rosa = User.objects.get(email=f"coordinatrice@{DOMAIN}")
    kinds.make()
    crew = people.make(draw, by=rosa)
    papers.make(draw, crew, by=rosa)
    wishes.make(draw, crew)
    company.make(draw, crew, by=rosa, now=now)
    turns.make(draw, crew, by=rosa, now=now)
    hours.make(draw, by=rosa, now=now)
    money.make(draw, by=rosa, now=now)
    people.let_go(draw, crew, by=rosa)
    warmth.make(draw, by=rosa, now=now)

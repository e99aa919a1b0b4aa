"""Thanks, a sheet of one's hours, what laboratories ask for, and a part of the register that waits to be signed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from laboratories.models import Activity
from networking.demo import DEMONSTRATION, DOMAIN

from .. import thanking
from ..asking import needing
from ..hours import certifying
from ..models import HelpKind, RegisterSection, SessionNeed, Volunteer
from ..register import sealing

if TYPE_CHECKING:
    from datetime import datetime

    from laboratories.demo.drawing import Draw
    from networking.models import User

# The activity (as the file calls it), the kind of help, how many, and how many at least.
NEEDS = (("doposcuola-compiti-insieme", "compiti", 2, 1), ("festa-degli-aquiloni", "feste", 4, 2))
WORDS = "Grazie di cuore: senza di te il pomeriggio dei compiti non ci sarebbe."
A_YEAR, A_MONTH = timedelta(days=365), timedelta(days=30)


def make(draw: Draw, *, by: User, now: datetime) -> None:
    """Everything of it."""
    thanking.look_after(now=now)
    everyone = Volunteer.objects.for_everyone(reason=DEMONSTRATION)
    known = list(
        everyone.filter(person__account__email__startswith="volontari", person__account__isnull=False)
    )
    thanking.write(known, WORDS, letter=draw.uuid(), by=by, now=now)
    irene = everyone.get(person__account__email=f"volontaria-spoleto@{DOMAIN}")
    certifying.issue(irene, first=draw.day - A_YEAR, last=draw.day - A_MONTH, by=by, now=now)
    for activity, kind, places, least in NEEDS:
        need = SessionNeed(
            activity=Activity.objects.get(slug__startswith=activity),
            kind=HelpKind.objects.get(slug=kind),
            places=places,
            minimum_team=least,
        )
        needing.need(need, now=now)
    sealing.draw(RegisterSection.objects.get(kind=RegisterSection.Kind.OCCASIONAL), now=now)

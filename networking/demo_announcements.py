"""What the demonstration's staff have told people: an open day, a closing, a draft. All invented."""

from __future__ import annotations

import uuid
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from networking.rules import ITALY

from . import announcing
from .demo import DOMAIN
from .demo_people import INVENTED, NAMESPACE
from .models import Announcement, Comune, User, Zone

if TYPE_CHECKING:
    from .demo import Account

OPEN_DAY, CLOSED, DRAFT = (uuid.uuid5(NAMESPACE, name) for name in ("open-day", "closed", "draft"))


def build(accounts: dict[str, Account], *, password: str, now: datetime) -> None:
    """Those that are missing; the two that are sent leave when the worker is on."""
    norcia, zone_6 = Comune.objects.get(slug="norcia"), Zone.objects.get(number=6)
    writer = User.objects.filter(email=f"segreteria@{DOMAIN}").first()
    begins = datetime.combine(now.astimezone(ITALY).date() + timedelta(days=10), time(17), tzinfo=ITALY)
    open_day = _ensure(
        OPEN_DAY,
        now,
        title="Giornata della salute a Norcia",
        text=f"Infermieri e volontari misurano la pressione e la glicemia.\n\nPorta la tessera sanitaria. {INVENTED}",
        comune=norcia,
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        place="Centro anziani, Norcia",
    )
    closed = _ensure(
        CLOSED,
        now,
        title="Lo sportello è chiuso l'8 dicembre",
        text=f"Per un'urgenza chiama il 112. Riapriamo il giorno dopo. {INVENTED}",
        zone=zone_6,
    )
    _ensure(
        DRAFT,
        now,
        title="Apre un laboratorio di musica",
        text=f"Per ragazze e ragazzi dagli 11 ai 14 anni. {INVENTED}",
        nature=Announcement.Nature.NEWS,
        zone=zone_6,
    )
    for announcement in (open_day, closed):
        if writer is not None and announcement is not None:
            announcing.publish(announcement, by=writer, now=now)


def _ensure(pk: uuid.UUID, now: datetime, **values: Any) -> Announcement | None:
    """The communication where it is missing; None where a visitor may have changed it."""
    made, is_new = Announcement.objects.get_or_create(pk=pk, defaults={**values, "created_at": now})
    return made if is_new else None

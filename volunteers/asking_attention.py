"""What of requests waits for who coordinates, on the first page of `/gestione/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import ngettext

from networking.attention import Waiting, told

from .asking import teams
from .models import COORDINATE, HelpRequest

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User


def too_few(user: User, *, now: datetime) -> Waiting | None:
    """Turns of the next two days that would not be held with who comes so far."""
    if not user.scope(*COORDINATE):
        return None
    count = teams.too_few(HelpRequest.objects.coordinated_by(user), now=now).count()
    sentence = ngettext(
        "%d turno di volontariato entro due giorni ha troppo poche persone.",
        "%d turni di volontariato entro due giorni hanno troppo poche persone.",
        count,
    )
    return told(count, sentence, f"{reverse('volunteers:requests')}?stato=scoperti", is_urgent=True)

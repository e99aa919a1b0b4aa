"""What of the volunteers waits for who coordinates them, on the first page of `/gestione/`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import ngettext

from networking.attention import Waiting, told

from .credentials import expiring
from .models import COORDINATE, Volunteer
from .pages import coordination

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User

A_WEEK = timedelta(days=7)


def turns_to_cover(user: User, *, now: datetime) -> Waiting | None:
    """Turns of the next seven days that still want somebody."""
    if not user.scope(*COORDINATE):
        return None
    count = len(list(coordination.holes_of(user, now=now, within=A_WEEK)))
    sentence = ngettext(
        "%d turno di volontariato da coprire nei prossimi 7 giorni.",
        "%d turni di volontariato da coprire nei prossimi 7 giorni.",
        count,
    )
    return told(count, sentence, reverse("volunteers:coordination"), is_urgent=True)


def applications(user: User, *, now: datetime) -> Waiting | None:
    """People who have asked to help and wait for an answer."""
    if not user.scope(*COORDINATE):
        return None
    count = coordination.applications_of(Volunteer.objects.coordinated_by(user)).count()
    sentence = ngettext(
        "%d persona vuole fare volontariato e aspetta di sentirti.",
        "%d persone vogliono fare volontariato e aspettano di sentirti.",
        count,
    )
    return told(count, sentence, f"{reverse('volunteers:coordination')}#richieste")


def credentials_expiring(user: User, *, now: datetime) -> Waiting | None:
    """What of the volunteers ends within thirty days."""
    if not user.scope(*COORDINATE):
        return None
    today, people = localdate(now), Volunteer.objects.coordinated_by(user)
    count = len(expiring.expiring(people, first=today, last=today + expiring.AHEAD))
    sentence = ngettext(
        "%d abilitazione o assicurazione di chi aiuta scade entro 30 giorni.",
        "%d abilitazioni o assicurazioni di chi aiuta scadono entro 30 giorni.",
        count,
    )
    return told(count, sentence, f"{reverse('volunteers:coordination')}#scadenze")

"""What of company waits for who coordinates, on the first page of `/gestione/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import ngettext

from networking.attention import Waiting, told

from .models import COORDINATE, CompanionshipWish
from .pages import companions

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User


def wishes(user: User, *, now: datetime) -> Waiting | None:
    """People who would like company, and whom nobody has called yet."""
    if not user.scope(*COORDINATE):
        return None
    count = CompanionshipWish.objects.visible_to(user).waiting().count()
    sentence = ngettext(
        "%d persona vorrebbe compagnia e aspetta una telefonata.",
        "%d persone vorrebbero compagnia e aspettano una telefonata.",
        count,
    )
    return told(count, sentence, f"{reverse('volunteers:companionships')}#richieste")


def pairs_to_look_at(user: User, *, now: datetime) -> Waiting | None:
    """Pairs whose last note worries, or in which nobody has been in touch for too long."""
    if not user.scope(*COORDINATE):
        return None
    count = companions.how_many_ask_for_a_look(user, now=now)
    sentence = ngettext(
        "%d compagnia da guardare: una nota preoccupa, o da troppo nessun contatto.",
        "%d compagnie da guardare: una nota preoccupa, o da troppo nessun contatto.",
        count,
    )
    return told(count, sentence, reverse("volunteers:companionships"), is_urgent=True)

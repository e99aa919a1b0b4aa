"""What of the register waits for who keeps it, on the first page of `/gestione/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import ngettext

from networking.attention import Waiting, told

from .models import has_whole_register
from .register import due

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User


def to_sign(user: User, *, now: datetime) -> Waiting | None:
    """Sections whose lines the law wants signed by now (LR-V5)."""
    if not has_whole_register(user):
        return None
    count = len(due.dues(now=now))
    sentence = ngettext(
        "%d sezione del registro dei volontari da firmare.",
        "%d sezioni del registro dei volontari da firmare.",
        count,
    )
    return told(count, sentence, reverse("volunteers:register_list"), is_urgent=True)

"""What keeps a channel from telling people, in the words it said itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from networking.models import ContactChannel, Notice, NoticeTry

if TYPE_CHECKING:
    from datetime import datetime

LOOKING = "perché gli SMS non partono"
# What passes by itself has passed by then.
TOO_LONG = timedelta(minutes=30)


def of_sms(*, now: datetime) -> str:
    """Why SMS have not left for half an hour; empty where they leave."""
    waiting = Notice.objects.for_everyone(reason=LOOKING).filter(
        channel=ContactChannel.SMS, state=Notice.State.QUEUED, begun_at__lte=now - TOO_LONG
    )
    tries = NoticeTry.objects.filter(
        notice__in=waiting, channel=ContactChannel.SMS, outcome=NoticeTry.Outcome.PUT_OFF
    )
    return tries.order_by("-at").values_list("detail", flat=True).first() or ""

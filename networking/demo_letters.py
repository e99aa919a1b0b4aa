"""Letters of the demonstration: who has neither e-mail nor mobile is told on paper that the desk is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import outbox
from .announcing import notices
from .demo import DEMONSTRATION
from .demo_announcements import CLOSED
from .demo_people import FIGURES
from .models import Announcement, Notice, Person
from .schedules import running, work_named

if TYPE_CHECKING:
    from datetime import datetime

    from .demo import Account

PRINT = "stampare-le-lettere"


def build(accounts: dict[str, Account], *, password: str, now: datetime) -> None:
    """What is told by letter, once; the worker prints it as soon as it is on, without waiting for the night."""
    closed = Announcement.objects.filter(pk=CLOSED, cancelled_at=None).first()
    everyone = Person.objects.for_everyone(reason=DEMONSTRATION)
    people = everyone.filter(
        pk__in=[figure.pk for figure in FIGURES], channel="letter", comune__zone__number=6
    )
    if closed is None:
        return
    tellings = [notices.announced(closed, person, now) for person in people.select_related("account")]
    told = Notice.objects.for_everyone(reason=DEMONSTRATION).filter(key__in=[each.key for each in tellings])
    work = work_named(PRINT)
    if told.exists() or work is None:
        return
    outbox.tell_all(notices.kind_of_nature(closed), tellings, now=now)
    running.want(work, now=now)

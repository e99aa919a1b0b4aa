"""What of an association waits for who keeps its book, on the first page of `/gestione/`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from networking.attention import Waiting, told

from .membership import reporting
from .models import MemberBook, MembershipApplication
from .models.members import keeps_members

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User

# Of the sixty days in which the board answers, the last fifteen.
SOON = timedelta(days=45)


def applications(user: User, *, now: datetime) -> Waiting | None:
    """Who asks to join and waits for an answer; urgent when the sixty days are near or past."""
    if not keeps_members(user):
        return None
    waiting = list(
        MembershipApplication.objects.visible_to(user).waiting().values_list("applied_on", flat=True)
    )
    sentence = ngettext(
        "%d domanda di associarsi da decidere.", "%d domande di associarsi da decidere.", len(waiting)
    )
    is_urgent = any(day + SOON <= timezone.localdate(now) for day in waiting)
    return told(len(waiting), sentence, reverse("governance:member_desk"), is_urgent=is_urgent)


def accounts(user: User, *, now: datetime) -> Waiting | None:
    """Accounts to deposit with the RUNTS soon, or already late (art. 48 D.Lgs. 117/2017)."""
    if not keeps_members(user):
        return None
    today = timezone.localdate(now)
    books = MemberBook.objects.select_related("organization")
    count = sum(len(reporting.late(each, today=today)) for each in books)
    sentence = ngettext("%d bilancio da depositare al RUNTS.", "%d bilanci da depositare al RUNTS.", count)
    return told(count, sentence, reverse("governance:member_desk"), is_urgent=True)

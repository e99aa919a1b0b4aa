"""What of expenses waits for who decides and who pays, on the first page of `/gestione/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import ngettext

from networking.attention import Waiting, told

from .models import COORDINATE
from .pages import expenses

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User


def to_decide(user: User, *, now: datetime) -> Waiting | None:
    """Expenses that wait for a yes or a no."""
    if not user.scope(*COORDINATE):
        return None
    count = expenses.waiting(user).count()
    sentence = ngettext("%d rimborso da decidere.", "%d rimborsi da decidere.", count)
    return told(count, sentence, reverse("volunteers:expense_desk"))


def to_pay(user: User, *, now: datetime) -> Waiting | None:
    """Expenses that were approved and not yet paid, for who keeps the accounts."""
    if not expenses.may_pay(user):
        return None
    count = expenses.payable(user).count()
    sentence = ngettext("%d rimborso da pagare.", "%d rimborsi da pagare.", count)
    return told(count, sentence, reverse("volunteers:expense_desk"))

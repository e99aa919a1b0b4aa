"""Closing one's own account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from django.db import transaction

from . import sessions

if TYPE_CHECKING:
    from datetime import datetime

    from .models import User


@transaction.atomic
def close_account(*, user: User, now: datetime) -> None:
    """From now on nobody signs in as `user`: every session ends, and a mail says so."""
    get_adapter().send_notification_mail("account/email/account_closed", user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    sessions.end_all(user)

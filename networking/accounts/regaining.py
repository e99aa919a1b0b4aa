"""Letting somebody in again who lost their second step, once a person has recognised them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from networking import security_log

from . import sessions

if TYPE_CHECKING:
    from networking.models import User

MESSAGE = "networking/email/second_factor_taken_away_message.txt"


@transaction.atomic
def take_away_second_factor(user: User) -> int:
    """Remove every second step of `user` and end their sessions; how many there were. They are told by mail.

    Their password still opens the door; whoever works here then chooses a new second step before anything else.
    """
    taken, _by_model = Authenticator.objects.filter(user=user).delete()
    sessions.end_all(user)
    send_mail(
        _("NET WORKING · Il tuo secondo passo è stato tolto"),
        render_to_string(MESSAGE, {"user": user}),
        None,
        [user.email],
    )
    security_log.record("second_factor_taken_away", user=user, count=taken)
    return taken

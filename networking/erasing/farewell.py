"""The last word to somebody who has been erased: what was done, what stays and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from networking import mail
from networking.retention import name_of

if TYPE_CHECKING:
    from networking.models import ErasureProof

TEMPLATE = "networking/email/erased_message.txt"


def say(address: str, proof: ErasureProof, *, had_access: bool) -> None:
    """Write to `address`, in the caller's transaction; the outbox forgets the message once it has left."""
    if not address:
        return
    holds = [
        hold | {"name": name_of(hold["table"]), "until": parse_date(hold["until"])} for hold in proof.holds
    ]
    context = {"proof": proof, "holds": holds, "had_access": had_access}
    EmailMessage(
        subject=_("NET WORKING · Il tuo accesso è chiuso")
        if had_access
        else _("NET WORKING · I tuoi dati sono stati cancellati"),
        body=render_to_string(TEMPLATE, context),
        to=[address],
        headers={mail.FAREWELL: "1"},
    ).send()

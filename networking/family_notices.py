"""What is told about who answers for a child: the invitation itself, and to both that somebody has joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import outbox
from .outbox import Kind, Telling, Words

if TYPE_CHECKING:
    from datetime import datetime

    from .models import GuardianInvitation, Notice, Person

JOINED = "networking.guardian_joined"
MESSAGE = "networking/email/guardian_invitation_message.txt"


def send_invitation(invitation: GuardianInvitation, token: str) -> None:
    """Write to the invited address. Neither the child's name nor the family's: the mail may reach somebody else."""
    link = settings.PORTAL_ADDRESS + reverse("networking:invitation", args=[token])
    words = {"inviter": invitation.inviter.given_name, "link": link, "expires_at": invitation.expires_at}
    send_mail(
        _("NET WORKING · %(name)s ti invita a seguire insieme un figlio o una figlia")
        % {"name": words["inviter"]},
        render_to_string(MESSAGE, words),
        None,
        [invitation.email],
    )


def tell_of_joining(invitation: GuardianInvitation, guardian: Person, *, now: datetime) -> None:
    """Tell who invited and who came."""
    outbox.tell_all(
        JOINED,
        [
            Telling(person=person, key=f"guardian_joined:{invitation.pk}:{person.pk}", about=invitation)
            for person in (invitation.inviter, guardian)
        ],
        now=now,
    )


def _joined(notice: Notice, _now: datetime) -> Words | None:
    """None where one of the two is no longer here."""
    invitation = notice.about
    if invitation is None or invitation.accepted_by_id is None:
        return None
    is_inviter = notice.person_id == invitation.inviter_id
    other = invitation.accepted_by if is_inviter else invitation.inviter
    told = {"name": other.full_name}
    return Words(
        subject=_("Ora rispondete insieme"),
        paragraphs=(
            _("{name} ha accettato il tuo invito: da oggi vede le stesse prenotazioni e può farne.").format(
                **told
            )
            if is_inviter
            else _(
                "Hai accettato l'invito di {name}: da oggi vedi le stesse prenotazioni e puoi farne."
            ).format(**told),
            _(
                "Nessuno dei due può togliere l'altro. Un diritto si limita solo allo sportello, con un documento. "
                "Se qualcosa non va, telefona subito alla tua zona sociale."
            ),
        ),
        short=_("Ora rispondi insieme a un'altra persona: guarda la pagina della famiglia."),
        link=reverse("networking:family_home"),
        link_label=_("Apri la mia famiglia"),
    )


KINDS = (
    Kind(
        JOINED,
        gettext_lazy("Un'altra persona risponde con te"),
        _joined,
        needs=("inviter", "accepted_by"),
    ),
)

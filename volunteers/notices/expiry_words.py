"""The words of what is told of credentials and covers that end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networking.models import Credential
from networking.outbox import Kind, Words
from volunteers.models import InsuranceCover, Volunteer
from volunteers.renewing import to_renew
from volunteers.rules import SOON

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Notice

EXPIRES, EXPIRES_OF = "volunteers.credential_expires", "volunteers.credential_expires_of"
TELLING = "di chi è ciò che scade, per dirglielo"


def _expires(notice: Notice, now: datetime) -> Words | None:
    """None when it was revoked meanwhile."""
    told = _told(notice, now)
    if told is None:
        return None
    return Words(
        subject=_("{sentence}: {what}").format(**told),
        paragraphs=(
            str(told["yours"]).format(**told),
            str(told["remedy"]),
            str(told["until_then"]),
        ),
        short=_("{sentence} il {day}: {what}. Senti chi coordina.").format(**told),
        link=told["own"],
        link_label=told["own_label"],
    )


def _expires_of(notice: Notice, now: datetime) -> Words | None:
    told = _told(notice, now)
    volunteer = Volunteer.objects.for_everyone(reason=TELLING).filter(person=notice.concerns_id).first()
    if told is None or volunteer is None:
        return None
    told["who"] = volunteer
    return Words(
        subject=_("{sentence}: {what} di {who}").format(**told),
        paragraphs=(
            _("{who}: {what}. {sentence}, il {day}.").format(**told),
            str(told["how"]),
        ),
        short=_("{who}: {what} scade il {day}.").format(**told),
        link=reverse(told["theirs"], args=[volunteer.pk]),
        link_label=_("Apri la sua pagina"),
    )


def _told(notice: Notice, now: datetime) -> dict[str, Any] | None:
    row = notice.about
    if isinstance(row, Volunteer):
        return _agreement(row, now)
    if isinstance(row, Credential) and row.revoked_at is None and row.expires_on:
        on, what = row.expires_on, row.get_kind_display()
    elif isinstance(row, InsuranceCover):
        on, what = min(row.ends_on or row.policy.ends_on, row.policy.ends_on), _("assicurazione")
    else:
        return None
    return {
        "what": what,
        "day": date_format(on, "j F Y"),
        "yours": _("{sentence} la tua: {what}. Il giorno è il {day}."),
        "sentence": _("È scaduta") if on <= localdate(now) else _("Sta per scadere"),
        "remedy": to_renew(row.kind if isinstance(row, Credential) else "insurance"),
        "until_then": _("Da quel giorno, i turni che la chiedono non li puoi fare finché non è rinnovata."),
        "own": reverse("volunteers:credentials"),
        "own_label": _("Le mie abilitazioni"),
        "how": _("Nella sua pagina la rinnovi, e vedi i turni per cui conviene cercare già qualcun altro."),
        "theirs": "volunteers:credentials_of",
    }


def _agreement(volunteer: Volunteer, now: datetime) -> dict[str, Any] | None:
    """None where it was said again meanwhile, or they have stopped."""
    on, today = volunteer.agreed_until, localdate(now)
    if on is None or volunteer.state != Volunteer.State.ACTIVE or on > today + SOON:
        return None
    return {
        "what": _("accordo di volontariato"),
        "day": date_format(on, "j F Y"),
        "yours": _("{sentence} il tuo {what}. Il giorno è il {day}."),
        "sentence": _("È scaduto") if on <= today else _("Sta per scadere"),
        "remedy": to_renew("agreement"),
        "until_then": _("Da quel giorno non puoi fare turni finché non l'hai rinnovato."),
        "own": reverse("volunteers:path"),
        "own_label": _("Il mio percorso"),
        "how": _("Può rinnovarlo dalla sua area; se lo firma su carta, scrivilo nella sua pagina."),
        "theirs": "volunteers:candidate",
    }


KINDS = (
    Kind(EXPIRES, gettext_lazy("Una tua abilitazione scade"), _expires),
    Kind(EXPIRES_OF, gettext_lazy("L'abilitazione di chi coordini scade"), _expires_of),
)

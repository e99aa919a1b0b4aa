"""The words of what is told of credentials and covers that end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networking.models import Credential
from networking.outbox import Kind, Words
from volunteers.models import InsuranceCover, Volunteer
from volunteers.renewing import to_renew

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
            _("{sentence} la tua: {what}. Il giorno è il {day}.").format(**told),
            str(told["remedy"]),
            _("Da quel giorno, i turni che la chiedono non li puoi fare finché non è rinnovata."),
        ),
        short=_("{sentence} il {day}: {what}. Senti chi coordina.").format(**told),
        link=reverse("volunteers:credentials"),
        link_label=_("Le mie abilitazioni"),
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
            _("Nella sua pagina la rinnovi, e vedi i turni per cui conviene cercare già qualcun altro."),
        ),
        short=_("{who}: {what} scade il {day}.").format(**told),
        link=reverse("volunteers:credentials_of", args=[volunteer.pk]),
        link_label=_("Apri la sua pagina"),
    )


def _told(notice: Notice, now: datetime) -> dict[str, object] | None:
    row = notice.about
    if isinstance(row, Credential) and row.revoked_at is None and row.expires_on:
        on, what = row.expires_on, row.get_kind_display()
    elif isinstance(row, InsuranceCover):
        on, what = min(row.ends_on or row.policy.ends_on, row.policy.ends_on), _("assicurazione")
    else:
        return None
    is_over = on <= localdate(now)
    return {
        "what": what,
        "day": date_format(on, "j F Y"),
        "sentence": _("È scaduta") if is_over else _("Sta per scadere"),
        "remedy": to_renew(row.kind if isinstance(row, Credential) else "insurance"),
    }


KINDS = (
    Kind(EXPIRES, gettext_lazy("Una tua abilitazione scade"), _expires),
    Kind(EXPIRES_OF, gettext_lazy("L'abilitazione di chi coordini scade"), _expires_of),
)

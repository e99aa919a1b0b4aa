"""Every notice that the ground tells. A notice is written in the same transaction as the fact it tells."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networking.rules import ITALY

from . import mail, outbox
from .models import ContactChannel, ErasureRequest, Role
from .outbox import Kind, Telling, Words
from .outbox.choosing import first_channel

if TYPE_CHECKING:
    from .models import Notice, Person

ROLE_ENDS, ERASURE_REFUSED = "networking.role_ends", "networking.erasure_refused"
TRY_OUT = "networking.try_out"
# A letter costs paper and a call somebody's time: those are not tried out.
TRIED_AT_ONCE = (ContactChannel.EMAIL, ContactChannel.SMS, ContactChannel.PAGES)
# A role of two months is remembered by who was just given it.
SHORT_ROLE, BEFORE_A_SHORT_ROLE_ENDS = timedelta(days=60), timedelta(days=5)


def _already_written(_notice: Notice, _now: datetime) -> Words | None:
    """What is written to an address has its words from the beginning."""
    raise AssertionError("a mail to an address is never written twice")


# --- a role that ends ---


def tell_that_roles_end(*, now: datetime) -> None:
    """Tell those whose role ends soon; once for each role and day of its end, however often it is asked."""
    today = timezone.localdate(now)
    ending = Role.objects.ending_soon(today).filter(user__person__isnull=False)
    tellings = [
        Telling(
            person=role.user.person,
            key=f"role_ends:{role.pk}:{ends_on}",
            about=role,
            expires_at=_morning(ends_on),
        )
        for role in ending.select_related("user__person__account", "user__person__comune")
        if (ends_on := role.ends_on) is not None and _is_time(role.starts_on, ends_on, today)
    ]
    outbox.tell_all(ROLE_ENDS, tellings, now=now)


def _is_time(starts_on: date, ends_on: date, today: date) -> bool:
    """Thirty days before; of a role given for a short time, a few days before and not on its first."""
    is_short = ends_on - starts_on < SHORT_ROLE
    return not is_short or ends_on - today <= BEFORE_A_SHORT_ROLE_ENDS


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=ITALY).astimezone(UTC)


def _role_ends(notice: Notice, _now: datetime) -> Words | None:
    """None when the role was taken away, or prolonged: the reason names the day."""
    role = notice.about
    if role is None or not notice.key.endswith(f":{role.ends_on}"):
        return None
    told = {"role": role.get_kind_display(), "place": role.scope_name, "day": f"{role.ends_on:%d/%m/%Y}"}
    return Words(
        subject=_("Il tuo ruolo finisce il {day}").format(**told),
        paragraphs=(
            _("Il tuo ruolo «{role}» ({place}) vale fino al {day} escluso.").format(**told),
            _("Se continui a lavorare con noi, chiedi a chi amministra il portale di prolungarlo."),
        ),
        short=_("Il tuo ruolo «{role}» finisce il {day}. Per continuare chiedi a chi amministra.").format(
            **told
        ),
        link="/profilo/",
        link_label=_("Guarda i tuoi ruoli"),
    )


# --- a request to be erased that is answered no ---


def erasure_refused(asked: ErasureRequest, *, now: datetime) -> None:
    """Tell who asked to be erased that it cannot be, and why."""
    if asked.person is not None:
        told = Telling(person=asked.person, key=f"erasure_refused:{asked.pk}", about=asked)
        outbox.tell(ERASURE_REFUSED, told, now=now)


def _erasure_refused(notice: Notice, _now: datetime) -> Words | None:
    asked = notice.about
    if asked is None:
        return None
    when = f"{asked.asked_at.astimezone(ITALY):%d/%m/%Y}"
    return Words(
        subject=_("La tua richiesta di cancellazione"),
        paragraphs=(
            _("Il {when} ci hai chiesto di cancellare i tuoi dati. Non possiamo farlo:").format(when=when),
            asked.outcome,
            _(
                "Se non sei d'accordo puoi rivolgerti al Garante per la protezione dei dati personali "
                "(garanteprivacy.it) o a un giudice. Per parlarne con noi telefona alla tua zona sociale."
            ),
        ),
        short=_("Abbiamo risposto alla tua richiesta di cancellazione: telefona alla tua zona sociale."),
    )


# --- a trial that somebody asks for ---


def try_out(person: Person, *, now: datetime) -> Notice | None:
    """Send `person` a notice by the way they are told, so that they see it; None where that way is people's work."""
    if first_channel(person, tuple(ContactChannel), now=now) not in TRIED_AT_ONCE:
        return None
    told = Telling(person=person, key=f"try_out:{uuid.uuid4()}", expires_at=now + timedelta(days=1))
    return outbox.tell(TRY_OUT, told, now=now)


def _try_out(_notice: Notice, _now: datetime) -> Words:
    return Words(
        subject=_("Prova: gli avvisi ti arrivano così"),
        paragraphs=(
            _("L'hai chiesto tu, per vedere come ti arrivano gli avvisi. Non devi fare niente."),
            _("Se preferisci un altro modo, lo cambi quando vuoi."),
        ),
        short=_("Prova: gli avvisi ti arrivano così. Non devi fare niente."),
        link="/profilo/avvisi/preferenze/",
        link_label=_("Scegli come ricevere gli avvisi"),
    )


KINDS = (
    Kind(
        mail.KIND,
        gettext_lazy("E-mail dell'accesso"),
        _already_written,
        channels=(ContactChannel.EMAIL,),
        is_in_pages=False,
    ),
    Kind(ROLE_ENDS, gettext_lazy("Un ruolo che finisce"), _role_ends, needs=("zone", "comune")),
    Kind(ERASURE_REFUSED, gettext_lazy("Risposta a una richiesta di cancellazione"), _erasure_refused),
    Kind(TRY_OUT, gettext_lazy("Avviso di prova"), _try_out, channels=TRIED_AT_ONCE),
)

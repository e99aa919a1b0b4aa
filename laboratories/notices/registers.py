"""What registers lead us to tell: whether a place is still wanted, and that a certificate is ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laboratories import concerned, keeping
from laboratories.models import Booking
from networking import outbox
from networking.outbox import Kind, Telling, Words

if TYPE_CHECKING:
    from datetime import datetime

    from laboratories.models import Certificate
    from networking.models import Notice

SEAT_ASKED_BACK, CERTIFICATE_READY = "laboratories.seat_asked_back", "laboratories.certificate_ready"


def ask_back(booking: Booking, *, now: datetime) -> None:
    """Ask, in the caller's transaction, whoever booked and still may whether the place is wanted; else who hears."""
    booker, person = booking.party.booker, booking.person
    key = f"seat_asked_back:{booking.pk}:{now.isoformat()}"
    if booker not in (None, person) and concerned.who_is_told(booking.party, person, now=now) == booker:
        tellings = [Telling(booker, key=f"{key}:{booker.pk}", about=booking, concerns=person)]
    else:
        tellings = outbox.tellings_for(person, key=key, about=booking, now=now)
    outbox.tell_all(SEAT_ASKED_BACK, tellings, now=now)


def _seat_asked_back(notice: Notice, now: datetime) -> Words | None:
    """None when they have answered, or have the place no longer."""
    booking = notice.about
    if (
        booking is None
        or booking.state != Booking.State.CONFIRMED
        or booking.kept_at is not None
        or booking.asked_back_at is None
        or f":{booking.asked_back_at.isoformat()}:" not in notice.key
        or not concerned.books_for(notice.person, booking.person, now=now)
    ):
        return None
    told = {"person": booking.person.given_name, "activity": booking.pool.cycle.activity}
    return Words(
        subject=_("Tieni il posto a «{activity}»?").format(**told),
        paragraphs=(
            _("{person} manca da due incontri di «{activity}» e non ne sapevamo niente.").format(**told),
            _("Il posto è ancora suo. Se lo tieni, premi «Tengo il posto»: non serve altro."),
            _("Se non viene più, premi «Lascio il posto»: lo diamo a chi aspetta."),
            _("Se è un problema arrivare o qualcosa non va, telefonaci: cerchiamo insieme un modo."),
        ),
        short=_("{person} manca da due incontri. Tieni il posto? Rispondi dal portale o telefonaci.").format(
            **told
        ),
        link=reverse("laboratories:seat_keep", args=[keeping.token_of(booking)]),
        link_label=_("Rispondi"),
    )


def certificate_ready(certificate: Certificate, *, now: datetime) -> None:
    """Tell, in the caller's transaction, whose certificate it is; of a child, who may book for them."""
    key = f"certificate_ready:{certificate.pk}"
    tellings = outbox.tellings_for(certificate.person, key=key, about=certificate, now=now)
    outbox.tell_all(CERTIFICATE_READY, tellings, now=now)


def _certificate_ready(notice: Notice, _now: datetime) -> Words | None:
    certificate = notice.about
    if certificate is None or certificate.revoked_at is not None:
        return None
    told = {"title": certificate.title}
    name = notice.concerns.given_name if notice.concerns else ""
    return Words(
        subject=_("L'attestato di {name} è pronto").format(name=name)
        if name
        else _("Il tuo attestato è pronto"),
        paragraphs=(
            _("L'attestato di {name} per «{title}» è pronto: dice quante ore ha frequentato davvero.").format(
                name=name, **told
            )
            if name
            else _("L'attestato di «{title}» è pronto: dice quante ore hai frequentato davvero.").format(
                **told
            ),
            _("Puoi scaricarlo quando vuoi. Chi lo riceve può controllarlo sul portale."),
        ),
        short=_("L'attestato di {name} è pronto: lo trovi nel portale, in «Attestati».").format(
            name=name[:40]
        )
        if name
        else _("Il tuo attestato è pronto: lo trovi nel portale, in «Attestati»."),
        link=reverse("laboratories:family_certificates"),
        link_label=_("Scarica l'attestato"),
    )


KINDS = (
    Kind(
        SEAT_ASKED_BACK,
        gettext_lazy("Tieni il posto?"),
        _seat_asked_back,
        needs=("person", "pool__cycle__activity"),
    ),
    Kind(CERTIFICATE_READY, gettext_lazy("Un attestato pronto"), _certificate_ready),
)

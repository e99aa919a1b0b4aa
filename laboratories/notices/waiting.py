"""What is told to who waits: a place is offered, the offer is about to end or has ended, the queue is over."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.timesince import timeuntil
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laboratories import appointments, concerned
from laboratories.eligibility import moment
from laboratories.models import Booking, Session
from laboratories.offer_links import token_of
from laboratories.offering import reminder_at
from laboratories.rules import joined, spoken_code
from networking import outbox
from networking.models import ContactChannel
from networking.outbox import Kind, Telling, Words
from networking.outbox.choosing import first_channel

if TYPE_CHECKING:
    from datetime import datetime

    from laboratories.models import Party
    from networking.models import Notice, Person

OFFERED, HURRIED = "laboratories.seat_offered", "laboratories.seat_offered_in_a_hurry"
ENDING, EXPIRED = "laboratories.offer_ending", "laboratories.offer_expired"
ACCEPTED, CLOSED = "laboratories.offer_accepted", "laboratories.queue_closed"
OF_AN_OFFER = (OFFERED, HURRIED, ENDING)
AT_ONCE = (ContactChannel.SMS, ContactChannel.PHONE)
TELLING = "dire a chi aspetta che cosa è successo"


# --- written with the fact ---


def tell_of_offer(party: Party, person: Person, *, end: datetime, is_rush: bool, now: datetime) -> None:
    """Tell `person`, in the caller's transaction, that places are theirs until `end`.

    In a hurry also by telephone or SMS: a mail is read in the evening.
    """
    told = {"person": person, "about": party, "expires_at": end}
    outbox.tell_all(OFFERED, [Telling(key=_key("seat_offered", party, end), **told)], now=now)
    quick = first_channel(person, AT_ONCE, now=now, expires_at=end)
    if (
        is_rush
        and quick is not None
        and quick != first_channel(person, tuple(ContactChannel), now=now, expires_at=end)
    ):
        outbox.tell_all(HURRIED, [Telling(key=_key("seat_offered_soon", party, end), **told)], now=now)
    reminder = reminder_at(now, end)
    if reminder is not None:
        telling = Telling(key=_key("offer_ending", party, end), due_at=reminder, **told)
        outbox.tell_all(ENDING, [telling], now=now)


def withdraw_offer(party: Party, *, now: datetime) -> None:
    """Take back, in the caller's transaction, what has not left yet about the offer to `party`: it was answered."""
    outbox.withdraw(about=party, kinds=OF_AN_OFFER, now=now, why=_("L'offerta ha già avuto risposta."))


def tell_of_end(kind: str, party: Party, person: Person, *, now: datetime) -> None:
    """Tell `person`, in the caller's transaction, how the wait of `party` has ended (EXPIRED, ACCEPTED, CLOSED)."""
    # What was closed may be held again, and closed again: that is another end.
    again = f":{now.astimezone(UTC).isoformat()}" if kind == CLOSED else ""
    telling = Telling(person=person, key=f"{kind}:{party.pk}{again}", about=party)
    outbox.tell_all(kind, [telling], now=now)


def _key(reason: str, party: Party, end: datetime) -> str:
    return f"{reason}:{party.pk}:{end.astimezone(UTC).isoformat()}"


# --- their words, when they leave ---


def _offered(notice: Notice, now: datetime) -> Words | None:
    """None when it was answered, or is over."""
    bookings = _open_offer(notice, now)
    if not bookings:
        return None
    told = _told(bookings, now)
    link = reverse("laboratories:offer", args=[token_of(bookings[0].party_id, bookings[0].offered_at)])
    return Words(
        subject=_("Un posto per {people}: rispondi entro {until}").format(**told),
        paragraphs=(
            _("Si è liberato il posto che aspettavi a «{activity}», per {people}.").format(**told),
            *_when_and_where(bookings[0], now),
            _("È vostro se rispondi entro {until}: hai ancora {left}.").format(**told),
            _("Premi il pulsante e scegli «Accetto» o «Rinuncio». Non serve entrare con la password."),
            _("Se non rispondi, il posto va a chi viene dopo. Per telefono basta il codice {code}.").format(
                **told
            ),
        ),
        short=_("Posto libero per {people}: {activity}. Rispondi entro {until}. Codice {code}.").format(
            **{**told, "people": told["people"][:30], "activity": str(told["activity"])[:40]}
        ),
        link=link,
        link_label=_("Rispondi"),
    )


def _ending(notice: Notice, now: datetime) -> Words | None:
    """None when it was answered, or is over."""
    words = _offered(notice, now)
    if words is None:
        return None
    told = _told(_open_offer(notice, now), now)
    return Words(
        subject=_("Ancora {left} per rispondere: {activity}").format(**told),
        paragraphs=words.paragraphs,
        short=_("Il posto per {people} aspetta fino alle ore dette: {until}. Codice {code}.").format(
            **{**told, "people": told["people"][:40]}
        ),
        link=words.link,
        link_label=words.link_label,
    )


def _expired(notice: Notice, now: datetime) -> Words | None:
    bookings = _in_state(notice, now, Booking.State.EXPIRED)
    if not bookings:
        return None
    told = _told(bookings, now)
    return Words(
        subject=_("Il posto è passato ad altri: {activity}").format(**told),
        paragraphs=(
            _(
                "Ti avevamo offerto il posto a «{activity}» per {people}, e il tempo per rispondere è finito."
            ).format(**told),
            _("Il posto è andato a chi veniva dopo. Se vi interessa ancora, puoi rimetterti in lista."),
        ),
        short=_(
            "Il tempo per il posto di {people} è finito: è andato ad altri. Puoi rimetterti in lista."
        ).format(people=told["people"][:50]),
        link=bookings[0].pool.cycle.get_booking_url(),
        link_label=_("Rimettiti in lista"),
    )


def _accepted(notice: Notice, now: datetime) -> Words | None:
    bookings = _in_state(notice, now, Booking.State.CONFIRMED)
    if not bookings:
        return None
    told = _told(bookings, now)
    return Words(
        subject=_("Posto confermato: {activity}, codice {code}").format(**told),
        paragraphs=(
            _("Hai accettato: {people} ha il posto a «{activity}».").format(**told)
            if len(bookings) == 1
            else _("Hai accettato: {people} hanno il posto a «{activity}».").format(**told),
            *_when_and_where(bookings[0], now),
            _("Se non potete venire, disdici appena lo sai: il posto va a chi aspetta."),
        ),
        short=_("Confermato: {activity}, per {people}. Codice {code}.").format(
            **{**told, "activity": str(told["activity"])[:60], "people": told["people"][:40]}
        ),
        link=bookings[0].get_absolute_url(),
        link_label=_("La tua prenotazione"),
    )


def _closed(notice: Notice, now: datetime) -> Words | None:
    bookings = _in_state(notice, now, Booking.State.CANCELLED_BY_STAFF, Booking.State.EXPIRED)
    if not bookings:
        return None
    told = _told(bookings, now)
    is_off = bookings[0].pool.cycle.called_off_at or getattr(bookings[0].pool.session, "cancelled_at", None)
    why = (
        _("«{activity}» è stato annullato.")
        if is_off
        else _("«{activity}» è cominciato e non si è liberato un posto.")
    ).format(**told)
    return Words(
        subject=_("La lista d'attesa è chiusa: {activity}").format(**told),
        paragraphs=(
            why,
            _("{people} non aspetta più: non devi fare niente.").format(**told)
            if len(bookings) == 1
            else _("{people} non aspettano più: non devi fare niente.").format(**told),
            _("Ci dispiace. Se vuoi, nel calendario trovi altre attività vicine."),
        ),
        short=_("La lista d'attesa di {activity} è chiusa. Non devi fare niente.").format(
            activity=str(told["activity"])[:80]
        ),
        link=bookings[0].pool.cycle.activity.get_absolute_url(),
        link_label=_("L'attività"),
    )


def _open_offer(notice: Notice, now: datetime) -> list[Booking]:
    """The bookings of the very offer that `notice` tells of, while it can be answered."""
    offered = _in_state(notice, now, Booking.State.OFFERED)
    return [
        booking
        for booking in offered
        if booking.is_offer_open(now)
        and notice.key.endswith(booking.offer_expires_at.astimezone(UTC).isoformat())
    ]


def _in_state(notice: Notice, now: datetime, *states: str) -> list[Booking]:
    """Those of the party in `states`, and of whom who is told may still book for."""
    if notice.about is None:
        return []
    theirs = Booking.objects.for_everyone(reason=TELLING).filter(party=notice.about, state__in=states)
    return list(
        theirs.filter(concerned.of_booker(notice.person, now=now))
        .select_related("party", "person", "pool__session", "pool__cycle__activity")
        .select_related("pool__cycle__venue__place__comune")
        .order_by("ticket")
    )


def _told(bookings: list[Booking], now: datetime) -> dict[str, object]:
    first = bookings[0]
    end = first.offer_expires_at
    return {
        "people": joined(booking.person.given_name for booking in bookings),
        "activity": first.pool.cycle.activity,
        "code": spoken_code(first.party.code),
        "until": moment(end) if end else "",
        "left": timeuntil(end, now, depth=1).replace("\xa0", " ") if end else "",
    }


def _when_and_where(booking: Booking, now: datetime) -> list[str]:
    pool = booking.pool
    meetings = Session.objects.taking_place().filter(cycle=pool.cycle).upcoming(now)
    if pool.session_id is not None:
        meetings = meetings.filter(pk=pool.session_id)
    first = meetings.select_related(*appointments.NEEDS).first()
    if first is None:
        return []
    when = _("Quando: {when}.") if pool.session_id else _("Il prossimo incontro: {when}.")
    return [
        when.format(when=appointments.when_of(first)),
        _("Dove: {place}.").format(place=appointments.where(pool.cycle.venue)),
    ]


KINDS = (
    Kind(OFFERED, gettext_lazy("Un posto si è liberato"), _offered),
    Kind(
        HURRIED, gettext_lazy("Un posto si è liberato, subito"), _offered, channels=AT_ONCE, is_in_pages=False
    ),
    Kind(ENDING, gettext_lazy("Il tempo per rispondere sta per finire"), _ending),
    Kind(EXPIRED, gettext_lazy("Il tempo per rispondere è finito"), _expired),
    Kind(ACCEPTED, gettext_lazy("Posto confermato dalla lista d'attesa"), _accepted),
    Kind(CLOSED, gettext_lazy("Lista d'attesa chiusa"), _closed),
)

"""What is told to who books: that they have their places, that they wait, that they have cancelled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from laboratories import appointments, concerned
from laboratories.models import Booking, Cycle, Party, Session
from laboratories.rules import joined, spoken_code
from networking import outbox
from networking.calendars.writing import calendar_of
from networking.outbox import Kind, Telling, Words

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Notice, Person

CONFIRMED = "laboratories.booking_confirmed"
QUEUED = "laboratories.booking_queued"
CANCELLED = "laboratories.booking_cancelled"
TELLING = "dire a chi ha prenotato com'è andata"
LINK = "/famiglia/prenotazioni/"


class Placed(Protocol):
    """A group of people who were given places of a pool, or a turn in its queue."""

    party: UUID

    @property
    def is_placed(self) -> bool: ...


# --- written with the booking ---


def tell_of_booking(key: str, booker: Person | None, groups: Sequence[Placed], *, now: datetime) -> None:
    """Tell `booker`, in the caller's transaction, what became of a form: one notice for what they have, one for what
    they wait for, however many the groups are."""
    if booker is None:
        return
    for kind, is_placed in ((CONFIRMED, True), (QUEUED, False)):
        first = next((group.party for group in groups if group.is_placed is is_placed), None)
        if first is not None:
            told = Telling(person=booker, key=f"{kind}:{first}", about=Party(pk=first))
            outbox.tell_all(kind, [told], now=now, is_first=True)


def tell_of_cancelling(bookings: Iterable[Booking], *, now: datetime) -> None:
    """Tell, in the caller's transaction, that these `bookings` (with party) are cancelled: who booked, or who hears
    instead of them today. Nobody where the desk wrote nobody."""
    told = [
        (booking, concerned.who_is_told(booking.party, booking.person, now=now))
        for booking in bookings
        if booking.party.booker is not None
    ]
    tellings = [
        Telling(
            person=person,
            key=f"{CANCELLED}:{booking.pk}",
            about=booking,
            concerns=booking.person if booking.person != person else None,
        )
        for booking, person in told
    ]
    outbox.tell_all(CANCELLED, tellings, now=now)


# --- their words, when they leave ---


def _confirmed(notice: Notice, now: datetime) -> Words | None:
    """None when nothing of it is left: cancelled within the hour."""
    told = _bookings(notice, Booking.State.CONFIRMED, now)
    if not told:
        return None
    sessions = _sessions(told, now)
    first = told[0]
    activity, code = first.pool.cycle.activity, spoken_code(first.party.code)
    calendar = calendar_of(
        [appointments.event_of(each) for each in sessions], name=str(activity), written_at=now
    )
    return Words(
        subject=_("Prenotato: {activity}, codice {code}").format(activity=activity, code=code),
        paragraphs=(
            _("Hai prenotato «{activity}».").format(activity=activity),
            *_lines(told),
            *_when(sessions),
            _("Dove: {place}.").format(place=appointments.where(first.pool.cycle.venue)),
            _("Se non potete venire, disdici appena lo sai: il posto va a chi aspetta."),
        ),
        short=_("Prenotato: {activity}, codice {code}.").format(activity=str(activity)[:90], code=code),
        link=LINK,
        link_label=_("Le tue prenotazioni"),
        calendar=calendar.decode() if sessions else "",
    )


def _queued(notice: Notice, now: datetime) -> Words | None:
    """None when they wait no longer: offered, confirmed or gone."""
    told = _bookings(notice, Booking.State.WAITING, now)
    if not told:
        return None
    activity, code = told[0].pool.cycle.activity, spoken_code(told[0].party.code)
    return Words(
        subject=_("In lista d'attesa: {activity}").format(activity=activity),
        paragraphs=(
            _("Per «{activity}» i posti non bastavano: sei in lista d'attesa.").format(activity=activity),
            *_lines(told),
            _(
                "Si va in ordine di richiesta. Quando un posto è tuo te lo diciamo, e hai il tempo di rispondere."
            ),
            _("Nelle tue prenotazioni vedi a che punto sei."),
        ),
        short=_("Sei in lista d'attesa per {activity}, codice {code}. Ti avvisiamo noi.").format(
            activity=str(activity)[:80], code=code
        ),
        link=LINK,
        link_label=_("Le tue prenotazioni"),
    )


def _cancelled(notice: Notice, now: datetime) -> Words | None:
    booking = notice.about
    if booking is None or booking.state in Booking.LIVE:
        return None
    if not concerned.books_for(notice.person, booking.person, now=now):
        return None
    told = {"activity": booking.pool.cycle.activity, "person": booking.person.given_name}
    is_staffs = booking.state == Booking.State.CANCELLED_BY_STAFF
    return Words(
        subject=_("Disdetto: {activity}").format(**told),
        paragraphs=(
            _("La prenotazione di {person} per «{activity}» è stata annullata da chi organizza.").format(
                **told
            )
            if is_staffs
            else _("Hai disdetto la prenotazione di {person} per «{activity}».").format(**told),
            _("Se è un errore, telefonaci.") if is_staffs else _("Grazie: il posto va a chi aspetta."),
        ),
        short=_("Disdetta la prenotazione di {person} per {activity}.").format(
            person=told["person"][:40], activity=str(told["activity"])[:70]
        ),
        link=LINK,
        link_label=_("Le tue prenotazioni"),
    )


def _bookings(notice: Notice, state: str, now: datetime) -> list[Booking]:
    """Of the form that made the party, those in `state`, and of whom who is told may still book for."""
    party = notice.about
    if party is None:
        return []
    everyones = Booking.objects.for_everyone(reason=TELLING)
    stem = party.idem_key.partition(":")[0]
    return list(
        everyones.filter(state=state, party__idem_actor=party.idem_actor, party__idem_key__startswith=stem)
        .filter(concerned.of_booker(notice.person, now=now))
        .select_related("party", "person", "pool__session", "pool__cycle__activity")
        .select_related("pool__cycle__venue__place__comune")
        .order_by("ticket")
    )


def _lines(bookings: Sequence[Booking]) -> list[str]:
    """Who, and with which code: a line for each party."""
    parties: dict[str, list[str]] = {}
    for booking in bookings:
        names = parties.setdefault(booking.party.code, [])
        names.append(booking.person.given_name)
    return [
        _("Per {people}, codice {code}.").format(people=joined(names), code=spoken_code(code))
        for code, names in parties.items()
    ]


def _sessions(bookings: Sequence[Booking], now: datetime) -> list[Session]:
    """The sessions to come of what was booked, each once."""
    cycle = bookings[0].pool.cycle
    chosen = Session.objects.taking_place().filter(cycle=cycle).upcoming(now)
    if cycle.unit == Cycle.Unit.SESSION:
        chosen = chosen.filter(pk__in={booking.pool.session_id for booking in bookings})
    return list(chosen.select_related(*appointments.NEEDS))


def _when(sessions: Sequence[Session]) -> list[str]:
    if not sessions:
        return []
    first = _("Il primo incontro: {when}.").format(when=appointments.when_of(sessions[0]))
    if len(sessions) == 1:
        return [_("Quando: {when}.").format(when=appointments.when_of(sessions[0]))]
    count = ngettext("In tutto c'è %d incontro.", "In tutto ci sono %d incontri.", len(sessions)) % len(
        sessions
    )
    return [first, count]


KINDS = (
    Kind(CONFIRMED, gettext_lazy("Prenotazione fatta"), _confirmed),
    Kind(QUEUED, gettext_lazy("In lista d'attesa"), _queued),
    Kind(
        CANCELLED,
        gettext_lazy("Prenotazione disdetta"),
        _cancelled,
        needs=("person", "party", "pool__cycle__activity"),
    ),
)

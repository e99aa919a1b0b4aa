"""The words of what is told of turns, at the moment they leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laboratories.eligibility import moment
from networking.calendars.writing import calendar_of
from networking.outbox import Kind, Words
from volunteers import appointments
from volunteers.eligibility import reasons_of_suspension
from volunteers.invitation_links import token_of
from volunteers.models import Assignment

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Notice

INVITED, ACCEPTED = "volunteers.turn_invited", "volunteers.turn_accepted"
REMINDER, SUSPENDED = "volunteers.turn_tomorrow", "volunteers.turn_suspended"
CALLED_OFF, UNCOVERED = "volunteers.turn_called_off", "volunteers.turn_uncovered"
GIVEN_BACK = "volunteers.turn_given_back"
MINE = "volunteers:my_turns"
TELLING = "dire a chi era in una serie quali altri turni non si fanno"
# An SMS holds 160 characters: the day and the answer must fit beside it.
TITLE_LENGTH = 60


def _invited(notice: Notice, now: datetime) -> Words | None:
    """None when it was answered, or is over."""
    row = _in_state(notice, Assignment.State.INVITED)
    if row is None or row.answer_by is None or row.answer_by <= now:
        return None
    told = {**told_of(row), "until": moment(row.answer_by)}
    return Words(
        subject=_("Ci dai una mano? {title}").format(**told),
        paragraphs=(
            _("Ti chiediamo una mano per «{title}».").format(**told),
            *_when_and_where(told),
            _("Rispondi entro {until}. Premi il pulsante e scegli «Vengo» o «Non posso».").format(**told),
            _("Puoi dire di no senza spiegare perché. Non serve entrare con la password."),
        ),
        short=_("Ci dai una mano? {title}, {day}. Rispondi entro {until}.").format(**told),
        link=reverse("volunteers:invitation", args=[token_of(row)]),
        link_label=_("Rispondi"),
    )


def _accepted(notice: Notice, now: datetime) -> Words | None:
    row = _in_state(notice, Assignment.State.ACCEPTED)
    if row is None:
        return None
    told = told_of(row)
    calendar = calendar_of([appointments.event_of(row)], name=_("Volontariato"), written_at=now)
    return Words(
        subject=_("Ti aspettiamo: {title}").format(**told),
        paragraphs=(
            _("Grazie: hai detto che vieni a «{title}».").format(**told),
            *_when_and_where(told),
            *_risks_of(row),
            _("Se non puoi più, dillo appena lo sai: cerchiamo qualcun altro."),
        ),
        short=_("Grazie! Ti aspettiamo: {title}, {day}.").format(**told),
        link=reverse(MINE),
        link_label=_("I miei turni"),
        calendar=calendar.decode(),
    )


def _risks_of(row: Assignment) -> tuple[str, ...]:
    """What is to be known before coming, as the kind of help says it."""
    risks = row.request.kind.risks
    return (_("Per la tua sicurezza: {risks}").format(risks=" ".join(risks.split())),) if risks else ()


def _tomorrow(notice: Notice, now: datetime) -> Words | None:
    """None when they no longer come, or it was moved."""
    row = _in_state(notice, Assignment.State.ACCEPTED)
    if row is None or row.request.starts_at <= now or row.request.starts_at.isoformat() not in notice.key:
        return None
    told = told_of(row)
    return Words(
        subject=_("Fra poco tocca a te: {title}").format(**told),
        paragraphs=(
            _("Ti ricordiamo il turno «{title}».").format(**told),
            *_when_and_where(told),
            _("Se non puoi venire, dillo subito dai tuoi turni o per telefono."),
        ),
        short=_("Ti aspettiamo: {title}, {day}.").format(**told),
        link=reverse(MINE),
        link_label=_("I miei turni"),
    )


def _suspended(notice: Notice, _now: datetime) -> Words | None:
    row = _in_state(notice, Assignment.State.SUSPENDED)
    if row is None:
        return None
    told = told_of(row)
    return Words(
        subject=_("Il tuo turno è sospeso: {title}").format(**told),
        paragraphs=(
            _("Per ora non puoi fare il turno «{title}», {when}.").format(**told),
            *reasons_of_suspension(row),
            _("Se risolvi prima di quel giorno, puoi segnarti di nuovo. Chi coordina lo sa e può aiutarti."),
        ),
        short=_("Il tuo turno è sospeso: {title}, {day}. Chiama chi coordina.").format(**told),
        link=row.request.get_absolute_url(),
        link_label=_("Il turno"),
    )


def _called_off(notice: Notice, _now: datetime) -> Words | None:
    row = _in_state(notice, Assignment.State.CANCELLED)
    if row is None:
        return None
    told = told_of(row)
    because = row.ended_because or row.request.cancelled_because
    return Words(
        subject=_("Il turno non si fa: {title}").format(**told),
        paragraphs=(
            _("Il turno «{title}», {when}, non si fa più. Non devi venire.").format(**told),
            *_neither(row),
            *((_("Il motivo: {because}").format(because=because),) if because else ()),
        ),
        short=_("Annullato: {title}, {day}. Non devi venire.").format(**told),
        link=reverse(MINE),
        link_label=_("I miei turni"),
    )


def _neither(row: Assignment) -> tuple[str, ...]:
    """The other turns of the series that were called off with this one, for who was in them."""
    turn = row.request
    if turn.series is None:
        return ()
    others = Assignment.objects.for_everyone(reason=TELLING).filter(
        volunteer=row.volunteer_id, request__series=turn.series, request__cancelled_at=turn.cancelled_at
    )
    cancelled = others.filter(state=Assignment.State.CANCELLED).exclude(pk=row.pk)
    days = cancelled.order_by("request__starts_at").values_list("request__starts_at", flat=True)
    said = [date_format(timezone.localtime(each), "l j F") for each in days]
    return (_("Non si fanno neanche quelli di: {days}.").format(days=", ".join(said)),) if said else ()


def _uncovered(notice: Notice, _now: datetime) -> Words | None:
    row = _in_state(notice, Assignment.State.SUSPENDED)
    return None if row is None else _for_coordinators(row, reasons_of_suspension(row))


def _given_back(notice: Notice, _now: datetime) -> Words | None:
    row = _in_state(notice, Assignment.State.WITHDRAWN)
    return None if row is None else _for_coordinators(row, [row.ended_because] if row.ended_because else [])


def _for_coordinators(row: Assignment, because: list[str]) -> Words:
    told = {**told_of(row), "who": row.volunteer.person}
    return Words(
        subject=_("Un turno da coprire: {title}").format(**told),
        paragraphs=(
            _("{who} non viene più a «{title}», {when}.").format(**told),
            *because,
            _("Dalla pagina del coordinamento vedi chi può prendere il suo posto."),
        ),
        short=_("Da coprire: {title}, {day}.").format(**told),
        link=reverse("volunteers:cover", args=[row.request_id]),
        link_label=_("Cerca qualcuno"),
    )


def _in_state(notice: Notice, state: str) -> Assignment | None:
    row = notice.about
    return row if isinstance(row, Assignment) and row.state == state else None


def told_of(row: Assignment) -> dict[str, object]:
    """The title, the hours, the place and the day of the turn of `row`, as words say them."""
    turn = row.request
    day = f"{turn.local_date:%d/%m} {turn.local_start:%H:%M}"
    return {
        "title": turn.title if len(turn.title) <= TITLE_LENGTH else f"{turn.title[: TITLE_LENGTH - 1]}…",
        "when": appointments.when_of(row),
        "where": appointments.where(turn),
        "day": day,
    }


def _when_and_where(told: dict[str, object]) -> tuple[str, str]:
    return _("Quando: {when}.").format(**told), _("Dove: {where}.").format(**told)


KINDS = (
    Kind(INVITED, gettext_lazy("Ti chiediamo una mano"), _invited),
    Kind(ACCEPTED, gettext_lazy("Turno confermato"), _accepted),
    Kind(REMINDER, gettext_lazy("Il turno di domani"), _tomorrow),
    Kind(SUSPENDED, gettext_lazy("Turno sospeso"), _suspended),
    Kind(CALLED_OFF, gettext_lazy("Turno annullato"), _called_off),
    Kind(UNCOVERED, gettext_lazy("Un turno da coprire"), _uncovered),
    Kind(GIVEN_BACK, gettext_lazy("Qualcuno ha rinunciato a un turno"), _given_back),
)

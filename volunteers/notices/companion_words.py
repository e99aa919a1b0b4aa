"""The words of what is told of pairs. Never whom the company is for: messages are read over shoulders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laboratories.eligibility import moment
from networking.outbox import Kind, Words
from volunteers.models import Companionship, CompanionshipNote, HelpRequest

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Notice

PAIRED, CHANGED = "volunteers.companion_paired", "volunteers.companion_changed"
WORRYING, NO_ANSWER = "volunteers.companion_worrying", "volunteers.companion_no_answer"
SILENT = "volunteers.companion_silent"
MINE = "volunteers:visits"


def _paired(notice: Notice, now: datetime) -> Words | None:
    """None when it is over, or was called off."""
    first = notice.about
    if not isinstance(first, HelpRequest) or first.cancelled_at is not None or first.starts_at <= now:
        return None
    told = {"when": moment(first.starts_at), "comune": first.comune}
    return Words(
        subject=_("Il primo incontro: {when}").format(**told),
        paragraphs=(
            _("Comincia la compagnia a {comune}: il primo incontro è {when}.").format(**told),
            _("Chi coordina viene con te e vi presenta."),
            _("Chi è, dove abita e il telefono li trovi nella pagina «Le mie visite», e solo lì."),
        ),
        short=_("Il primo incontro è {when}, a {comune}. Il resto è in «Le mie visite».").format(**told),
        link=reverse(MINE),
        link_label=_("Le mie visite"),
    )


def _changed(notice: Notice, _now: datetime) -> Words | None:
    """None when it has changed again meanwhile: the last one is told."""
    pair = notice.about
    if not isinstance(pair, Companionship) or f":{pair.state}:" not in notice.key:
        return None
    told = {"comune": pair.person.comune}
    said = {
        Companionship.State.ACTIVE: _("La compagnia a {comune} ricomincia: gli incontri sono di nuovo lì."),
        Companionship.State.PAUSED: _("La compagnia a {comune} è in pausa: per ora niente incontri."),
        Companionship.State.ENDED: _("La compagnia a {comune} è finita: non ci sono altri incontri."),
    }[Companionship.State(pair.state)].format(**told)
    thanks = _("Grazie del tempo che hai dato. Per parlarne, chi coordina c'è.")
    until = pair.paused_until and _("Si ricomincia dal {day}.").format(
        day=date_format(pair.paused_until, "j F Y")
    )
    is_over = pair.state == Companionship.State.ENDED
    return Words(
        subject=_("Compagnia: una novità"),
        paragraphs=(said, *((until,) if until else ()), *((thanks,) if is_over else ())),
        short=said,
        link=reverse(MINE),
        link_label=_("Le mie visite"),
    )


def _worrying(notice: Notice, _now: datetime) -> Words | None:
    note = notice.about
    if not isinstance(note, CompanionshipNote):
        return None
    return _look(note.companionship, _("Una nota di oggi preoccupa chi l'ha scritta."))


def _no_answer(notice: Notice, _now: datetime) -> Words | None:
    note = notice.about
    if not isinstance(note, CompanionshipNote):
        return None
    return _look(note.companionship, _("Per due volte di fila nessuno ha risposto."))


def _silent(notice: Notice, _now: datetime) -> Words | None:
    """None when it was paused or ended meanwhile."""
    pair = notice.about
    if not isinstance(pair, Companionship) or pair.state != Companionship.State.ACTIVE:
        return None
    return _look(pair, _("Da troppi giorni non ci sono contatti."))


def _look(pair: Companionship, what: str) -> Words | None:
    if pair.state == Companionship.State.ENDED:
        return None
    told = {"comune": pair.person.comune, "what": what}
    return Words(
        subject=_("Guarda una compagnia a {comune}").format(**told),
        paragraphs=(
            _("{what} È una compagnia a {comune}.").format(**told),
            _("Nella pagina trovi chi sono, le note e il telefono."),
        ),
        short=_("Compagnia a {comune}: {what}").format(**told),
        link=pair.get_absolute_url(),
        link_label=_("Apri la pagina"),
    )


KINDS = (
    Kind(PAIRED, gettext_lazy("Comincia una compagnia"), _paired),
    Kind(CHANGED, gettext_lazy("Una compagnia è in pausa, ricomincia o finisce"), _changed),
    Kind(WORRYING, gettext_lazy("Una nota che preoccupa"), _worrying),
    Kind(NO_ANSWER, gettext_lazy("Due volte senza risposta"), _no_answer),
    Kind(SILENT, gettext_lazy("Una compagnia senza contatti"), _silent),
)

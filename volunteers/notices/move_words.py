"""The words of what is told when a turn moves, and when too few come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from networking.calendars.writing import calendar_of
from networking.outbox import Kind, Words
from volunteers import appointments
from volunteers.models import Assignment, HelpRequest

from .turn_words import MINE, told_of

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Notice

MOVED, TOO_FEW = "volunteers.turn_moved", "volunteers.turn_too_few"


def _moved(notice: Notice, now: datetime) -> Words | None:
    """None for who no longer comes, or where it has moved again since."""
    row = notice.about
    if not isinstance(row, Assignment) or row.state not in {row.State.ACCEPTED, row.State.INVITED}:
        return None
    if not notice.key.endswith(f":{row.request.sequence}") or row.request.ends_at <= now:
        return None
    told, comes = told_of(row), row.state == row.State.ACCEPTED
    calendar = calendar_of([appointments.event_of(row)], name=_("Volontariato"), written_at=now)
    return Words(
        subject=_("Il turno cambia: {title}").format(**told),
        paragraphs=(
            _("Il turno «{title}» è stato spostato.").format(**told),
            _("Quando: {when}.").format(**told),
            _("Dove: {where}.").format(**told),
            _("Se così non puoi, rinuncia dai tuoi turni: cerchiamo qualcun altro.")
            if comes
            else _("Se puoi venire, rispondi all'invito dai tuoi turni."),
        ),
        short=_("Spostato: {title}, ora {day}.").format(**told),
        link=reverse(MINE),
        link_label=_("I miei turni"),
        calendar=calendar.decode() if comes else "",
    )


def _too_few(notice: Notice, now: datetime) -> Words | None:
    """None where enough people come now, or it is over."""
    turn = notice.about
    if not isinstance(turn, HelpRequest) or turn.cancelled_at or turn.starts_at <= now:
        return None
    if turn.taken >= turn.minimum_team:
        return None
    missing = turn.minimum_team - turn.taken
    told = {
        "title": turn.title,
        "missing": missing,
        "day": f"{turn.local_date:%d/%m} {turn.local_start:%H:%M}",
    }
    return Words(
        subject=_("Siamo in pochi: {title}").format(**told),
        paragraphs=(
            ngettext(
                "A «{title}», {day}, manca {missing} persona perché si possa fare.",
                "A «{title}», {day}, mancano {missing} persone perché si possa fare.",
                missing,
            ).format(**told),
            _("Chiedi a qualcuno, sposta il turno o annullalo in tempo."),
        ),
        short=_("Siamo in pochi: {title}, {day}.").format(**told),
        link=reverse("volunteers:cover", args=[turn.pk]),
        link_label=_("Cerca qualcuno"),
    )


KINDS = (
    Kind(MOVED, gettext_lazy("Turno spostato"), _moved),
    Kind(TOO_FEW, gettext_lazy("Un turno con troppo poche persone"), _too_few),
)

"""The words of what is told while a turn looks for somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networking.outbox import Kind, Words
from volunteers.models import Assignment

from .turn_words import MINE, told_of

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Notice

TAKEN, NOBODY_LEFT = "volunteers.turn_taken", "volunteers.turn_nobody_left"
UNANSWERED = (Assignment.State.DECLINED, Assignment.State.EXPIRED)


def _taken(notice: Notice, _now: datetime) -> Words | None:
    """None where a place is free again, or they were asked again."""
    row = notice.about
    if not isinstance(row, Assignment) or row.state != Assignment.State.EXPIRED or row.request.holes:
        return None
    told = told_of(row)
    return Words(
        subject=_("Grazie, il posto è coperto: {title}").format(**told),
        paragraphs=(
            _("Per «{title}», {when}, qualcuno ha già detto di sì.").format(**told),
            _("Non devi rispondere. Grazie: ti chiederemo un'altra volta."),
        ),
        short=_("Posto coperto: {title}, {day}. Non serve rispondere, grazie!").format(**told),
        link=reverse(MINE),
        link_label=_("I miei turni"),
    )


def _nobody_left(notice: Notice, now: datetime) -> Words | None:
    """None where somebody comes meanwhile, or the turn is over."""
    row = notice.about
    if not isinstance(row, Assignment) or row.state not in UNANSWERED:
        return None
    turn = row.request
    if turn.cancelled_at is not None or turn.starts_at <= now or not turn.holes:
        return None
    told = told_of(row)
    return Words(
        subject=_("Ancora da coprire: {title}").format(**told),
        paragraphs=(
            _("Nessuna delle persone a cui hai chiesto viene a «{title}», {when}.").format(**told),
            _("Dalla pagina del coordinamento vedi a chi altro puoi chiedere."),
        ),
        short=_("Ancora da coprire: {title}, {day}.").format(**told),
        link=reverse("volunteers:cover", args=[row.request_id]),
        link_label=_("Chiedi ad altri"),
    )


KINDS = (
    Kind(TAKEN, gettext_lazy("Il posto è già coperto"), _taken),
    Kind(NOBODY_LEFT, gettext_lazy("Nessuno di quelli a cui hai chiesto può"), _nobody_left),
)

"""The words of what is told of hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networking.outbox import Kind, Words
from volunteers.models import Assignment, HoursLog

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Notice

TO_SAY, DISPUTED = "volunteers.hours_to_say", "volunteers.hours_disputed"


def _to_say(notice: Notice, _now: datetime) -> Words | None:
    row = notice.about
    if not isinstance(row, Assignment) or row.state not in {Assignment.State.ACCEPTED, Assignment.State.DONE}:
        return None
    if (
        HoursLog.objects.for_everyone(reason="già dette")
        .filter(assignment=row, minutes_declared__isnull=False)
        .exists()
    ):
        return None
    told = {"turn": row.request.title, "day": date_format(row.request.local_date, "j F")}
    return Words(
        subject=_("Quanto è durato? {turn}").format(**told),
        paragraphs=(
            _("Grazie di essere venuta o venuto, {day}: {turn}.").format(**told),
            _("Ci dici quanto sei rimasta o rimasto? Bastano due tocchi. Le ore servono per l'attestato."),
        ),
        short=_("{turn}, {day}: dicci quanto è durato, o telefona a chi coordina.").format(**told),
        link=reverse("volunteers:hours"),
        link_label=_("Le mie ore"),
    )


def _disputed(notice: Notice, _now: datetime) -> Words | None:
    log = notice.about
    if not isinstance(log, HoursLog) or log.state != HoursLog.State.DISPUTED:
        return None
    turn = log.assignment.request
    told = {"turn": turn.title, "day": date_format(turn.local_date, "j F"), "why": log.words}
    return Words(
        subject=_("Le ore di {turn}: guardiamo insieme").format(**told),
        paragraphs=(
            _("{turn}, {day}. Chi coordina scrive: {why}").format(**told),
            _("Puoi scrivere di nuovo le ore, o telefonare a chi coordina."),
        ),
        short=_("Le ore di {turn}, {day}: {why}").format(**told),
        link=reverse("volunteers:hours"),
        link_label=_("Le mie ore"),
    )


KINDS = (
    Kind(TO_SAY, gettext_lazy("Ore di un turno da dire"), _to_say),
    Kind(DISPUTED, gettext_lazy("Ore di un turno da rivedere"), _disputed),
)

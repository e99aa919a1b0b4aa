"""The words in which people hear of minutes, at the moment they leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.models import Minutes, MinutesRemark
from networking.outbox import Kind, Words

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Notice

REVIEWED, PROPOSED = "governance.minutes_reviewed", "governance.minutes_proposed"
SENT_BACK, ANSWERED = "governance.minutes_sent_back", "governance.minutes_answered"
TELLING = "le parole con cui si dice di un verbale"
# An SMS holds 160 characters: the day and what to do must fit beside it.
BODY_LENGTH = 60


def _reviewed(notice: Notice, now: datetime) -> Words | None:
    """None when meanwhile it went on."""
    minutes = _minutes(notice, Minutes.State.REVIEW)
    if minutes is None:
        return None
    told = _told(minutes)
    return Words(
        subject=_("Verbale da rileggere: {body}, {day}").format(**told),
        paragraphs=(
            _("Il verbale della riunione di {body} del {day} è pronto da rileggere.").format(**told),
            _("C'eri anche tu. Se qualcosa non è andato così, chiedi di correggerlo: ti rispondiamo."),
        ),
        short=_("Verbale di {short_body} del {day} da rileggere: è nella tua area.").format(**told),
        link=_page(minutes),
        link_label=_("Leggi il verbale"),
    )


def _proposed(notice: Notice, now: datetime) -> Words | None:
    minutes = _minutes(notice, Minutes.State.PROPOSED)
    if minutes is None:
        return None
    told = _told(minutes)
    return Words(
        subject=_("Verbale da approvare: {body}, {day}").format(**told),
        paragraphs=(
            _("Il verbale della riunione di {body} del {day} aspetta la tua approvazione.").format(**told),
            _("Leggilo. Se va bene, approvalo: da quel momento non cambia più. Se no, rimandalo indietro."),
        ),
        short=_("Verbale di {short_body} del {day} da approvare: è nella tua area.").format(**told),
        link=_page(minutes),
        link_label=_("Leggi e approva"),
    )


def _sent_back(notice: Notice, now: datetime) -> Words | None:
    minutes = _minutes(notice, Minutes.State.DRAFT)
    if minutes is None:
        return None
    told = _told(minutes)
    return Words(
        subject=_("Verbale da riscrivere: {body}, {day}").format(**told),
        paragraphs=(
            _("Il verbale della riunione di {body} del {day} è tornato in scrittura.").format(**told),
        ),
        short=_("Il verbale di {short_body} del {day} è tornato in scrittura.").format(**told),
        link=_page(minutes),
        link_label=_("Apri il verbale"),
    )


def _answered(notice: Notice, now: datetime) -> Words | None:
    rows = MinutesRemark.objects.for_everyone(reason=TELLING).select_related("minutes__meeting__body")
    remark = rows.filter(pk=notice.about_id).first()
    if remark is None:
        return None
    told = _told(remark.minutes) | {"outcome": remark.get_outcome_display(), "answer": remark.answer}
    return Words(
        subject=_("La tua correzione al verbale: {outcome}").format(**told),
        paragraphs=(
            _(
                "Hai chiesto di correggere il verbale della riunione di {body} del {day}. Esito: {outcome}."
            ).format(**told),
            *([told["answer"]] if told["answer"] else []),
        ),
        short=_("La tua correzione al verbale di {short_body}: {outcome}.").format(**told),
        link=_page(remark.minutes),
        link_label=_("Leggi il verbale"),
    )


def _minutes(notice: Notice, state: str) -> Minutes | None:
    rows = Minutes.objects.for_everyone(reason=TELLING).select_related("meeting__body")
    return rows.filter(pk=notice.about_id, state=state).first()


def _told(minutes: Minutes) -> dict[str, str]:
    meeting = minutes.meeting
    return {
        "body": meeting.body.name,
        "short_body": meeting.body.name[:BODY_LENGTH],
        "day": date_format(timezone.localtime(meeting.opened_at or meeting.first_call_at), "j F Y"),
    }


def _page(minutes: Minutes) -> str:
    return reverse("governance:minutes", args=[minutes.pk])


KINDS = (
    Kind(REVIEWED, gettext_lazy("Un verbale è da rileggere"), _reviewed),
    Kind(PROPOSED, gettext_lazy("Un verbale è da approvare"), _proposed),
    Kind(SENT_BACK, gettext_lazy("Un verbale è tornato in scrittura"), _sent_back),
    Kind(ANSWERED, gettext_lazy("Una risposta a una correzione chiesta"), _answered),
)

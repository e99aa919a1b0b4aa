"""The words in which a body is convened, at the moment they leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance import agendas
from governance.appointments import event_of
from governance.models import Convocation, Meeting
from networking.calendars.writing import calendar_of
from networking.outbox import Kind, Words

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Notice

CONVENED, CHANGED = "governance.convened", "governance.changed"
CALLED_OFF = "governance.called_off"
TELLING = "le parole di una convocazione"
# An SMS holds 160 characters: the day and what to do must fit beside it.
BODY_LENGTH = 60


def _convened(notice: Notice, now: datetime) -> Words | None:
    """None when a later notice says more."""
    convocation = _last(notice)
    if convocation is None:
        return None
    told = _told(convocation)
    return Words(
        subject=_("Convocazione: {body}, {day}").format(**told),
        paragraphs=(
            _("È convocata la riunione «{title}» di {body}.").format(**told),
            *_when_and_where(convocation),
            *_late(convocation),
            *_agenda(convocation),
            _("Apri la riunione per leggere i documenti e dire se ci sarai."),
        ),
        short=_("Convocazione: {short_body}, {hour}. I documenti sono nella tua area.").format(**told),
        link=_page(convocation),
        link_label=_("Apri la riunione"),
        calendar=_calendar(convocation, now),
    )


def _changed(notice: Notice, now: datetime) -> Words | None:
    convocation = _last(notice)
    if convocation is None:
        return None
    told = _told(convocation)
    return Words(
        subject=_("Cambia la riunione: {body}, {day}").format(**told),
        paragraphs=(
            _("La riunione «{title}» di {body} è cambiata.").format(**told),
            *convocation.changes.splitlines(),
            *_when_and_where(convocation),
            *_late(convocation),
            *_agenda(convocation),
        ),
        short=_("Cambia la riunione di {short_body}: adesso è {hour}. Guarda nella tua area.").format(**told),
        link=_page(convocation),
        link_label=_("Guarda che cosa è cambiato"),
        calendar=_calendar(convocation, now),
    )


def _called_off(notice: Notice, now: datetime) -> Words | None:
    convocation = _last(notice)
    if convocation is None:
        return None
    told = _told(convocation)
    return Words(
        subject=_("Riunione annullata: {body}, {day}").format(**told),
        paragraphs=(
            _("La riunione «{title}» di {body}, prevista per {hour}, è annullata.").format(**told),
            _("Perché: {why}").format(why=convocation.changes),
        ),
        short=_("Annullata la riunione di {short_body}, {hour}.").format(**told),
        link=_page(convocation),
        link_label=_("Apri la riunione"),
        calendar=_calendar(convocation, now),
    )


def _last(notice: Notice) -> Convocation | None:
    """What it is about, if no later notice of the meeting has been written."""
    rows = Convocation.objects.for_everyone(reason=TELLING).select_related("meeting__body")
    convocation = rows.filter(pk=notice.about_id).first()
    if (
        convocation is None
        or rows.filter(meeting=convocation.meeting_id, revision__gt=convocation.revision).exists()
    ):
        return None
    return convocation


def _told(convocation: Convocation) -> dict[str, str]:
    local = timezone.localtime(convocation.first_call_at)
    meeting = convocation.meeting
    return {
        "body": meeting.body.name,
        "short_body": meeting.body.name[:BODY_LENGTH],
        "title": meeting.title,
        "day": date_format(local, "j F Y"),
        "hour": date_format(local, "j F Y, H:i"),
    }


def _when_and_where(convocation: Convocation) -> list[str]:
    first = date_format(timezone.localtime(convocation.first_call_at), "l j F Y, H:i")
    lines = [_("Quando: {when}.").format(when=first)]
    if convocation.second_call_at:
        second = date_format(timezone.localtime(convocation.second_call_at), "l j F Y, H:i")
        lines.append(_("In seconda convocazione: {when}.").format(when=second))
    lines.append(_("Come: {mode}.").format(mode=Meeting.Mode(convocation.mode).label))
    if convocation.place:
        lines.append(_("Dove: {place}.").format(place=convocation.place))
    if convocation.link:
        lines.append(_("Per collegarsi: {link}").format(link=convocation.link))
    return lines


def _late(convocation: Convocation) -> list[str]:
    if not convocation.late_because:
        return []
    return [_("Il preavviso è più breve del solito: {why}").format(why=convocation.late_because)]


def _agenda(convocation: Convocation) -> list[str]:
    """The points, one to a line, with their numbers; what is reserved is named only to who opens the page."""
    lines, number, part = [], 0, 0
    for point in agendas.points_in(convocation.agenda).values():
        is_part = point["parent"] is not None
        number, part = (number, part + 1) if is_part else (number + 1, 0)
        said = _("punto riservato") if point["is_reserved"] else point["title"]
        lines.append(f"{number}.{part} {said}" if is_part else f"{number}. {said}")
    return [
        _("Ordine del giorno:") + "\n" + "\n".join(lines),
        _("Impronta dell'ordine del giorno (SHA-256): {digest}").format(digest=convocation.digest),
    ]


def _page(convocation: Convocation) -> str:
    return reverse("governance:meeting", args=[convocation.meeting_id])


def _calendar(convocation: Convocation, now: datetime) -> str:
    event = event_of(convocation, is_called_off=convocation.kind == Convocation.Kind.CALLED_OFF)
    return calendar_of([event], name=_("Riunioni"), written_at=now).decode()


KINDS = (
    Kind(CONVENED, gettext_lazy("Una riunione è convocata"), _convened),
    Kind(CHANGED, gettext_lazy("Una riunione convocata è cambiata"), _changed),
    Kind(CALLED_OFF, gettext_lazy("Una riunione è annullata"), _called_off),
)

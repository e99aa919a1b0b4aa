"""Every notice about a communication: itself, its reminder, that it moved, that it is called off."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networking.models import Announcement, ContactChannel
from networking.outbox import Kind, Nature, Telling, Words
from networking.rules import ITALY

from .appointments import calendar_text

if TYPE_CHECKING:
    from networking.models import Notice, Person

TOLD, NEWS = "networking.announcement", "networking.news"
REMINDER, MOVED, OFF = "networking.appointment", "networking.appointment_moved", "networking.appointment_off"
NEWS_REMINDER = "networking.news_appointment"
REMINDERS = (REMINDER, NEWS_REMINDER)
LONGEST_SMS = 160
STALE_AFTER = timedelta(days=30)
REMINDED_AT = time(9)
# News cost no stamp and ring no telephone.
QUIET_WAYS = (ContactChannel.EMAIL, ContactChannel.PAGES)


def announced(announcement: Announcement, person: Person, now: datetime) -> Telling:
    """That it is so; not worth telling once the appointment has begun, or after a month."""
    return Telling(
        person,
        key=f"announcement:{announcement.pk}:{person.pk}",
        about=announcement,
        expires_at=announcement.starts_at or now + STALE_AFTER,
    )


def reminder(announcement: Announcement, person: Person) -> Telling:
    """The day before, in the morning: of this very beginning and place, and no others."""
    begins = announcement.starts_at
    assert begins is not None
    return Telling(
        person,
        key=f"appointment:{announcement.pk}:{_mark(begins)}:{announcement.sequence}:{person.pk}",
        about=announcement,
        due_at=reminded_at(begins),
        expires_at=begins,
    )


def changed(announcement: Announcement, person: Person, now: datetime) -> Telling:
    """That it moved, or was called off: once for each change."""
    return Telling(
        person,
        key=f"changed:{announcement.pk}:{announcement.sequence}:{person.pk}",
        about=announcement,
        expires_at=max(announcement.starts_at or now, now) + timedelta(hours=12),
    )


def reminded_at(begins: datetime) -> datetime:
    """Nine in the morning of the day before, on Italy's clocks."""
    day = begins.astimezone(ITALY).date() - timedelta(days=1)
    return datetime.combine(day, REMINDED_AT, tzinfo=ITALY).astimezone(UTC)


def kind_of_nature(announcement: Announcement) -> str:
    """What kind of notice tells it."""
    return NEWS if announcement.nature == Announcement.Nature.NEWS else TOLD


def reminder_of_nature(announcement: Announcement) -> str:
    """What kind of notice reminds of it: of news only those who still want them, and as quietly."""
    return NEWS_REMINDER if announcement.nature == Announcement.Nature.NEWS else REMINDER


# --- words ---


def _announced(notice: Notice, now: datetime) -> Words | None:
    about = notice.about
    if about is None or about.cancelled_at is not None or about.is_over(now):
        return None
    return _words(about, about.title, (*_paragraphs(about), *_appointment(about)))


def _reminder(notice: Notice, now: datetime) -> Words | None:
    """None when it is called off, or has changed since: another reminder tells how it is now."""
    about = notice.about
    if about is None or about.cancelled_at is not None or about.is_over(now):
        return None
    if f":{_mark(about.starts_at)}:{about.sequence}:" not in notice.key:
        return None
    subject = _("Promemoria: {title}").format(title=about.title)
    return _words(about, subject, (_("Ti ricordiamo l'appuntamento."), *_appointment(about)))


def _moved(notice: Notice, now: datetime) -> Words | None:
    """Of two changes only the last is told."""
    about = notice.about
    if about is None or about.cancelled_at is not None or about.is_over(now) or not _is_last(notice, about):
        return None
    subject = _("Cambiato: {title}").format(title=about.title)
    said = _("L'appuntamento «{title}» è cambiato. Ora è così:").format(title=about.title)
    return _words(about, subject, (said, *_appointment(about)))


def _off(notice: Notice, _now: datetime) -> Words | None:
    about = notice.about
    if about is None or about.cancelled_at is None:
        return None
    subject = _("Annullato: {title}").format(title=about.title)
    said = _("L'appuntamento «{title}» è annullato.").format(title=about.title)
    was = [_("Era {when}.").format(when=_when(about))] if about.is_appointment else []
    return _words(about, subject, (said, *was))


def _is_last(notice: Notice, about: Announcement) -> bool:
    return f":{about.sequence}:" in notice.key


def _words(about: Announcement, subject: str, paragraphs: tuple[str, ...]) -> Words:
    short = f"{subject}. {_when(about)}, {about.place}" if about.is_appointment else subject
    return Words(
        subject=subject,
        paragraphs=paragraphs,
        short=short.rstrip(", ")[:LONGEST_SMS],
        link=about.link,
        link_label=_("Leggi la pagina") if about.link else "",
        calendar=calendar_text(about) if about.is_appointment else "",
    )


def _paragraphs(about: Announcement) -> list[str]:
    return [each.strip() for each in about.text.replace("\r\n", "\n").split("\n\n") if each.strip()]


def _appointment(about: Announcement) -> list[str]:
    if not about.is_appointment:
        return []
    where = [_("Dove: {place}.").format(place=about.place)] if about.place else []
    return [_("Quando: {when}.").format(when=_when(about)), *where]


def _when(about: Announcement) -> str:
    assert about.starts_at is not None
    assert about.ends_at is not None
    begins, ends = about.starts_at.astimezone(ITALY), about.ends_at.astimezone(ITALY)
    last = f"{ends:%H:%M}" if begins.date() == ends.date() else date_format(ends, "l j F, H:i")
    return _("{day} dalle {first} alle {last}").format(
        day=date_format(begins, "l j F Y"), first=f"{begins:%H:%M}", last=last
    )


def _mark(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%MZ}"


KINDS = (
    Kind(TOLD, gettext_lazy("Una comunicazione"), _announced),
    Kind(NEWS, gettext_lazy("Una notizia"), _announced, nature=Nature.NEWS, channels=QUIET_WAYS),
    Kind(REMINDER, gettext_lazy("Promemoria di un appuntamento"), _reminder),
    Kind(
        NEWS_REMINDER,
        gettext_lazy("Promemoria di un appuntamento fra le notizie"),
        _reminder,
        nature=Nature.NEWS,
        channels=QUIET_WAYS,
    ),
    Kind(MOVED, gettext_lazy("Un appuntamento che cambia"), _moved),
    Kind(OFF, gettext_lazy("Un appuntamento annullato"), _off),
)

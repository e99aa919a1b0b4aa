"""After a breach: who read the data of a person, and whose data somebody read (art. 33 and 34 GDPR)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from . import access_log
from .models import AccessRecord, Person, User

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.db.models import QuerySet

INQUIRY = "indagine su chi ha letto, chiesta da chi amministra il server"


class NobodyError(Exception):
    """Nobody answers to what was asked, in words."""


@dataclass(frozen=True)
class Period:
    """From a day to a day, both in; None where there is no limit."""

    first: date | None = None
    last: date | None = None

    def of(self, rows: QuerySet[AccessRecord]) -> QuerySet[AccessRecord]:
        """The readings of these days, in the order in which they happened."""
        if self.first:
            rows = rows.filter(day__gte=self.first)
        if self.last:
            rows = rows.filter(day__lte=self.last)
        return rows.order_by("day", "number")


def readings_of(who: str, period: Period) -> Iterator[AccessRecord]:
    """Who opened, printed or took away the record of a person, named by id or e-mail; lists of all people too.

    A list does not say who was in it: whoever was in the reader's territory may have been. Raises NobodyError.
    """
    person = _person(who)
    label = Person._meta.label
    about = Q(subject_label=label, subject_id=str(person.pk)) | Q(subject_label=label, subject_id="")
    if person.account_id:
        about |= Q(subject_label=User._meta.label, subject_id=str(person.account_id))
    yield from _logged(period.of(_everything().filter(about)))


def readings_by(who: str, period: Period) -> Iterator[AccessRecord]:
    """What an access, named by id or e-mail, has read: whose data a stolen one has seen. Raises NobodyError."""
    user = User.objects.filter(_id_or(who, "email__iexact")).first()
    reader = user.pk if user else _uuid(who)
    if reader is None:
        raise NobodyError(_("Nessun accesso con id o e-mail «{who}».").format(who=who))
    yield from _logged(period.of(_everything().filter(reader=reader)))


def in_words(row: AccessRecord) -> str:
    """A reading on one line."""
    return " · ".join(
        [
            f"{localtime(row.at):%d/%m/%Y %H:%M:%S}",
            row.reader_name or str(row.reader or _("il portale")),
            row.reader_roles or "—",
            str(row.get_deed_display()),
            f"{row.subject_label} {row.subject_id}".strip(),
            _("{rows} righe").format(rows=row.rows),
            row.page or "—",
        ]
    )


def _everything() -> QuerySet[AccessRecord]:
    return AccessRecord.objects.for_everyone(reason=INQUIRY)


def _logged(rows: QuerySet[AccessRecord]) -> Iterator[AccessRecord]:
    """The rows; and the log learns that it was read."""
    found = list(rows)
    access_log.record(
        reader=None, deed=AccessRecord.Deed.LISTED, subject=AccessRecord, rows=len(found), page="who_read"
    )
    yield from found


def _person(who: str) -> Person:
    everybody = Person.objects.for_everyone(reason=INQUIRY)
    by_mail = Q(email__iexact=who) | Q(account__email__iexact=who)
    found = list(everybody.filter(Q(pk=_uuid(who)) if _uuid(who) else by_mail)[:2])
    if len(found) != 1:
        raise NobodyError(
            _("«{who}» è l’e-mail di più persone: usa l’id.").format(who=who)
            if found
            else _("Nessuna persona con id o e-mail «{who}».").format(who=who)
        )
    return found[0]


def _id_or(who: str, lookup: str) -> Q:
    return Q(pk=_uuid(who)) if _uuid(who) else Q(**{lookup: who})


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

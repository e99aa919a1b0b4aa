"""The consents of somebody as their page tells them: what is asked, in which words, who said yes and who no longer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from .consent_texts import text_of, wordings
from .consenting import CONSENTING, ON_THE_SHEET
from .models import Consent, Guardianship

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from .models import Person, User


@dataclass(frozen=True)
class Said:
    """A yes, and perhaps its end, with the words it was given in."""

    text: str
    given_at: datetime
    given_by: str
    through: str
    withdrawn_at: datetime | None
    withdrawn_by: str


@dataclass(frozen=True)
class Line:
    """One purpose on the page: as it is today, and as it was."""

    purpose: str
    title: str
    text: str
    live: Said | None
    past: list[Said]
    is_asked: bool


def lines_of(person: Person, *, reader: User, is_desk: bool = False, now: datetime) -> list[Line]:
    """Every purpose asked about `person`. Whoever works at the desk reads names; a family, only those it may know."""
    today = timezone.localdate(now)
    rows = Consent.objects.for_everyone(reason=CONSENTING).filter(person=person, purpose__in=ON_THE_SHEET)
    known = None if is_desk else _known_to(reader, person, today)
    by_purpose: dict[str, list[Consent]] = {purpose: [] for purpose in ON_THE_SHEET}
    for row in rows.select_related("given_by", "withdrawn_by"):
        by_purpose[row.purpose].append(row)
    age = person.age_on(today)
    return [_line(purpose, found, reader, known, age) for purpose, found in by_purpose.items()]


def _line(purpose: str, rows: list[Consent], reader: User, known: set[UUID] | None, age: int | None) -> Line:
    wording = wordings()[purpose]
    said = [_said(row, reader, known) for row in rows]
    return Line(
        purpose=purpose,
        title=wording.title,
        text=text_of(purpose, wording.current),
        live=next((each for each in said if each.withdrawn_at is None), None),
        past=[each for each in said if each.withdrawn_at is not None],
        is_asked=wording.is_asked_at(age),
    )


def _said(row: Consent, reader: User, known: set[UUID] | None) -> Said:
    return Said(
        text=text_of(row.purpose, row.text_version),
        given_at=row.given_at,
        given_by=_named(row.given_by, reader, known),
        through=row.get_given_through_display(),
        withdrawn_at=row.withdrawn_at,
        withdrawn_by=_named(row.withdrawn_by, reader, known) if row.withdrawn_at else "",
    )


def _named(person: Person | None, reader: User, known: set[UUID] | None) -> str:
    if person is None:
        return _("chi non è più registrato")
    if person.account_id == reader.pk:
        return _("te")
    if known is None or person.pk in known:
        return person.full_name
    return _("un'altra persona che risponde")


def _known_to(user: User, child: Person, day: date) -> set[UUID]:
    """Whose names `user` may read: of those who answer as they do. A foster family may be a secret of the court's."""
    ties = Guardianship.objects.for_everyone(reason="chi risponde allo stesso modo per lo stesso figlio")
    kinds = ties.in_force_on(day).filter(child=child, guardian__account=user).values("kind")
    return set(ties.filter(child=child, kind__in=kinds).values_list("guardian", flat=True))


def companions_of(user: User, child: Person, day: date) -> list[Guardianship]:
    """The ties in force of those who answer for `child`, as far as `user` may know of them: also their own."""
    ties = Guardianship.objects.for_everyone(reason="chi risponde allo stesso modo per lo stesso figlio")
    rows = ties.in_force_on(day).filter(child=child, guardian__in=_known_to(user, child, day))
    return list(rows.select_related("guardian").order_by("starts_on", "pk"))

"""The register of volunteers as who keeps it reads it: sections, lines, and what was corrected, old words and new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q

from networking import tax_codes
from networking.models import Person
from volunteers.models import RegisterEntry, RegisterSection, Volunteer
from volunteers.register import due, reading, verifying

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from networking.models import User
    from volunteers.models import RegisterSeal
    from volunteers.models.register import RegisterEntryQuerySet

OWN = "se la riga è di chi legge"


class Shelf(NamedTuple):
    """A section on the first page: whether its chain holds, and what of it is to be signed (None: nothing)."""

    checked: verifying.Checked
    due: due.Due | None


class Line(NamedTuple):
    """A line of somebody, and what it changed: the name of each word, as it was, as it is."""

    entry: RegisterEntry
    changes: list[tuple[str, str, str]]


class Sheet(NamedTuple):
    """Everything that the register says of somebody; `open` is the enrolment in force, with its words as of today."""

    name: str
    lines: list[Line]
    enrolment: RegisterEntry | None
    path: Volunteer | None
    is_own: bool


def shelves(*, now: datetime) -> list[Shelf]:
    """Every section, its chain read now."""
    dues = {each.section.pk: each for each in due.dues(now=now)}
    return [Shelf(checked, dues.get(checked.section.pk)) for checked in verifying.check()]


def checked(pk: int) -> verifying.Checked | None:
    """The section `pk` with the state of its chain; None where there is none."""
    found = verifying.check(RegisterSection.objects.filter(pk=pk))
    return found[0] if found else None


def to_draw(section: RegisterSection, seals: Sequence[RegisterSeal]) -> int:
    """How many lines no seal has; 0 also where one already waits for its signature."""
    if any(each.is_waiting for each in seals):
        return 0
    return section.last_number - max((each.last for each in seals), default=0)


def lines_of(user: User, section: RegisterSection, words: str) -> RegisterEntryQuerySet:
    """The lines of `section` that `user` may read, the last first; with `words`, those of who is called so."""
    lines = RegisterEntry.objects.visible_to(user).filter(section=section)
    for word in words.split():
        lines = lines.filter(Q(family_name__icontains=word) | Q(given_name__icontains=word))
    return lines.select_related("about").order_by("-number")


def identity(entry: RegisterEntry) -> str:
    """By what the register knows somebody: the codice fiscale, only its last signs, or place and date of birth."""
    if entry.codice_fiscale:
        return tax_codes.masked(entry.codice_fiscale)
    return f"{entry.birth_place}, {entry.birth_date:%d/%m/%Y}" if entry.birth_date else ""


def readable(user: User) -> QuerySet[Any]:
    """The lines on which `user` may open a sheet: not those of whom nobody is known any more."""
    lines = RegisterEntry.objects.visible_to(user).filter(salt__isnull=False)
    return lines.select_related("section__register__organization", "section__seat", "about")


def sheet(user: User, entry: RegisterEntry) -> Sheet:
    """What the register says of the person of `entry`, in the order in which it was written."""
    lines = list(readable(user).filter(person_id=entry.person_id).order_by("recorded_at", "number"))
    paths = Volunteer.objects.coordinated_by(user).filter(person_id=entry.person_id)
    return Sheet(
        name=f"{lines[-1].given_name} {lines[-1].family_name}",
        lines=list(_with_changes(lines)),
        enrolment=reading.in_force(lines),
        path=paths.first(),
        is_own=is_own(user, entry),
    )


def is_own(user: User, entry: RegisterEntry) -> bool:
    """Whether the line is of `user` themselves: somebody else writes in it."""
    people = Person.objects.for_everyone(reason=OWN)
    return people.filter(pk=entry.person_id, account=user).exists()


def _with_changes(lines: Iterable[RegisterEntry]) -> Iterable[Line]:
    as_was: dict[Any, RegisterEntry] = {}
    for entry in lines:
        enrolment = entry.about_id or entry.pk
        changes = []
        if entry.event == RegisterEntry.Event.CORRECTION:
            changes = reading.differences(as_was[enrolment], entry)
        if entry.event != RegisterEntry.Event.CESSATION:
            as_was[enrolment] = entry
        yield Line(entry, changes)

"""Which school and class somebody goes to, as it is today: written once, it grows with the years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from .models import Grade, Schooling
from .rules import grade_on, school_year_of

if TYPE_CHECKING:
    from datetime import date

    from networking.models import Person

READING = "la scuola di chi si vede già"


def of(person: Person) -> Schooling | None:
    """What was written of `person`, whom the reader already sees."""
    rows = Schooling.objects.for_everyone(reason=READING).filter(person=person)
    return rows.select_related("school__comune").first()


def said_of(person: Person, *, day: date) -> str:
    """«terza primaria, sezione B · Scuola primaria di Norcia»; empty where nothing is written."""
    row = of(person)
    return said(row, day=day) if row else ""


def said(row: Schooling, *, day: date) -> str:
    """The same, of a row with its school."""
    grade = grade_on(row.grade, row.year, day)
    if grade > max(Grade.values):
        return _("ha finito la scuola")
    words = str(Grade(grade).label)
    if row.section and grade == row.grade:
        words = _("{grade}, sezione {section}").format(grade=words, section=row.section)
    # Another school begins with another grade: which one, nobody has said yet.
    name = (row.school.name if row.school else row.school_name) if _same_school(row.grade, grade) else ""
    return " · ".join(filter(None, [words, name]))


def year_name(day: date) -> str:
    """«2026/27», the school year of `day`."""
    begins = school_year_of(day)
    return f"{begins}/{(begins + 1) % 100:02d}"


def _same_school(before: int, now: int) -> bool:
    last_of_each = (Grade.NURSERY, Grade.PRIMARY_5, Grade.MIDDLE_3, Grade.HIGH_5)
    return next(last for last in last_of_each if before <= last) == next(
        last for last in last_of_each if now <= last
    )

"""Whether the register is as it was written: the chain of every section, asked of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import F, Func, IntegerField

from volunteers.models import RegisterSection

if TYPE_CHECKING:
    from django.db.models import QuerySet


class Checked(NamedTuple):
    """A section, how many lines it has, and the number of the first that does not hold (None: all hold)."""

    section: RegisterSection
    lines: int
    broken: int | None


def check(sections: QuerySet[RegisterSection] | None = None) -> list[Checked]:
    """The `sections` (None: every one), read line by line from the first."""
    sections = RegisterSection.objects.all() if sections is None else sections
    read = Func(F("pk"), function="volunteers_register_broken", output_field=IntegerField())
    return [
        Checked(section, section.last_number, section.broken)
        for section in sections.select_related("register__organization", "seat").annotate(broken=read)
    ]

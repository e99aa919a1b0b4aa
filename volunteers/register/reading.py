"""What lines say together: how somebody is written today, and what a correction changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format

from volunteers.models import RegisterEntry

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

Event = RegisterEntry.Event
# What a correction may write anew.
CORRECTABLE = (
    "given_name",
    "family_name",
    "codice_fiscale",
    "birth_place",
    "birth_date",
    "residence",
    "domicile",
)


def in_force(lines: Iterable[RegisterEntry]) -> RegisterEntry | None:
    """Of the lines of somebody, the last enrolment that has not ceased, also on a day to come."""
    lines = list(lines)
    ended = {each.about_id for each in lines if each.event == Event.CESSATION}
    enrolments = [each for each in lines if each.event == Event.ENROLMENT and each.pk not in ended]
    return enrolments[-1] if enrolments else None


def as_corrected(enrolment: RegisterEntry, lines: Iterable[RegisterEntry]) -> RegisterEntry:
    """The last line that says who is in `enrolment`: its last correction, or the enrolment itself."""
    corrections = [each for each in lines if each.about_id == enrolment.pk and each.event == Event.CORRECTION]
    return max(corrections, key=lambda each: each.number, default=enrolment)


def differences(before: RegisterEntry, after: RegisterEntry) -> list[tuple[str, str, str]]:
    """What `after` says otherwise than `before`: the name of each word, as it was, as it is."""
    return [
        (str(RegisterEntry._meta.get_field(name).verbose_name), *said)  # type: ignore[union-attr]
        for name in CORRECTABLE
        if len(set(said := (_said(getattr(before, name)), _said(getattr(after, name))))) > 1
    ]


def _said(value: str | date | None) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else date_format(value, "j F Y")

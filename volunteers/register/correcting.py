"""Correcting how somebody is written: one more line, which says what was wrong; never by who is written in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from networking.models import Person
from volunteers.models import RegisterEntry

from . import reading, writing
from .refusing import RegisterError

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User


def as_written(entry: RegisterEntry) -> RegisterEntry:
    """The last line that says who is in the enrolment of `entry`."""
    enrolment = entry.about or entry
    lines = RegisterEntry.objects.for_everyone(reason=writing.KEEPING).filter(about=enrolment)
    return reading.as_corrected(enrolment, lines)


def correct(entry: RegisterEntry, anew: dict[str, Any], *, by: User, now: datetime) -> RegisterEntry:
    """Write what was wrong in the enrolment of `entry` (`anew["words"]`) and how it is. Raises RegisterError."""
    if Person.objects.for_everyone(reason=writing.KEEPING).filter(pk=entry.person_id, account=by).exists():
        raise RegisterError(_("La tua riga la corregge un'altra persona."))
    return writing.correct(entry.about or entry, effective_on=timezone.localdate(now), by=by, **anew)

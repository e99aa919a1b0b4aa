"""Enrolling, ceasing, correcting (art. 17 D.Lgs. 117/2017, D.M. 6 October 2021): always one more line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from volunteers.models import RegisterEntry

from .refusing import RegisterError, in_words

if TYPE_CHECKING:
    from datetime import date, datetime

    from networking.models import Person, User
    from volunteers.models import RegisterSection

KEEPING = "the register is one book: who writes in it has shown that they may"
# What a later line repeats of the enrolment it is about.
SAME_WORDS = (
    "section_id",
    "person_id",
    "given_name",
    "family_name",
    "codice_fiscale",
    "birth_date",
    "birth_place",
    "residence",
    "domicile",
)


def enrolment_of(person: Person, *, today: date) -> RegisterEntry | None:
    """The line by which `person` is a volunteer on `today`, or will be; None for who is in no register."""
    later = RegisterEntry.objects.for_everyone(reason=KEEPING).filter(
        person=person, event=RegisterEntry.Event.ENROLMENT
    )
    ended = RegisterEntry.objects.for_everyone(reason=KEEPING).filter(
        person=person, event=RegisterEntry.Event.CESSATION, effective_on__lte=today
    )
    return later.exclude(pk__in=ended.values("about")).order_by("-effective_on", "-number").first()


def enrol(
    person: Person,
    section: RegisterSection,
    *,
    effective_on: date,
    by: User,
    now: datetime,
    birth_place: str = "",
    residence: str,
    domicile: str = "",
) -> RegisterEntry:
    """Write `person` in `section` from `effective_on`: codice fiscale, or place and date of birth, and nothing else.

    Not before today: the date is certain (art. 2215-bis c.c.) because nobody writes it afterwards. Raises RegisterError.
    """
    if effective_on < timezone.localdate(now):
        raise RegisterError(_("L'iscrizione vale da oggi o da un giorno che deve venire: non dal passato."))
    with in_words():
        return RegisterEntry.objects.create(
            section=section,
            event=RegisterEntry.Event.ENROLMENT,
            person=person,
            given_name=person.given_name,
            family_name=person.family_name,
            codice_fiscale=person.codice_fiscale,
            # By codice fiscale or by birth, not both: the note of 20 January 2025 asks for one.
            birth_date=None if person.codice_fiscale else person.birth_date,
            birth_place="" if person.codice_fiscale else birth_place,
            residence=residence,
            domicile=domicile,
            effective_on=effective_on,
            recorded_by=by,
        )


def cease(enrolment: RegisterEntry, *, effective_on: date, by: User) -> RegisterEntry:
    """Write that from `effective_on` who is in `enrolment` is no longer a volunteer. Raises RegisterError."""
    with in_words():
        return _about(enrolment, RegisterEntry.Event.CESSATION, effective_on, by)


def correct(
    enrolment: RegisterEntry, *, words: str, effective_on: date, by: User, **anew: str
) -> RegisterEntry:
    """Write what was wrong in `enrolment` (`words`) and how it is (`anew`, by column): the first line stays.

    Raises RegisterError.
    """
    with in_words():
        return _about(
            enrolment, RegisterEntry.Event.CORRECTION, effective_on, by, words=words.strip(), **anew
        )


def _about(enrolment: RegisterEntry, event: str, day: date, by: User, **anew: str) -> RegisterEntry:
    same = {name: getattr(enrolment, name) for name in SAME_WORDS}
    return RegisterEntry.objects.create(
        **{**same, **anew}, event=event, about=enrolment, effective_on=day, recorded_by=by
    )

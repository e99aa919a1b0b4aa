"""Answers about activities and places from plain values: no query, no clock."""

from __future__ import annotations

import secrets
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Neither letters nor digits that are heard or read one for another: 0/O/Q, 1/I/L, 2/Z, 5/S, 8/B, U/V/W, M/N.
SPEAKABLE = "ACDEFGHJKMPRTXY34679"
CODE_LENGTH, HALF = 6, 3
# A school year is called by the year in which it begins; by law it begins on 1 September (art. 74 D.Lgs. 297/1994).
FIRST_MONTH_OF_SCHOOL = 9
LAST_GRADE = 13


class Refusal(TextChoices):
    """Why somebody cannot have a place."""

    NOT_PUBLISHED = "not_published", gettext_lazy("Questa attività non si può prenotare.")
    NOT_YET = "not_yet", gettext_lazy("Le prenotazioni aprono {when}.")
    CLOSED = "closed", gettext_lazy("Le prenotazioni sono chiuse da {when}.")
    CALLED_OFF = "called_off", gettext_lazy("È stato annullato: {why}")
    STARTED = "started", gettext_lazy("È già cominciato: non si prenota più.")
    NOTHING_CHOSEN = "nothing_chosen", gettext_lazy("Scegli almeno un incontro.")
    NOBODY_CHOSEN = "nobody_chosen", gettext_lazy("Scegli almeno una persona.")
    TOO_MANY = "too_many", gettext_lazy("In una prenotazione entrano al massimo {most} persone.")
    TOO_YOUNG = "too_young", gettext_lazy("È per chi ha {ages}; {day} {name} ne avrà {age}.")
    TOO_OLD = "too_old", gettext_lazy("È per chi ha {ages}; {day} {name} ne avrà {age}.")
    BIRTH_DATE_MISSING = "birth_date_missing", gettext_lazy("Di {name} non sappiamo la data di nascita.")
    GRADE_MISSING = "grade_missing", gettext_lazy("Di {name} non sappiamo che classe fa.")
    WRONG_GRADE = "wrong_grade", gettext_lazy("È per chi {grades}; {name} fa {grade}.")
    NO_RIGHT = "no_right", gettext_lazy("Non puoi prenotare per {name}.")
    UNDER_AGE = "under_age", gettext_lazy("Fino a 18 anni prenota chi risponde per te.")
    YEARLY_LIMIT = (
        "yearly_limit",
        gettext_lazy("Si fa al massimo {limit} l'anno: {name} è già al limite."),
    )
    ALREADY = "already", gettext_lazy("Per {name} c'è già una prenotazione{whose}.")
    ELSEWHERE = "elsewhere", gettext_lazy("{name} a quell'ora è già a «{title}».")
    FULL = "full", gettext_lazy("I posti non bastano.")

    def sentence(self, **words: object) -> str:
        """Say it, with what fills the brackets."""
        return str(self.label).format(**words)


def ages(least: int | None, most: int | None) -> str:
    """«dai 6 ai 10 anni»; empty where every age is right."""
    if least is not None and most is not None:
        return (
            _("{least} anni").format(least=least)
            if least == most
            else _("{least} {most} anni").format(least=_article("da", least), most=_article("a", most))
        )
    if least is not None:
        return _("almeno {least} anni").format(least=least)
    return _("al massimo {most} anni").format(most=most) if most is not None else ""


def _article(preposition: str, number: int) -> str:
    """«dai 6», «dagli 8»: eight, eleven and the eighties are read with a vowel first."""
    has_vowel = number in {8, 11} or number // 10 == 8  # noqa: PLR2004 - otto, undici, ottanta…
    return f"{preposition}{'gli' if has_vowel else 'i'} {number}"


def age_refusal(age: int, least: int | None, most: int | None) -> Refusal | None:
    """Why `age` does not fit from `least` to `most`, both included; None when it does."""
    if least is not None and age < least:
        return Refusal.TOO_YOUNG
    return Refusal.TOO_OLD if most is not None and age > most else None


def school_year_of(day: date) -> int:
    """The year in which the school year of `day` begins."""
    return day.year if day.month >= FIRST_MONTH_OF_SCHOOL else day.year - 1


def school_year_days(begins: int) -> tuple[date, date]:
    """The first and last day of the school year that begins in the year `begins`."""
    return date(begins, FIRST_MONTH_OF_SCHOOL, 1), date(begins + 1, FIRST_MONTH_OF_SCHOOL - 1, 31)


def grade_on(grade: int, written_in: str, day: date) -> int:
    """The class on `day` of who was in `grade` in the school year `written_in` («2026/27»).

    Who began nursery is still there for up to three years: nobody is moved to primary school by counting. Beyond
    the last class it keeps growing, so that no class fits who has left school.
    """
    years = school_year_of(day) - int(written_in[:4])
    return grade if grade == 0 else grade + years


def is_grade_right(grade: int, least: int | None, most: int | None) -> bool:
    """Whether `grade` is between `least` and `most`, both included; where both are empty every class is right."""
    if least is None and most is None:
        return True
    return (least or 0) <= grade <= (LAST_GRADE if most is None else most)


def draw_code() -> str:
    """A code of six letters and digits, drawn at random."""
    return "".join(secrets.choice(SPEAKABLE) for _each in range(CODE_LENGTH))


def spoken_code(code: str) -> str:
    """A code as one reads it aloud: «K7H-42P»."""
    return f"{code[:HALF]}-{code[HALF:]}"


def parse_code(typed: str) -> str:
    """The code that somebody `typed`, however they wrote it; empty when no code looks like that."""
    code = "".join(each for each in typed.upper() if each.isalnum())
    return code if len(code) == CODE_LENGTH and set(code) <= set(SPEAKABLE) else ""


def share_out(sizes: Sequence[int], *, free: int, waiting: int) -> list[bool]:
    """For parties of `sizes`, in order, which have their places: nobody overtakes who waits already."""
    answer, has_queue = [], waiting > 0
    for size in sizes:
        fits = not has_queue and size <= free
        free, has_queue = free - size * fits, has_queue or not fits
        answer.append(fits)
    return answer


def joined(names: Iterable[str]) -> str:
    """«Sara, Ali e Nina»."""
    *first, last = list(names) or [""]
    return _("{first} e {last}").format(first=", ".join(first), last=last) if first else last

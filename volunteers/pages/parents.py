"""What who answers for somebody of sixteen or seventeen finds about their wish to help."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone

from networking import answering, consenting
from networking.consent_texts import Wording, wordings
from networking.models import Guardianship
from volunteers.models import Volunteer
from volunteers.path.parents import PURPOSE
from volunteers.path.refusing import OPEN

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from networking.models import Person, User

READING = "il percorso di chi ha meno di 18 anni, per chi ne risponde"


class Asked(NamedTuple):
    """Somebody under age who wants to help, for who answers for them."""

    tie: Guardianship
    volunteer: Volunteer
    agrees: bool

    @property
    def wording(self) -> Wording:
        """What is asked, in today's words."""
        return wordings()[PURPOSE]

    @property
    def paragraphs(self) -> list[str]:
        """The words, a paragraph each."""
        return self.wording.texts[self.wording.current].strip().split("\n\n")


def asked_of(user: User, *, today: date) -> list[Asked]:
    """Those of 16 and 17 for whom `user` answers and may book, who want to help or already do."""
    ties = Guardianship.objects.of_guardian(user, today).filter(can_book=True)
    return _asked(list(ties.select_related("child").order_by("child__birth_date", "child")), today)


def asked_for(user: User, child: UUID, *, today: date) -> Asked | None:
    """The same of one `child`; None where `user` does not answer for them, or they have not asked to help."""
    ties = Guardianship.objects.of_guardian(user, today).filter(can_book=True, child=child)
    return next(iter(_asked(list(ties.select_related("child")[:1]), today)), None)


def of_tie(tie: Guardianship) -> Asked | None:
    """The same for one tie already found."""
    return next(iter(_asked([tie] if tie.can_book else [], timezone.localdate())), None)


def at_the_desk(child: Person, *, known_to: User, today: date) -> tuple[Asked, list[Person]] | None:
    """The same for who works at the desk of `child`, and who may say yes; None where `child` has not asked to help."""
    ties = answering.ties_of(child, known_to=known_to, day=today)
    able = [tie for tie in ties.answered_by if tie.pk in ties.in_force and tie.can_book]
    found = _asked([Guardianship(child=child)], today)
    return (found[0], [tie.guardian for tie in able]) if found else None


def _asked(ties: Collection[Guardianship], today: date) -> list[Asked]:
    wording = wordings()[PURPOSE]
    young = {tie.child_id: tie for tie in ties if wording.is_asked_at(tie.child.age_on(today))}
    if not young:
        return []
    rows = Volunteer.objects.for_everyone(reason=READING).filter(person__in=young, state__in=OPEN)
    agreed = consenting.who_agree(young, PURPOSE)
    found = {row.person_id: row for row in rows}
    return [Asked(tie, found[child], child in agreed) for child, tie in young.items() if child in found]

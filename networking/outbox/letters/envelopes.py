"""What goes into one envelope: all that is told to somebody this time, and to which address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from networking.models import ContactChannel, NoticeTry
from networking.residence import postal_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime
    from uuid import UUID

    from networking.models import Notice, Person, Zone

LONGEST_ADDRESS = 254


@dataclass(frozen=True)
class Letter:
    """One envelope."""

    person: Person
    notices: tuple[Notice, ...]

    @property
    def lines(self) -> list[str]:
        """The address under the name."""
        return postal_lines(self.person)

    @property
    def zone(self) -> Zone | None:
        """Who writes."""
        return self.person.followed_by_zone

    @property
    def in_walking_order(self) -> tuple[str, ...]:
        """By CAP, then street: the order in which one posts, and looks for one in the pile."""
        person = self.person
        return self.lines[-1], person.street.casefold(), person.family_name, person.given_name, str(person.pk)


def letters_of(notices: Iterable[Notice]) -> list[Letter]:
    """One letter per person, in the order of the post."""
    by_person: dict[Person, list[Notice]] = {}
    for notice in notices:
        by_person.setdefault(notice.addressee, []).append(notice)
    letters = [Letter(person, tuple(mine)) for person, mine in by_person.items()]
    return sorted(letters, key=lambda letter: letter.in_walking_order)


def address_line(person: Person) -> str:
    """The postal address on one line, as a notice keeps it and as it is compared."""
    return ", ".join(postal_lines(person))[:LONGEST_ADDRESS]


def wrong_addresses(people: Collection[Person]) -> dict[UUID, datetime]:
    """Those of `people` from whose address of today the post has brought a letter back, and when.

    Once the address is corrected nothing is wrong any more. Who asks has the people already.
    """
    brought_back = NoticeTry.objects.filter(
        outcome=NoticeTry.Outcome.RETURNED, channel=ContactChannel.LETTER, notice__person__in=people
    ).order_by("at")
    told = {
        (person, address): at
        for person, address, at in brought_back.values_list("notice__person", "detail", "at")
    }
    return {
        person.pk: told[person.pk, address_line(person)]
        for person in people
        if (person.pk, address_line(person)) in told
    }

"""What an association adds to the pages of the floors beneath: one's own area, the sheet of somebody at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from governance.models import Member, MemberBook
from governance.models.members import keeps_members

if TYPE_CHECKING:
    from django.http import HttpRequest

    from networking.models import Person

ASKING = "di quali associazioni fa già parte la persona davanti allo sportello"


def own_links(request: HttpRequest, **about: Any) -> tuple[str, dict[str, Any]] | None:
    """One's own membership; for who keeps the book, what waits for the board."""
    return "governance/blocks/member_links.html", {"keeps": keeps_members(request.user)}


def desk_apply(request: HttpRequest, *, person: Person, **about: Any) -> tuple[str, dict[str, Any]] | None:
    """To ask to join at the desk: the associations of which the person is not a member."""
    inside = Member.objects.for_everyone(reason=ASKING).filter(person=person, left_on=None)
    books = MemberBook.objects.exclude(organization__in=inside.values("organization"))
    found = list(books.select_related("organization"))
    return ("governance/blocks/desk_member_apply.html", {"person": person, "books": found}) if found else None

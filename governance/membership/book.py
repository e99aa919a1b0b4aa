"""The book of members: always one more line; whether it is as it was written; drawn as PDF/A (art. 15 D.Lgs. 117/2017)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import F, Func, IntegerField

from governance.models import MemberBook, MemberEntry
from governance.refusing import in_words
from networking import pdf
from networking.residence import postal_lines

from .promises import PROMISES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from governance.models import Decision
    from networking.models import Person, User

KEEPING = "il libro è uno: chi vi scrive ha mostrato di poterlo"
SAME_WORDS = ("book_id", "person_id", "name", "birth_date", "residence")


class Checked(NamedTuple):
    """A book, how many lines it has, and the number of the first that does not hold (None: all hold)."""

    book: MemberBook
    lines: int
    broken: int | None


def check(books: QuerySet[MemberBook] | None = None) -> list[Checked]:
    """The `books` (None: every one), read line by line from the first."""
    books = MemberBook.objects.all() if books is None else books
    read = Func(F("pk"), function="governance_member_book_broken", output_field=IntegerField())
    found = books.select_related("organization").annotate(broken=read)
    return [Checked(each, each.last_number, each.broken) for each in found]


def write(
    book: MemberBook,
    person: Person,
    event: str,
    *,
    effective_on: date,
    by: User,
    decision: Decision | None = None,
    words: str = "",
) -> MemberEntry:
    """A first line about `person`, as they are known today. Inside the caller's `in_words`."""
    return MemberEntry.objects.create(
        book=book,
        event=event,
        person=person,
        name=person.full_name,
        birth_date=person.birth_date,
        residence=", ".join(postal_lines(person)),
        effective_on=effective_on,
        decision=decision,
        words=words,
        recorded_by=by,
    )


def write_about(
    admission: MemberEntry, event: str, *, effective_on: date, by: User, **anew: Any
) -> MemberEntry:
    """One more line about an `admission`, with the same words where `anew` does not say others. Raises GovernanceError."""
    same = {name: getattr(as_corrected(admission), name) for name in SAME_WORDS}
    with in_words(PROMISES):
        return MemberEntry.objects.create(
            **{**same, **anew}, event=event, about=admission, effective_on=effective_on, recorded_by=by
        )


def as_corrected(admission: MemberEntry) -> MemberEntry:
    """The last line that says who was admitted: its last correction, or the admission itself."""
    later = MemberEntry.objects.for_everyone(reason=KEEPING).filter(
        about=admission, event=MemberEntry.Event.CORRECTION
    )
    return later.order_by("-number").first() or admission


def admission_of(member: Any) -> MemberEntry | None:
    """The line by which somebody is a member; None where no line says it."""
    lines = MemberEntry.objects.for_everyone(reason=KEEPING).filter(
        book__organization=member.organization_id, person=member.person_id, event=MemberEntry.Event.ADMISSION
    )
    return lines.filter(effective_on=member.admitted_on).order_by("-number").first()


def sheet(book: MemberBook, lines: Sequence[MemberEntry], *, written_at: datetime) -> bytes:
    """The `lines`, in their order, as PDF/A with the digests between which they stand."""
    context = {
        "book": book,
        "lines": lines,
        "chain": bytes(lines[-1].hash).hex() if lines else "",
    }
    return pdf.render("documents/member_book.html", context, written_at=written_at, is_archived=True)

"""An association of which a guardian of the zone is a member, with what its keeper does: what the matrix asks for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.utils import timezone

from governance.models import KEEP_MEMBERS, YearlyAccounts
from networking.models import StoredFile
from tests import membering
from tests.matrix.actors import EVERYWHERE, Actor
from tests.matrix.arguments import named
from tests.matrix.knowing import desk_here, family_here

if TYPE_CHECKING:
    from networking.models import Person


def _names(*pages: str) -> tuple[str, ...]:
    return tuple(f"governance:{each}" for each in pages)


def keeps_the_book(actor: Actor) -> bool:
    """Whether they keep the book of members, which is one for the whole territory."""
    return actor.is_one_of(*KEEP_MEMBERS) and actor.side == EVERYWHERE


def reads_the_book(actor: Actor) -> bool:
    """Whether they keep the book, or are a member of the association."""
    return keeps_the_book(actor) or family_here(actor)


OF_THE_BOOK = _names("member_book_pdf", "member_fees", "accounts_add", "runts")
ARGUMENTS = {
    **dict.fromkeys(_names("member_book", "accounts"), named(pk="member_book.pk")),
    **dict.fromkeys(OF_THE_BOOK, named(pk="member_book.pk")),
    "governance:member_apply": named(pk="member_book.pk"),
    "governance:member_desk_apply": named(book="member_book.pk", pk="child.pk"),
    "governance:member_leave": named(pk="member.pk"),
    "governance:exclusion_new": named(pk="member.pk"),
    "governance:exclusion": named(pk="charge.pk"),
    **dict.fromkeys(_names("fee_receipt", "fee_void"), named(pk="fee_payment.pk")),
    "governance:fee_pay": named(pk="fee.pk", member="member.pk"),
    **dict.fromkeys(
        _names("application", "application_withdraw", "application_appeal"),
        named(pk="membership_application.pk"),
    ),
    "governance:member_correct": named(pk="member_line.pk"),
    **dict.fromkeys(_names("accounts_document", "accounts_deposit"), named(pk="accounts.pk")),
}
KNOWS = {
    **dict.fromkeys(
        (
            *OF_THE_BOOK,
            *_names("member_desk", "application", "fee_pay", "fee_void", "exclusion_new", "exclusion"),
            *_names("member_correct", "accounts_deposit"),
        ),
        keeps_the_book,
    ),
    **dict.fromkeys(_names("member_book", "accounts", "accounts_document", "fee_receipt"), reads_the_book),
    # What somebody asked, and whether they stay, is theirs alone.
    **dict.fromkeys(_names("application_withdraw", "application_appeal", "member_leave"), family_here),
    "governance:member_desk_apply": desk_here,
}


def rows(guardian: Person, child: Person) -> dict[str, Any]:
    """Rows by name; `guardian` is a member and has paid, for `child` somebody has asked."""
    book = membering.book()
    line = membering.line(book, guardian)
    member = book.organization.members.for_everyone(reason="prova").get(person=guardian)
    fee = membering.fee(book)
    accounts = YearlyAccounts.objects.create(
        organization=book.organization,
        year=2025,
        document=StoredFile.objects.create(name="bilancio.pdf", file=ContentFile(b"x", name="bilancio.pdf")),
        decision=membering.decision(book, "assembly"),
        added_at=timezone.now(),
    )
    return {
        "member_book": book,
        "member_line": line,
        "member": member,
        "fee": fee,
        "fee_payment": membering.payment(member, fee),
        "membership_application": membering.application(
            book, child, applicant=guardian, applied_on=date(2026, 11, 1)
        ),
        "charge": membering.charge(member),
        "accounts": accounts,
    }

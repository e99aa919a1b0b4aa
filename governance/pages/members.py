"""An association as people read it: who asks, one's own membership, the fees of a year, what waits for the board."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, OuterRef, Q, Subquery

from governance.membership import book as books
from governance.membership import reporting, rules
from governance.models import (
    Body,
    BodyRule,
    Exclusion,
    FeePayment,
    Member,
    MemberBook,
    MemberEntry,
    MembershipApplication,
    YearlyFee,
)
from governance.models.members import MONTHS_BEFORE_VOTING, keeps_members
from networking.models import Person
from networking.rules import ADULT_AGE

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from governance.models.member_book import MemberEntryQuerySet
    from networking.models import User

READING = "la propria associazione, e quella di chi ci è affidato"


class Shop(NamedTuple):
    """An association that one may ask to join, and what it costs this year (None: not said yet)."""

    book: MemberBook
    fee: YearlyFee | None


class Mine(NamedTuple):
    """A membership of one's own family, from when it votes, and its fees: each with its payment (None: owed)."""

    member: Member
    votes_from: date
    fees: list[tuple[YearlyFee, FeePayment | None]]
    book: MemberBook | None
    is_minor: bool


def shops(today: date) -> list[Shop]:
    """Every association whose book is kept here."""
    fees = {each.organization_id: each for each in YearlyFee.objects.filter(year=today.year)}
    found = MemberBook.objects.select_related("organization")
    return [Shop(each, fees.get(each.organization_id)) for each in found]


def may_ask_for(user: User, book: MemberBook, today: date) -> list[Person]:
    """The people for whom `user` may ask: themselves if of age, the children for whom they answer; not who is in."""
    inside = Member.objects.for_everyone(reason=READING).filter(organization=book.organization, left_on=None)
    family = Person.objects.of_family(user).exclude(pk__in=inside.values("person")).in_order()
    return [each for each in family if _may_ask(each, user, today)]


def _may_ask(person: Person, user: User, today: date) -> bool:
    age = person.age_on(today)
    return person.account_id != user.pk or age is None or age >= ADULT_AGE


def mine(user: User, today: date) -> list[Mine]:
    """The memberships of one's own family that have not ended."""
    family = Person.objects.of_family(user)
    ages = {each.pk: each.age_on(today) for each in family}
    members = list(
        Member.objects.for_everyone(reason=READING)
        .filter(person__in=family.values("pk"))
        .on(today)
        .select_related("organization__member_book")
        .order_by("name")
    )
    paid = {(each.member_id, each.fee_id): each for each in FeePayment.objects.of_family(user).standing()}
    fees = YearlyFee.objects.filter(organization__in=[each.organization_id for each in members])
    months = _months_before_voting({each.organization_id for each in members}, today)
    return [
        _mine(
            each,
            list(fees),
            paid,
            age=ages.get(each.person_id),
            months=months.get(each.organization_id, MONTHS_BEFORE_VOTING),
        )
        for each in members
    ]


def _months_before_voting(organizations: set[int], today: date) -> dict[int, int]:
    """How long one waits to vote, by the rules in force of the assembly of each association."""
    rules_then = BodyRule.objects.filter(
        body__kind=Body.Kind.ASSEMBLY,
        body__organization__in=organizations,
        is_adopted=True,
        valid_from__lte=today,
    )
    # The last one holds.
    return dict(
        rules_then.order_by("valid_from", "version").values_list(
            "body__organization_id", "months_before_voting"
        )
    )


def _mine(
    member: Member,
    fees: list[YearlyFee],
    paid: dict[Any, FeePayment],
    *,
    age: int | None,
    months: int,
) -> Mine:
    theirs = [
        (fee, paid.get((member.pk, fee.pk)))
        for fee in fees
        if fee.organization_id == member.organization_id and fee.year >= member.admitted_on.year
    ]
    return Mine(
        member=member,
        votes_from=rules.votes_from(member.admitted_on, months),
        fees=theirs,
        book=getattr(member.organization, "member_book", None),
        is_minor=age is not None and age < ADULT_AGE,
    )


def applications_of(user: User) -> QuerySet[MembershipApplication]:
    """What one's family has asked, the last first."""
    mine = MembershipApplication.objects.of_family(user)
    return mine.select_related("organization").order_by("-applied_on")


def charges_of(user: User) -> QuerySet[Exclusion]:
    """What is held against one's family, open or decided."""
    family = Person.objects.of_family(user).values("pk")
    rows = Exclusion.objects.visible_to(user).filter(person__in=family)
    return rows.select_related("member__organization").order_by("-opened_on")


class Desk(NamedTuple):
    """What waits for who keeps the book."""

    checked: list[books.Checked]
    waiting: QuerySet[MembershipApplication]
    charges: QuerySet[Exclusion]
    late: list[tuple[MemberBook, int, date]]


def desk(user: User, today: date) -> Desk:
    """Books and their chains, applications and charges to decide, accounts to deposit."""
    checked = books.check()
    return Desk(
        checked=checked,
        waiting=MembershipApplication.objects.visible_to(user).waiting().select_related("organization"),
        charges=Exclusion.objects.visible_to(user).open().select_related("member__organization"),
        late=[
            (each.book, year, rules.deposit_by(year))
            for each in checked
            for year in reporting.late(each.book, today=today)
        ],
    )


def readable_books(user: User | AnonymousUser) -> QuerySet[MemberBook]:
    """The books that `user` may read: all for who keeps them, those of the associations of which one is a member."""
    if keeps_members(user):
        return MemberBook.objects.select_related("organization")
    if not user.is_authenticated:
        return MemberBook.objects.none()
    member = Member.objects.for_everyone(reason=READING).of_user(user).values("organization")
    return MemberBook.objects.filter(organization__in=member).select_related("organization")


def lines_of(user: User, book: MemberBook, words: str = "") -> MemberEntryQuerySet:
    """The lines of `book` that `user` may read, the last first; with `words`, those of who is called so."""
    lines = MemberEntry.objects.visible_to(user).filter(book=book).select_related("about", "decision")
    for word in words.split():
        lines = lines.filter(name__icontains=word)
    return lines.order_by("-number")


def fees_of(book: MemberBook) -> QuerySet[YearlyFee]:
    """The fees of its years, with how many have paid each."""
    paid = Count("payments", filter=Q(payments__voided_at=None))
    return (
        YearlyFee.objects.filter(organization=book.organization)
        .annotate(paid=paid)
        .select_related("decision")
    )


def members_and_fee(user: User, book: MemberBook, fee: YearlyFee | None, words: str = "") -> QuerySet[Any]:
    """The members of today, with the payment of `fee` as `payment` (None: not paid) and its `receipt`.

    With `words`, those of who is called so.
    """
    members = Member.objects.visible_to(user).filter(organization=book.organization, left_on=None)
    for word in words.split():
        members = members.filter(name__icontains=word)
    members = members.order_by("name", "pk")
    paid = FeePayment.objects.visible_to(user).standing().filter(fee=fee, member=OuterRef("pk"))
    return members.annotate(
        payment=Subquery(paid.values("pk")[:1]), receipt=Subquery(paid.values("number")[:1])
    )


def member(user: User, pk: UUID) -> QuerySet[Any]:
    """One that `user` may see, with their association."""
    return Member.objects.visible_to(user).filter(pk=pk).select_related("organization__member_book")

"""Two secretaries at the same instant: the book of members and the receipts are numbered one after the other."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from governance.membership import book as books
from governance.models import FeePayment, MemberEntry
from tests import factories, membering
from tests.concurrency.racing import meanwhile, until_somebody_waits, without_words

pytestmark = pytest.mark.django_db(transaction=True)


def one_inside_the_other(first, second):
    """What `second` gives, or the error it meets, begun while `first` has written and not yet committed."""
    with transaction.atomic():
        first()
        ended = meanwhile(second)
        until_somebody_waits()
    return ended()


def two_lines():
    book, by = membering.book(), membering.keeper()
    people = [factories.human(birth_date=date(1970, 1, 1)) for _each in range(2)]
    works = [lambda person=person: membering.line(book, person, recorded_by=by) for person in people]
    return one_inside_the_other(*works)


def two_receipts():
    book, by = membering.book(), membering.keeper()
    fee, members = membering.fee(book), [membering.member(book) for _each in range(2)]
    works = [lambda member=member: membering.payment(member, fee, recorded_by=by) for member in members]
    return one_inside_the_other(*works)


def numbers(model):
    return sorted(model.objects.for_everyone(reason="prova").values_list("number", flat=True))


def test_two_lines_at_once_have_two_numbers_and_the_chain_holds():
    two_lines()

    assert numbers(MemberEntry) == [1, 2]
    assert books.check()[0].broken is None


def test_two_receipts_at_once_have_two_numbers():
    two_receipts()

    assert numbers(FeePayment) == [1, 2]


@pytest.mark.parametrize(
    ("function", "race"),
    [("governance_write_member_line", two_lines), ("governance_write_receipt", two_receipts)],
)
def test_without_waiting_the_second_would_meet_an_error(function, race):
    """Negative control: the unique number still refuses it, but by failing."""
    without_words(function, " FOR UPDATE")

    assert isinstance(race(), IntegrityError)

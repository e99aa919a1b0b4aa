"""The book of members: it only grows, and shows any tampering, also by who owns the database."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from psycopg.errors import CheckViolation

from governance.forgetting import forget_members
from governance.membership import book as books
from governance.models import Member, MemberBook, MemberEntry
from networking.grants import append_only_tables
from tests import factories, membering
from tests.database import as_owner

pytestmark = pytest.mark.django_db
Event = MemberEntry.Event


@pytest.fixture
def book(db):
    return membering.book()


def lines(book):
    return list(MemberEntry.objects.for_everyone(reason="prova").filter(book=book))


def refused(promise, act):
    with pytest.raises(IntegrityError, match=promise), transaction.atomic():
        act()


def test_lines_are_numbered_and_bound_to_the_one_before(book):
    first, second = membering.line(book), membering.line(book)

    assert [each.number for each in lines(book)] == [1, 2]
    kept = lines(book)
    assert bytes(kept[1].previous_hash) == bytes(kept[0].hash)
    assert books.check()[0].broken is None
    assert {first.pk, second.pk} == {each.pk for each in kept}


def test_a_number_that_was_never_written_leaves_no_gap(book):
    membering.line(book)
    with transaction.atomic():
        membering.line(book)
        transaction.set_rollback(True)
    membering.line(book)

    assert [each.number for each in lines(book)] == [1, 2]


class TestWhatIsRefused:
    def test_the_book_counts_by_itself(self, book):
        refused("counts_by_itself", lambda: MemberBook.objects.update(last_number=7))

    def test_nobody_is_admitted_twice(self, book):
        person = membering.line(book).person

        refused("admitted_once_in_a_book", lambda: membering.line(book, person))

    def test_nobody_is_admitted_without_a_decision_or_the_founding_act(self, book):
        refused("who_is_admitted_was_decided", lambda: membering.line(book, words=""))

    def test_a_decision_of_another_association_is_no_decision(self, book):
        elsewhere = membering.decision(membering.book())

        refused("an_organ_of_the_association", lambda: membering.line(book, decision=elsewhere))

    def test_nobody_leaves_twice_nor_before_entering(self, book):
        admission = membering.line(book)

        def leave(day):
            return membering.line(
                book, admission.person, event=Event.WITHDRAWAL, about=admission, effective_on=day
            )

        refused("leaves_once", lambda: leave(admission.effective_on - timedelta(days=1)))
        leave(date(2026, 6, 1))
        refused("leaves_once", lambda: leave(date(2026, 7, 1)))

    def test_nobody_is_excluded_unheard(self, book):
        admission = membering.line(book)
        decision = membering.decision(book)

        refused(
            "nobody_is_excluded_unheard",
            lambda: membering.line(
                book, admission.person, event=Event.EXCLUSION, about=admission, decision=decision
            ),
        )


def test_who_is_a_member_follows_from_the_book(book):
    admission = membering.line(book, effective_on=date(2026, 2, 1))
    membering.line(
        book, admission.person, event=Event.WITHDRAWAL, about=admission, effective_on=date(2026, 6, 1)
    )
    membering.line(book, admission.person, effective_on=date(2026, 9, 1))

    periods = Member.objects.for_everyone(reason="prova").order_by("admitted_on")
    assert [(each.admitted_on, each.left_on) for each in periods] == [
        (date(2026, 2, 1), date(2026, 6, 1)),
        (date(2026, 9, 1), None),
    ]


def test_a_correction_is_a_new_line_and_the_member_is_called_so(book):
    admission = membering.line(book, factories.human("Marta Rosi", birth_date=date(1970, 1, 1)))

    books.write_about(
        admission,
        Event.CORRECTION,
        effective_on=date(2026, 3, 1),
        by=membering.keeper(),
        name="Marta Rossi",
        words="Il cognome",
    )

    assert [each.name for each in lines(book)] == ["Marta Rosi", "Marta Rossi"]
    assert Member.objects.for_everyone(reason="prova").get().name == "Marta Rossi"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE governance_memberentry SET name = 'X'",
        "DELETE FROM governance_memberentry",
        "TRUNCATE governance_memberentry",
    ],
)
def test_not_even_the_owner_changes_a_line(statement):
    membering.line(membering.book())

    with pytest.raises(CheckViolation, match="only_grows"):
        as_owner(statement, [])


TAMPERING = {
    "a name": ("UPDATE governance_memberentry SET name = 'X' WHERE number = 2", 2),
    "a day": ("UPDATE governance_memberentry SET effective_on = '2001-01-01' WHERE number = 2", 2),
    "a line gone": ("DELETE FROM governance_memberentry WHERE number = 2", 2),
    "the last gone": ("DELETE FROM governance_memberentry WHERE number = 3", 3),
    "forgotten too soon": ("UPDATE governance_memberentry SET name = '', salt = NULL WHERE number = 1", 1),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("statement", "broken"), TAMPERING.values(), ids=TAMPERING)
def test_whoever_goes_round_the_triggers_is_seen(statement, broken):
    book = membering.book()
    for _each in range(3):
        membering.line(book)
    as_owner("ALTER TABLE governance_memberentry DISABLE TRIGGER member_lines_stay", [])
    try:
        as_owner(statement, [])
    finally:
        as_owner("ALTER TABLE governance_memberentry ENABLE TRIGGER member_lines_stay", [])

    assert books.check()[0].broken == broken
    with pytest.raises(CommandError, match="toccato"):
        call_command("verify_member_book")


def test_the_command_says_that_it_is_whole(book, capsys):
    membering.line(book)

    call_command("verify_member_book")

    assert "intatto" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_ten_years_after_who_left_is_forgotten_and_the_chain_holds():
    book = membering.book()
    admission = membering.line(book)
    membering.line(book, admission.person, event=Event.WITHDRAWAL, about=admission)
    membering.line(book)
    now = timezone.now()
    assert forget_members("", now) == 0

    membering.eleven_years_pass()

    assert forget_members("", now) == 2
    assert [each.name == "" for each in lines(book)] == [True, True, False]
    assert books.check()[0].broken is None


def test_the_portal_may_only_add():
    assert "governance_memberentry" in append_only_tables()

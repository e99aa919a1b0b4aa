"""What the database refuses of minutes: approved they stay, they go on a step at a time, the book is a chain."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from psycopg.errors import CheckViolation

from governance.models import BookEntry, MinutesVersion
from tests import governing, minuted
from tests.database import as_owner
from tests.governance import seated

pytestmark = pytest.mark.django_db
FROZEN = {
    "content": '{"prova":false}',
    "fingerprint": "0" * 64,
    "whole_digest": b"0" * 32,
    "extract_digest": b"0" * 32,
    "approved_at": governing.FIRST_CALL,
    "approved_by_name": "un altro nome",
    "last_version": 9,
}


def refused(promise, **fields):
    """Whether an UPDATE in SQL, by whoever, is refused by that name."""

    def of(minutes):
        with pytest.raises(IntegrityError, match=promise), transaction.atomic():
            minuted.everything().filter(pk=minutes.pk).update(**fields)

    return of


@pytest.mark.parametrize("column", FROZEN)
@pytest.mark.parametrize("state", ["approved", "signed", "published"])
def test_g_i7_sql_changes_nothing_of_what_was_approved(state, column):
    refused("approved_minutes_stay", **{column: FROZEN[column]})(minuted.minutes(state=state))


def test_before_they_are_approved_they_change():
    """The negative control of the test above: the same table, one step earlier."""
    minutes = minuted.minutes(state="proposed")

    assert minuted.everything().filter(pk=minutes.pk).update(state="draft") == 1
    minuted.version(minutes, "Altre parole.")


@pytest.mark.parametrize(
    ("at", "to"),
    [
        ("draft", "proposed"),
        ("draft", "approved"),
        ("review", "approved"),
        ("approved", "draft"),
        ("approved", "proposed"),
        ("approved", "published"),
        ("signed", "approved"),
        ("published", "transcribed"),
    ],
)
def test_they_go_on_a_step_at_a_time(at, to):
    minutes = minuted.minutes(state=at)

    with pytest.raises(IntegrityError), transaction.atomic():
        minuted.goes_on(minutes, state=to)


def test_only_who_presides_approves():
    minutes = minuted.minutes(state="proposed")
    somebody = governing.mandate(minutes.meeting.body).person

    with pytest.raises(IntegrityError, match="only_who_presides_approves"), transaction.atomic():
        minuted.goes_on(minutes, **minuted.approval(minutes, approved_by=somebody))
    with pytest.raises(IntegrityError, match="only_who_presides_approves"), transaction.atomic():
        minuted.goes_on(minutes, **minuted.approval(minutes, approved_by=None))
    chair = governing.mandate(minutes.meeting.body, task="chair").person
    minuted.goes_on(minutes, **minuted.approval(minutes, approved_by=chair))


def test_the_fingerprint_is_of_the_text():
    minutes = minuted.minutes(state="proposed")

    with pytest.raises(IntegrityError, match="the_fingerprint_is_of_the_text"), transaction.atomic():
        minuted.goes_on(minutes, **minuted.approval(minutes, fingerprint="0" * 64))


def test_nothing_asked_is_left_without_an_answer():
    meeting, people = seated.cabina()
    seated.enter(meeting, people[0])
    minuted.goes_on(meeting, state="closed", closed_at=seated.NOW)
    minutes = minuted.minutes(meeting, state="review")
    asked = minuted.remark(minutes, people[0])

    refused("what_was_asked_is_answered_first", state="proposed")(minutes)
    minuted.goes_on(asked, outcome="declined", answer="No.", answered_at=seated.NOW)
    minuted.goes_on(minutes, state="proposed")


def test_only_who_was_there_asks_and_only_under_review():
    meeting, people = seated.cabina()
    seated.enter(meeting, people[0])
    minuted.goes_on(meeting, state="closed", closed_at=seated.NOW)
    minutes = minuted.minutes(meeting)

    with pytest.raises(IntegrityError, match="one_corrects_while_they_are_reviewed"), transaction.atomic():
        minuted.remark(minutes, people[0])
    minuted.version(minutes)
    minuted.goes_on(minutes, state="review")
    with pytest.raises(IntegrityError, match="who_was_there_corrects"), transaction.atomic():
        minuted.remark(minutes, people[1])
    minuted.remark(minutes, people[0])


def test_a_version_stands_on_the_last_or_is_refused():
    minutes = minuted.minutes()
    first, second = minuted.version(minutes), minuted.version(minutes, "Anche questo.")

    assert (first.number, second.number) == (1, 2)
    with pytest.raises(IntegrityError, match="somebody_saved_meanwhile"), transaction.atomic():
        minuted.version(minutes, based_on=1)
    with pytest.raises(IntegrityError, match="versions_stay"), transaction.atomic():
        MinutesVersion.objects.for_everyone(reason="prova").filter(pk=first.pk).update(text="[]")
    with pytest.raises(IntegrityError, match="versions_stay"), transaction.atomic():
        MinutesVersion.objects.for_everyone(reason="prova").filter(pk=first.pk).delete()


def test_what_is_proposed_is_not_written_any_more():
    minutes = minuted.minutes(state="proposed")

    with pytest.raises(IntegrityError, match="what_is_proposed_is_not_written"), transaction.atomic():
        minuted.version(minutes)


def test_minutes_are_of_a_meeting_that_is_held_and_shown_when_it_is_over():
    with pytest.raises(IntegrityError, match="minutes_are_of_a_meeting_that_is_held"), transaction.atomic():
        minuted.minutes(governing.meeting(governing.body()))
    minutes = minuted.minutes(governing.meeting(governing.body(), state="open"))
    minuted.version(minutes)

    refused("minutes_are_shown_when_the_meeting_is_over", state="review")(minutes)


def test_g_n13_what_was_approved_is_corrected_by_another_act():
    minutes = minuted.minutes()
    with pytest.raises(IntegrityError, match="one_minutes_a_meeting"), transaction.atomic():
        minuted.minutes(minutes.meeting)
    with pytest.raises(IntegrityError, match="one_corrects_what_was_approved"), transaction.atomic():
        minuted.minutes(minutes.meeting, corrects=minutes)
    approved = minuted.minutes(state="approved")
    with pytest.raises(IntegrityError, match="one_corrects_what_was_approved"), transaction.atomic():
        minuted.minutes(minuted.held(), corrects=approved)

    assert minuted.minutes(approved.meeting, corrects=approved).corrects == approved


def test_what_the_minutes_do_not_say_is_not_decided_afterwards():
    minutes = minuted.minutes(state="proposed")
    item = governing.agenda_of(minutes.meeting).get()
    governing.decision(item)
    minuted.goes_on(minutes, **minuted.approval(minutes))

    with pytest.raises(IntegrityError, match="the_minutes_are_already_approved"), transaction.atomic():
        governing.decision(item)


def test_the_book_is_numbered_and_chained_by_the_database():
    body = governing.body()
    for day in range(3):
        at = governing.FIRST_CALL + timedelta(days=day)
        minuted.minutes(minuted.held(body=body, first_call_at=at), state="transcribed")
    first, second, third = BookEntry.objects.of(body)

    assert [each.number for each in (first, second, third)] == [1, 2, 3]
    assert (bytes(second.previous_hash), bytes(third.previous_hash)) == (
        bytes(first.hash),
        bytes(second.hash),
    )
    assert broken(body) is None


def test_the_book_has_only_what_was_signed():
    approved = minuted.minutes(state="approved")

    with pytest.raises(IntegrityError, match="the_book_has_what_was_signed"), transaction.atomic():
        BookEntry.objects.create(
            body=approved.meeting.body, minutes=approved, written_at=governing.FIRST_CALL
        )
    with pytest.raises(IntegrityError, match="what_is_transcribed_is_in_the_book"), transaction.atomic():
        minuted.goes_on(minuted.minutes(state="signed"), state="transcribed")


def broken(body):
    with connection.cursor() as cursor:
        cursor.execute("SELECT governance_book_broken(%s)", [body.pk])
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE governance_bookentry SET number = 7",
        "DELETE FROM governance_bookentry",
        "TRUNCATE governance_bookentry",
    ],
)
def test_not_even_the_owner_changes_the_book(statement):
    minuted.minutes(state="transcribed")

    with pytest.raises(CheckViolation, match="the_book_stays"):
        as_owner(statement, [])


def test_a_name_forgotten_leaves_the_rest(now):
    minutes = minuted.minutes(state="approved")

    assert minuted.everything().filter(pk=minutes.pk).update(approved_by_name="") == 1

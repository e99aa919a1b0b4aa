"""Who was let in is who came: no row of a turn changes its person, and what was proven stays as it was."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests import volunteering

pytestmark = pytest.mark.django_db
YESTERDAY = timezone.localdate() - timedelta(days=1)


@pytest.fixture
def row(norcia):
    """Somebody who came yesterday."""
    return volunteering.assign(volunteering.able(), volunteering.request(norcia, local_date=YESTERDAY))


def write(row, words, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE volunteers_assignment SET {words} WHERE id = %s", [*values, row.pk])
    row.refresh_from_db()


@pytest.mark.parametrize("state", ["accepted", "done", "absent", "withdrawn", "suspended"])
def test_nobody_comes_in_under_the_name_of_who_might(row, state):
    unsafe = volunteering.candidate()

    with pytest.raises(IntegrityError, match=r"a_turn_is_of_one_person|only_who_may_is_assigned"):
        write(row, "state = %s, volunteer_id = %s", state, unsafe.pk)


def test_nobody_is_carried_into_a_turn_they_were_not_let_into(row, norcia):
    write(row, "state = 'done'")
    ahead = volunteering.request(norcia)

    with pytest.raises(IntegrityError, match="a_turn_is_of_one_person"):
        write(row, "request_id = %s", ahead.pk)


def test_what_is_called_done_before_it_begins_is_still_looked_at(norcia):
    tomorrow = timezone.localdate() + timedelta(days=1)
    volunteer = volunteering.able()
    row = volunteering.assign(volunteer, volunteering.request(norcia, local_date=tomorrow))
    write(row, "state = 'done'")

    volunteer.state = "paused"
    volunteer.save()

    row.refresh_from_db()
    row.request.refresh_from_db()
    assert (row.state, row.request.taken) == ("suspended", 0)
    assert [each["code"] for each in row.refusals] == ["not_active"]


def test_what_was_proven_stays_whatever_is_written_over_it(row):
    row.refresh_from_db()
    proof, during = row.proof, row.during

    write(row, "state = 'done', proof = NULL, during = NULL")
    write(row, "proof = '{}', during = NULL")

    assert (row.proof, row.during) == (proof, during)


def test_a_row_read_before_the_proof_was_written_does_not_empty_it(norcia):
    made = volunteering.assign(volunteering.able(), volunteering.request(norcia, local_date=YESTERDAY))
    made.proof, made.state = None, "done"
    made.save()

    made.refresh_from_db()
    assert made.proof["register"]["number"] == 1

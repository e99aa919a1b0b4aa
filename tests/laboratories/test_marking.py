"""Marks: one sent twice is one, two that disagree are both kept, nothing is ever changed."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from laboratories.models import PresenceMark, Session
from laboratories.registers import attending, marking
from laboratories.registers.attending import RegisterError
from tests import activities
from tests.laboratories import registers

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader():
    return registers.educator()


@pytest.fixture
def session(norcia, leader):
    return registers.opened(registers.session(norcia, by=leader, children=1), by=leader)


@pytest.fixture
def row(session):
    return registers.rows(session)[0]


def mark(session, leader, *made):
    return marking.mark(session, made, by=leader, now=session.ends_at)


def marks():
    return PresenceMark.objects.for_everyone(reason="prova")


def test_present_is_all_the_minutes(session, leader, row):
    mark(session, leader, registers.made(row))

    row.refresh_from_db()
    assert (row.mark, row.minutes) == ("present", 90)


def test_who_comes_late_has_the_minutes_written(session, leader, row):
    mark(session, leader, registers.made(row, "late", minutes=60))

    row.refresh_from_db()
    assert (row.mark, row.minutes) == ("late", 60)


@pytest.mark.parametrize("minutes", [None, 0, 90, -5])
def test_minutes_that_cannot_be_are_refused(session, leader, row, minutes):
    outcome = mark(session, leader, registers.made(row, "left_early", minutes=minutes))

    assert list(outcome.refused.values()) == ["Scrivi quanti minuti c'è stata: da 1 a 89."]


def test_the_same_mark_sent_twice_is_one(session, leader, row):
    made = registers.made(row)
    mark(session, leader, made)

    assert mark(session, leader, made).kept == [made.id]
    assert marks().count() == 1


def test_two_tablets_that_disagree_are_both_kept(session, leader, row):
    one, other = registers.made(row, device=uuid.uuid4()), registers.made(row, "absent", device=uuid.uuid4())
    mark(session, leader, one)

    assert mark(session, leader, other).disputed == [row.pk]
    row.refresh_from_db()
    assert (row.mark, row.is_disputed, marks().count()) == ("present", True, 2)


def test_two_tablets_that_agree_are_no_trouble(session, leader, row):
    mark(session, leader, registers.made(row))
    mark(session, leader, replace(registers.made(row), id=uuid.uuid4(), seen=None))

    row.refresh_from_db()
    assert not row.is_disputed


def test_marks_of_one_tablet_in_a_row_are_no_disagreement(session, leader, row):
    first = registers.made(row)
    then = replace(registers.made(row, "left_early", minutes=30), seen=first.id)

    mark(session, leader, first, then)

    row.refresh_from_db()
    assert (row.mark, row.minutes, row.is_disputed) == ("left_early", 30, False)


def disputed(session, leader, row):
    mark(session, leader, registers.made(row))
    mark(session, leader, registers.made(row, "absent"))
    row.refresh_from_db()


def test_a_disagreement_lasts_until_somebody_decides(session, leader, row):
    disputed(session, leader, row)
    mark(session, leader, replace(registers.made(row, "late", minutes=30), seen=row.last_mark))
    row.refresh_from_db()
    assert row.is_disputed

    mark(session, leader, registers.made(row, "absent", decides=True))

    row.refresh_from_db()
    assert (row.mark, row.is_disputed) == ("absent", False)


def test_who_decides_has_seen_the_last_mark(session, leader, row):
    disputed(session, leader, row)
    late = replace(registers.made(row, "absent", decides=True), seen=uuid.uuid4())

    assert "guarda di nuovo" in mark(session, leader, late).refused[late.id]


def test_a_register_does_not_close_on_a_disagreement(session, leader, row):
    disputed(session, leader, row)

    with pytest.raises(RegisterError, match="due segni diversi"):
        attending.close_register(session, by=leader, now=session.ends_at)


def test_a_slip_is_taken_back(session, leader, row):
    mark(session, leader, registers.made(row))
    row.refresh_from_db()

    mark(session, leader, registers.made(row, ""))

    row.refresh_from_db()
    assert (row.mark, row.minutes, row.marked_at) == ("", None, None)


def test_what_a_tablet_brings_back_after_closing_is_kept_and_shown(session, leader, row):
    made = registers.made(row, made_at=session.starts_at)
    attending.close_register(session, by=leader, now=session.ends_at, rest_absent=True)

    mark(session, leader, made)

    row.refresh_from_db()
    assert (row.mark, row.is_disputed, marks().count()) == ("absent", True, 2)


def test_a_closed_register_takes_no_new_mark(session, leader, row):
    attending.close_register(session, by=leader, now=session.ends_at, rest_absent=True)
    made = registers.made(row, made_at=session.ends_at + timedelta(minutes=1))

    assert "riaprilo" in mark(session, leader, made).refused[made.id]


def test_never_in_somebody_elses_register(session, leader, cascia):
    elsewhere = registers.rows(registers.session(cascia, children=1, by=None))[0]
    made = registers.made(elsewhere)

    assert mark(session, leader, made).refused == {made.id: "Questa persona non è in questo registro."}


def test_the_clock_of_a_tablet_is_not_believed(session, leader, row):
    mark(session, leader, registers.made(row, made_at=session.starts_at + timedelta(days=900)))

    assert marks().get().made_at == session.ends_at


def test_a_mark_is_never_changed(session, leader, row):
    mark(session, leader, registers.made(row))

    with pytest.raises(IntegrityError, match="a_mark_is_never_changed"), transaction.atomic():
        marks().update(mark="absent")


def test_who_made_a_mark_can_be_forgotten(session, leader, row):
    mark(session, leader, registers.made(row))

    assert marks().update(made_by=None) == 1
    assert activities.presences().get(pk=row.pk).mark == "present"


def test_past_the_page_too_only_who_runs_it_marks(session, row, citizen):
    with pytest.raises(Session.DoesNotExist):
        mark(session, citizen, registers.made(row))
    assert not marks().exists()


@pytest.fixture
def closed(session, leader, row):
    """Closed with everybody present; the row as it is then."""
    mark(session, leader, registers.made(row))
    attending.close_register(session, by=leader, now=session.ends_at)
    row.refresh_from_db()
    return row


def before_closing(session, row, **fields):
    return registers.made(row, "absent", made_at=session.ends_at - timedelta(minutes=5), **fields)


def test_what_comes_back_after_closing_never_writes_over_it_whatever_the_tablet_knew(session, leader, closed):
    mark(session, leader, before_closing(session, closed))

    closed.refresh_from_db()
    assert (closed.mark, closed.is_disputed) == ("present", True)


def test_nobody_decides_on_a_closed_register(session, leader, closed):
    decided = before_closing(session, closed, decides=True)

    assert "riaprilo" in mark(session, leader, decided).refused[decided.id]


def test_a_mark_of_one_child_is_never_that_of_another(norcia, leader):
    session = registers.opened(registers.session(norcia, by=leader, children=2), by=leader)
    one, other = registers.rows(session)
    made = registers.made(one)
    mark(session, leader, made)

    again = mark(session, leader, replace(made, presence=other.pk))

    assert "di un'altra persona" in again.refused[made.id]


def test_before_it_is_open_nothing_is_marked_and_never_with_a_word_of_ones_own(norcia, leader, session, row):
    shut = registers.session(norcia, by=leader, children=1, first_day=session.local_date + timedelta(days=1))
    early, odd = registers.made(registers.rows(shut)[0]), registers.made(row, "forse")

    assert "non è ancora aperto" in mark(shut, leader, early).refused[early.id]
    assert "non esiste" in mark(session, leader, odd).refused[odd.id]
    assert not marks().exists()

"""Calls: one call tells everything, nobody is called twice at once, nobody by night."""

from datetime import timedelta

import pytest

from networking.models import Notice, NoticeTry, Person
from networking.outbox import calls, sending
from networking.outbox.call_outcomes import CallLostError, record
from tests.factories import human

from .calling import PHONE, REASONS_GONE, called, row, told

pytestmark = pytest.mark.usefixtures("kinds")
Outcome = NoticeTry.Outcome


# --- who is called ---


def test_the_list_has_one_row_for_each_person_the_most_pressing_first(settimio, carla, norcia, foligno, now):
    nadia = human("Nadia Neri", comune=norcia, phone=PHONE)
    told(settimio, "a", now), told(settimio, "b", now)
    told(nadia, "c", now, expires_at=now + timedelta(hours=5))
    told(human("Fuori Zona", comune=foligno, phone=PHONE), "d", now)
    told(settimio, "e", now, due_at=now + timedelta(days=3))

    rows = calls.rows_of(calls.by_person(calls.to_call(carla, now=now)), now=now)

    assert [(str(each.person), each.count, each.kinds) for each in rows] == [
        ("Nadia Neri", 1, ["Visita"]),
        ("Settimio Bonacci", 2, ["Visita"]),
    ]
    assert calls.how_many(calls.to_call(carla, now=now)) == 2


def test_what_waits_more_than_a_working_day_is_told_apart(settimio, carla, now):
    told(settimio, "x", now)

    assert calls.how_many(calls.waiting_long(carla, now=now + timedelta(hours=23))) == 0
    assert calls.how_many(calls.waiting_long(carla, now=now + timedelta(hours=25))) == 1


def test_saturday_and_sunday_are_no_working_days(db, now):
    monday = now + timedelta(days=5)

    assert calls.a_working_day_before(monday) == monday - timedelta(days=3)


def test_a_holiday_is_no_working_day(db, now):
    """Saint Stephen's, a Saturday, and Christmas before it: what waits since Thursday is not late on Monday."""
    monday = now.replace(month=12, day=28)

    assert calls.a_working_day_before(monday) == monday - timedelta(days=4)


# --- a call ---


def test_one_call_tells_everything_in_words_that_stay(settimio, carla, now):
    told(settimio, "b", now), told(settimio, "a", now, due_at=now - timedelta(minutes=1))

    said = calls.begin(settimio, by=carla, now=now)

    assert [notice.subject for notice in said] == ["Avviso a", "Avviso b"]
    assert said[0].paragraphs == ["Domani viene il medico.", "Porta la tessera."]
    assert {notice.holder for notice in said} == {row("a").holder}
    assert row("a").lease_until == now + timedelta(minutes=15)
    assert calls.held_by(carla, settimio) == said


@pytest.mark.parametrize("hour", [20, 23, 7])
def test_nobody_is_called_between_eight_in_the_evening_and_eight_in_the_morning(settimio, carla, now, hour):
    told(settimio, "x", now)

    with pytest.raises(calls.QuietHoursError):
        calls.begin(settimio, by=carla, now=now.replace(hour=hour) + timedelta(days=1))
    assert row().state == Notice.State.QUEUED


def test_who_is_being_called_is_nobody_elses_also_for_what_comes_meanwhile(settimio, carla, colleague, now):
    told(settimio, "x", now)
    calls.begin(settimio, by=carla, now=now)
    told(settimio, "y", now)

    with pytest.raises(calls.SomebodyIsCallingError) as busy:
        calls.begin(settimio, by=colleague, now=now + timedelta(minutes=14))

    assert busy.value.caller == carla
    [listed] = calls.rows_of(calls.by_person(calls.to_call(colleague, now=now)), now=now)
    assert listed.held.caller == carla


def test_after_a_quarter_of_an_hour_the_call_is_anybodys_and_the_first_outcome_comes_too_late(
    settimio, carla, colleague, now
):
    told(settimio, "x", now)
    call = called(settimio, carla, now)
    later = now + timedelta(minutes=16)
    calls.begin(settimio, by=colleague, now=later)

    with pytest.raises(CallLostError):
        record(call, Outcome.ANSWERED, now=later)

    assert (row().state, row().caller) == (Notice.State.SENDING, colleague)
    assert calls.held_by(carla, settimio) == []


def test_who_speaks_for_twenty_minutes_may_still_write_the_outcome_if_nobody_took_over(settimio, carla, now):
    told(settimio, "x", now)
    call = called(settimio, carla, now)

    record(call, Outcome.ANSWERED, now=now + timedelta(minutes=20))

    assert row().state == Notice.State.SENT


def test_a_call_put_back_is_no_attempt(settimio, carla, colleague, now):
    told(settimio, "x", now)
    calls.begin(settimio, by=carla, now=now)

    calls.leave(settimio, by=carla)

    assert (row().state, row().attempts, row().caller) == (Notice.State.QUEUED, 0, None)
    assert calls.begin(settimio, by=colleague, now=now)


def test_what_has_no_reason_any_more_is_not_said(settimio, carla, now):
    told(settimio, "x", now)
    REASONS_GONE.add("x")

    with pytest.raises(calls.NothingToSayError):
        calls.begin(settimio, by=carla, now=now)

    assert row().state == Notice.State.WITHDRAWN


def test_whoever_has_no_telephone_any_more_is_told_in_another_way(settimio, carla, now):
    told(settimio, "x", now)
    everyone = Person.objects.for_everyone(reason="prova").filter(pk=settimio.pk)
    everyone.update(phone="", email="s@example.org")

    with pytest.raises(calls.NothingToSayError):
        calls.begin(everyone.get(), by=carla, now=now)

    assert (row().state, row().channel) == (Notice.State.QUEUED, "email")


def test_the_machine_that_sends_leaves_calls_to_people():
    assert "phone" not in {way.channel for way in sending.WAYS}

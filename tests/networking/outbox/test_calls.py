"""Calls: one call tells everything, nobody is called twice, and each outcome leads somewhere."""

from datetime import timedelta

import pytest
from django.db.models import Q

from networking.models import Notice, NoticeTry, Person
from networking.outbox import Telling, calls, sending, tell, withdraw
from networking.outbox.call_outcomes import (
    Call,
    CallLostError,
    NothingToUndoError,
    record,
    undo,
    wrong_number_of,
)
from networking.outbox.kinds import Kind, Words, _declared
from tests import factories
from tests.factories import human

Outcome = NoticeTry.Outcome
PHONE = "+390743999903"
REASONS_GONE = set()


def compose(notice, _now):
    if notice.key in REASONS_GONE:
        return None
    return Words(
        f"Avviso {notice.key}", ("Domani viene il medico.", "Porta la tessera."), short="Domani medico."
    )


KINDS = (Kind("prova.visita", "Visita", compose),)


@pytest.fixture(autouse=True)
def kinds(settings):
    settings.NOTICE_KINDS = [*settings.NOTICE_KINDS, f"{__name__}.KINDS"]
    REASONS_GONE.clear()
    yield
    _declared.cache_clear()


@pytest.fixture
def settimio(norcia):
    return human("Settimio Bonacci", comune=norcia, phone=PHONE, channel="phone")


@pytest.fixture
def carla(operator_of_zone_6):
    return operator_of_zone_6


@pytest.fixture
def colleague(db, carla):
    return factories.person("collega@example.org", "desk_operator", zone=carla.roles.get().zone)


def told(person, key, now, **fields):
    return tell("prova.visita", Telling(person=person, key=key, **fields), now=now)


def row(key="x"):
    return factories.notices().get(key=key)


def called(person, by, now):
    [first, *_others] = calls.begin(person, by=by, now=now)
    return Call(person, first.holder, by)


def after(person, by, now, outcome, **fields):
    record(called(person, by, now), outcome, now=now, **fields)
    return row()


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


def test_saturday_and_sunday_are_no_working_days(now):
    monday = now + timedelta(days=5)

    assert calls.a_working_day_before(monday) == monday - timedelta(days=3)


# --- a call ---


def test_one_call_tells_everything_in_words_that_stay(settimio, carla, now):
    told(settimio, "a", now), told(settimio, "b", now)

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


# --- outcomes ---


def test_who_answered_has_been_told(settimio, carla, now):
    told(settimio, "x", now)

    notice = after(settimio, carla, now, Outcome.ANSWERED)

    assert (notice.state, notice.sent_at, notice.caller) == (Notice.State.SENT, now, None)
    [written] = notice.tries.all()
    assert (written.outcome, written.by, written.detail) == ("answered", carla, "")


@pytest.mark.parametrize(
    ("outcome", "pause"),
    [
        (Outcome.NO_ANSWER, timedelta(hours=2)),
        (Outcome.BUSY, timedelta(minutes=30)),
        # Words left with somebody else tell nothing: tomorrow again.
        (Outcome.MESSAGE_LEFT, timedelta(days=1)),
    ],
)
def test_a_call_in_vain_is_made_again_later(settimio, carla, now, outcome, pause):
    told(settimio, "x", now)

    notice = after(settimio, carla, now, outcome)

    assert (notice.state, notice.channel, notice.next_at) == (Notice.State.QUEUED, "phone", now + pause)


def test_after_the_second_call_in_vain_comes_the_morning_after(settimio, carla, now):
    told(settimio, "x", now)
    after(settimio, carla, now, Outcome.NO_ANSWER)

    notice = after(settimio, carla, now + timedelta(hours=3), Outcome.BUSY)

    assert notice.next_at == now + timedelta(days=1)


def test_a_call_again_never_falls_into_the_night(settimio, carla, now):
    told(settimio, "x", now)

    notice = after(settimio, carla, now.replace(hour=19), Outcome.NO_ANSWER)

    assert notice.next_at == now.replace(hour=8) + timedelta(days=1)


def test_after_three_calls_in_vain_it_goes_another_way(settimio, carla, now):
    settimio.street = "Via Roma 1"
    settimio.save()
    told(settimio, "x", now)

    for each in range(3):
        notice = after(settimio, carla, now + timedelta(days=each), Outcome.NO_ANSWER)

    assert (notice.state, notice.channel, notice.caller) == (Notice.State.QUEUED, "letter", None)


def test_with_no_other_way_it_is_in_the_list_of_what_was_not_delivered(settimio, carla, now):
    told(settimio, "x", now)

    for each in range(3):
        notice = after(settimio, carla, now + timedelta(days=each), Outcome.NO_ANSWER)

    assert (notice.state, notice.reason) == (Notice.State.DEAD, "Al telefono non è arrivato.")


def test_what_expires_soon_is_tried_again_sooner(settimio, carla, now):
    told(settimio, "x", now, expires_at=now + timedelta(hours=1))

    notice = after(settimio, carla, now, Outcome.NO_ANSWER)

    assert notice.next_at == now + timedelta(minutes=30)


def test_who_asks_to_be_called_again_says_when(settimio, carla, now):
    told(settimio, "x", now)
    at = now + timedelta(days=2, hours=1)

    notice = after(settimio, carla, now, Outcome.CALL_BACK, again_at=at)

    assert (notice.state, notice.next_at) == (Notice.State.QUEUED, at)
    # Whoever calls back before is told at once.
    assert calls.how_many(calls.for_later(carla, now=now)) == 1
    assert calls.begin(settimio, by=carla, now=now + timedelta(hours=1))


def test_a_wrong_number_leaves_the_sheet_and_nothing_goes_there_any_more(settimio, carla, now):
    settimio.phone, settimio.street, settimio.channel = "+393331234567", "Via Roma 1", "sms"
    settimio.save()
    told(settimio, "sms", now)
    told(settimio, "x", now)
    factories.notices().filter(key="x").update(channel="phone")

    notice = after(settimio, carla, now, Outcome.WRONG_NUMBER)

    kept = Person.objects.for_everyone(reason="prova").get(pk=settimio.pk)
    assert (kept.phone, kept.channel) == ("", "")
    assert (notice.channel, row("sms").channel) == ("letter", "letter")
    assert wrong_number_of(kept).detail == "+393331234567"


def test_a_notice_withdrawn_during_the_call_stays_withdrawn(settimio, carla, now):
    told(settimio, "x", now), told(settimio, "y", now)
    call = called(settimio, carla, now)
    withdraw(keys=["x"], now=now, why="Annullato")

    record(call, Outcome.ANSWERED, now=now)

    assert (row("x").state, row("y").state) == (Notice.State.WITHDRAWN, Notice.State.SENT)


# --- taking it back ---


@pytest.mark.parametrize("outcome", [Outcome.ANSWERED, Outcome.NO_ANSWER, Outcome.WRONG_NUMBER])
def test_an_outcome_can_be_taken_back_for_ten_minutes(settimio, carla, now, outcome):
    told(settimio, "x", now)
    after(settimio, carla, now, outcome)

    assert undo(settimio, by=carla, now=now + timedelta(minutes=9)) == 0

    notice, kept = row(), Person.objects.for_everyone(reason="prova").get(pk=settimio.pk)
    assert (notice.state, notice.channel, notice.sent_at) == (Notice.State.QUEUED, "phone", None)
    assert not notice.tries.exists()
    assert (kept.phone, kept.channel) == (PHONE, "phone")
    assert calls.begin(kept, by=carla, now=now + timedelta(minutes=9))


def test_after_ten_minutes_or_by_somebody_else_nothing_is_taken_back(settimio, carla, colleague, now):
    told(settimio, "x", now)
    after(settimio, carla, now, Outcome.ANSWERED)

    for by, minutes in ((carla, 11), (colleague, 1)):
        with pytest.raises(NothingToUndoError):
            undo(settimio, by=by, now=now + timedelta(minutes=minutes))

    assert row().state == Notice.State.SENT


def test_what_has_left_by_another_way_meanwhile_is_not_called_again(settimio, carla, now):
    settimio.email = "s@example.org"
    settimio.save()
    told(settimio, "x", now)
    after(settimio, carla, now, Outcome.WRONG_NUMBER)
    gone = factories.notices().filter(Q(key="x"))
    gone.update(state=Notice.State.SENT, sent_at=now, attempts=1, address="s@example.org")

    assert undo(settimio, by=carla, now=now) == 1

    assert row().state == Notice.State.SENT
    # The number was right after all.
    assert Person.objects.for_everyone(reason="prova").get(pk=settimio.pk).phone == PHONE

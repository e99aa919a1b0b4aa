"""Each outcome of a call leads somewhere, and can be taken back for ten minutes."""

from datetime import timedelta

import pytest
from django.db.models import Q

from networking.models import Notice, NoticeTry, Person
from networking.outbox import calls, withdraw
from networking.outbox.call_outcomes import NothingToUndoError, record, undo, wrong_number_of
from tests import factories

from .calling import PHONE, after, called, row, told

pytestmark = pytest.mark.usefixtures("kinds")
Outcome = NoticeTry.Outcome


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

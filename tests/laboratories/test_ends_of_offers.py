"""More ends of a wait than `test_waiting.py` has room for: sessions booked one by one, and who is asked next."""

from datetime import date, timedelta

import pytest

from laboratories.models import Booking, Cycle, Session
from laboratories.queue import overtaking, waiting
from laboratories.queue.promoting import promote
from networking.models import Fact
from tests import activities, factories
from tests.laboratories.queues import in_queue, states

pytestmark = pytest.mark.django_db
State = Booking.State


@pytest.fixture
def sessions(norcia):
    """Two, booked one by one, with one place each."""
    cycle = activities.cycle(norcia, unit="session", sessions=2, places=1, first_day=date(2026, 12, 16))
    return list(cycle.sessions.select_related("cycle"))


@pytest.fixture
def asked(monkeypatch, django_capture_on_commit_callbacks):
    """Whose places are offered on, once it is committed."""
    pools = []
    monkeypatch.setattr("laboratories.freeing._ask_to_promote", pools.append)

    def after(act):
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return pools

    return after


def test_a_place_in_what_was_called_off_is_not_accepted(sessions, now):
    party = in_queue(sessions[0])
    promote(activities.pool(sessions[0]).pk, now=now)
    Session.objects.filter(pk=sessions[0].pk).update(cancelled_at=now)

    with pytest.raises(waiting.CalledOffError):
        waiting.accept(party.pk, by=None, now=now)
    assert states(party) == [State.OFFERED]


def test_the_queue_of_a_session_ends_with_it_and_that_of_the_next_goes_on(sessions):
    parties = [in_queue(each) for each in sessions]

    assert waiting.close_queues(now=sessions[0].ends_at) == 1

    assert states(*parties) == [State.CANCELLED_BY_STAFF, State.WAITING]


@pytest.mark.parametrize("moment", ["called off", "over", "half an hour before"])
def test_where_nobody_could_come_or_answer_nothing_is_offered(sessions, moment):
    session, party = sessions[0], in_queue(sessions[0])
    if moment == "called off":
        Cycle.objects.update(called_off_at=factories.LONG_AGO, called_off_because="pochi iscritti")
    moments = {"over": session.ends_at, "half an hour before": session.starts_at - timedelta(minutes=30)}
    now = moments.get(moment, session.starts_at - timedelta(days=9))

    assert promote(activities.pool(session).pk, now=now) == 0
    assert states(party) == [State.WAITING]


def test_what_was_not_answered_is_offered_on_at_once(sessions, now, asked):
    in_queue(sessions[0])
    pool = activities.pool(sessions[0]).pk
    promote(pool, now=now)

    assert asked(lambda: waiting.expire(now=now + timedelta(days=9))) == [pool]


def test_nobody_passes_before_others_without_a_reason_of_the_list(sessions, operator_of_zone_6, now):
    party = in_queue(sessions[0])

    with pytest.raises(ValueError, match="simpatia"):
        overtaking.overtake(party.pk, because="simpatia", by=operator_of_zone_6, now=now)
    assert states(party) == [State.WAITING]
    assert not Fact.objects.filter(kind="laboratories.queue_overtaken").exists()


def test_who_waits_no_longer_passes_before_nobody(sessions, operator_of_zone_6, now):
    party = activities.booking(sessions[0], factories.human(), state=State.DECLINED).party

    with pytest.raises(overtaking.NotOvertakenError):
        overtaking.overtake(party.pk, because="sibling", by=operator_of_zone_6, now=now)
    assert states(party) == [State.DECLINED]

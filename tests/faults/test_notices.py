"""Workers are killed, ended, frozen and asked twice: nothing is lost, and a repeat is the same mail (F1, F2, F17)."""

from __future__ import annotations

import os
import random
import signal
import time
from contextlib import ExitStack
from uuid import uuid4

import pytest

from tests import factories
from tests.faults import delivering, portal
from tests.faults.delivering import IS_FULL, SENDER
from tests.faults.portal import WORKER, queue

KILLS, NOTICES = (20, 2000) if IS_FULL else (2, 200)
ENDS = 10 if IS_FULL else 1
LEASE = 4
REDIS = queue(number=12)
# Milliseconds between taking a message and saying so: a real server writes it on its disk.
AS_A_SERVER = ("slow 15",)


@pytest.fixture
def environment(transactional_db, sink):
    return delivering.where_all_is(sink, REDIS, lease=LEASE)


def test_workers_killed_in_the_middle_of_a_batch_lose_nothing(environment, sink, record_property):
    delivering.write(NOTICES)
    for _each in range(KILLS):
        with portal.running(WORKER, **environment) as worker, delivering.ticking(REDIS):
            assert delivering.wait_for_more(sink, random.randint(5, 60))
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
    delivering.let_all_leave(REDIS, environment)

    record_property("figure", f"{KILLS} kills of the worker's group: {delivering.figure(sink)}")
    delivering.assert_all_and_never_two_different(sink, NOTICES)
    assert delivering.repeats(sink) <= KILLS * 2


@pytest.mark.parametrize("whole_group", [False, True], ids=["as Docker does", "as systemd does"])
def test_workers_asked_to_end_lose_nothing_and_repeat_nothing(
    environment, sink, record_property, whole_group
):
    number = NOTICES if IS_FULL else 150
    delivering.write(number)
    for _each in range(ENDS):
        with portal.running(WORKER, **environment) as worker, delivering.ticking(REDIS):
            assert delivering.wait_for_more(sink, random.randint(5, 60))
            delivering.end_in_order(worker, whole_group=whole_group)
            assert not factories.notices().filter(state="sending").exists()
    delivering.let_all_leave(REDIS, environment)

    how = "of the whole group" if whole_group else "of the first process"
    record_property("figure", f"{ENDS} SIGTERM {how}: {delivering.figure(sink)}")
    delivering.assert_all_and_never_two_different(sink, number)
    assert delivering.repeats(sink) == 0


def freeze_one_and_let_another_go_on(environment, sink, *, sender):
    """One is frozen while the server takes a message of its; when its lease is over another sends the rest."""
    sink.do("slow 300")
    with portal.running(sender, **environment) as frozen:
        assert delivering.wait_for_more(sink, 3)
        os.killpg(frozen.pid, signal.SIGSTOP)
        sink.do("slow 0")
        with portal.running(SENDER, **environment):
            assert portal.wait_for(lambda: not delivering.pending(), seconds=60)
        before = sink.count, written()
        os.killpg(frozen.pid, signal.SIGCONT)
        time.sleep(3)
        return before, (sink.count, written())


def written():
    """What the table says of every notice."""
    return sorted(factories.notices().values_list("pk", "state", "sent_at", "attempts"))


def test_a_frozen_worker_that_wakes_sends_nothing_and_writes_over_nothing(environment, sink):
    delivering.write(30)

    before, after = freeze_one_and_let_another_go_on(environment, sink, sender=SENDER)

    assert after == before
    # The one in its hand had been taken: nobody could know.
    assert delivering.repeats(sink) == 1
    delivering.assert_all_and_never_two_different(sink, 30)


def test_one_that_does_not_look_whether_a_notice_is_still_its_own_would_be_noticed(environment, sink):
    delivering.write(30)
    careless = ["tests.faults.careless", "never_looks", *SENDER[1:]]

    before, after = freeze_one_and_let_another_go_on(environment, sink, sender=careless)

    assert after[0] > before[0]


def kill_one_while_the_server_listens(environment, sink, *, sender):
    """Its message has been given and not taken yet."""
    sink.do("stall 400")
    with portal.running(sender, **environment) as killed:
        assert delivering.wait_for_more(sink, 2)
        time.sleep(0.2)
        os.killpg(killed.pid, signal.SIGKILL)
        killed.wait()
    sink.do("stall 0")
    with portal.running(SENDER, **environment):
        assert portal.wait_for(lambda: not delivering.pending(), seconds=60)
    return len({each.message_id for each in sink.taken})


def test_what_was_given_and_not_taken_is_sent_by_another(environment, sink):
    delivering.write(10)

    assert kill_one_while_the_server_listens(environment, sink, sender=SENDER) == 10


def test_one_that_writes_before_it_sends_would_be_noticed(environment, sink):
    delivering.write(10)
    careless = ["tests.faults.careless", "writes_first", *SENDER[1:]]

    assert kill_one_while_the_server_listens(environment, sink, sender=careless) < 10


def test_the_same_task_delivered_again_and_again_sends_every_notice_once(environment, sink):
    delivering.write(60)
    with portal.running(WORKER, **environment):
        delivering.ask(REDIS, times=6, task_id=str(uuid4()), expires=120)
        assert portal.wait_for(lambda: not delivering.pending(), seconds=120)

    assert delivering.repeats(sink) == 0
    delivering.assert_all_and_never_two_different(sink, 60)


def test_a_server_so_slow_that_a_batch_lasts_half_its_lease_gets_nothing_twice(environment, sink):
    """As 1.2 seconds for each of 25 mails, with leases of a minute."""
    delivering.write(40)
    sink.do("slow 160")
    slow = environment | {"NOTICES_LEASE_SECONDS": "8"}

    with ExitStack() as senders:
        for _each in range(3):
            senders.enter_context(portal.running(SENDER, **slow))
        assert portal.wait_for(lambda: not delivering.pending(), seconds=60)

    assert delivering.repeats(sink) == 0
    delivering.assert_all_and_never_two_different(sink, 40)

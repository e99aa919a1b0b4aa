"""Several callers of one work at once: two clocks, a catching up and cron in the same second."""

import time
from datetime import timedelta
from threading import Barrier, Lock, Thread

import pytest
from django.db import connection
from django.utils import timezone

from networking.models import ScheduledRun
from networking.schedules import running, work_named

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 30
CALLERS = 6
NIGHT = work_named("applicare-la-conservazione")


class Act:
    """Something slow that counts how often it was done, and how many were at it together."""

    def __init__(self):
        self.lock, self.times, self.at_it, self.most = Lock(), 0, 0, 0

    def __call__(self):
        with self.lock:
            self.times, self.at_it = self.times + 1, self.at_it + 1
            self.most = max(self.most, self.at_it)
        time.sleep(0.3)
        with self.lock:
            self.at_it -= 1


def all_at_once(act):
    barrier = Barrier(CALLERS)

    def call():
        try:
            barrier.wait(PATIENCE)
            running.run(NIGHT, act)
        finally:
            connection.close()

    threads = [Thread(target=call) for _each in range(CALLERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)


@pytest.fixture(autouse=True)
def known():
    running.learn(now=timezone.now() - timedelta(days=9))


def test_a_work_of_the_night_is_done_once_whoever_calls():
    act = Act()

    all_at_once(act)
    all_at_once(act)

    assert (act.times, act.most) == (1, 1)


def test_whoever_dies_in_the_middle_lets_the_next_do_it():
    held = Barrier(2)

    def hold_and_die():
        with running._alone(NIGHT) as is_ours:
            assert is_ours
            held.wait(PATIENCE)
            # A process that is killed says nothing to the database: its connection is gone.
            connection.close()

    thread = Thread(target=hold_and_die)
    thread.start()
    held.wait(PATIENCE)
    thread.join(PATIENCE)
    act = Act()

    running.run(NIGHT, act)

    assert act.times == 1
    assert ScheduledRun.objects.get(name=NIGHT.name).succeeded_at

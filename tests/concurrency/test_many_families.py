"""Many families at once book, wait, accept, decline, cancel, while offers end: the accounts are right to the last."""

import os
import random
import threading
import time
from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Count
from django.utils import timezone

from laboratories import cancelling
from laboratories.models import Booking, Party, SeatPool
from laboratories.queue import promoting, waiting
from networking.models import Person
from tests import activities

pytestmark = pytest.mark.django_db(transaction=True)
IS_FULL = os.environ.get("PORTAL_FAULTS") == "full"
THREADS, SECONDS, POOLS, PEOPLE = (32, 20, 4, 600) if IS_FULL else (8, 2, 2, 120)
# How often each deed is done: the mix that the design was measured with.
DEEDS = {"book": 6, "cancel": 5, "promote": 4, "accept": 2, "end": 1}
DEADLOCK, OVERTAKING = "40P01", "BK001"
State = Booking.State
A_MONTH = timedelta(days=30)


class Family:
    """One thread of many: does one deed after the other until the time is over, and counts what happened."""

    def __init__(self, pools, people, staff, seed):
        self.pools, self.people, self.staff = pools, people, staff
        self.dice, self.count = random.Random(seed), Counter()

    def live_until(self, end, barrier):
        connection.ensure_connection()
        barrier.wait(30)
        while time.monotonic() < end:
            deed = self.dice.choices(list(DEEDS), DEEDS.values())[0]
            try:
                getattr(self, deed)(self.dice.choice(self.pools))
                self.count[deed] += 1
            except (waiting.OfferError, cancelling.CancellingRefusedError, IntegrityError):
                self.count["refused"] += 1
            except DatabaseError as error:
                self.count[getattr(error.__cause__, "sqlstate", "") or "error"] += 1
        connection.close()

    def book(self, pool):
        people = self.dice.sample(self.people, self.dice.randint(1, 3))
        try:
            self.write(pool, people, State.CONFIRMED)
        except DatabaseError:
            self.write(pool, people, State.WAITING)

    @transaction.atomic
    def write(self, pool, people, state):
        now = timezone.now()
        party = Party.objects.create(
            code=uuid4().hex[:8], size=len(people), idem_actor=uuid4(), idem_key="x", created_at=now
        )
        confirmed = now if state == State.CONFIRMED else None
        Booking.objects.bulk_create(
            Booking(
                pool_id=pool, party=party, person=each, state=state, booked_at=now, confirmed_at=confirmed
            )
            for each in people
        )

    def party(self, pool, *states):
        found = activities.bookings().filter(pool=pool, state__in=states).order_by("?").first()
        return found and found.party_id

    def cancel(self, pool):
        party = self.party(pool, *Booking.LIVE)
        ids = activities.bookings().filter(party=party).values_list("pk", flat=True)
        cancelling.cancel_for_family(list(ids), by=self.staff, now=timezone.now())

    def promote(self, pool):
        promoting.promote(pool, now=timezone.now())

    def accept(self, pool):
        party = self.party(pool, State.OFFERED)
        if party is not None:
            act = self.dice.choice([waiting.accept, waiting.accept, waiting.decline])
            act(party, by=None, now=timezone.now())

    def end(self, _pool):
        waiting.expire(now=timezone.now() + A_MONTH)


@pytest.fixture
def crowd(norcia, administrator, monkeypatch):
    """Families that do everything at once; what they counted, all together."""
    monkeypatch.setattr("laboratories.freeing._ask_to_promote", lambda _pool: None)
    first = timezone.localdate() + timedelta(days=60)
    cycles = [activities.cycle(norcia, places=10, first_day=first + timedelta(days=n)) for n in range(POOLS)]
    pools = [activities.pool(cycle).pk for cycle in cycles]
    people = Person.objects.bulk_create(
        Person(given_name="Persona", family_name=f"Numero{n}", phone="+390743999901") for n in range(PEOPLE)
    )
    families = [Family(pools, people, administrator, seed) for seed in range(THREADS)]
    barrier, end = threading.Barrier(THREADS), time.monotonic() + SECONDS
    threads = [threading.Thread(target=each.live_until, args=(end, barrier)) for each in families]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum((each.count for each in families), Counter())


def recount(pool):
    """Places taken and people waiting, counted one by one."""
    rows = activities.bookings().filter(pool=pool)
    return rows.filter(state__in=Booking.WITH_A_SEAT).count(), rows.filter(state=State.WAITING).count()


def test_the_accounts_are_right_after_everything_at_once(crowd, record_property):
    record_property("figure", f"many families: {THREADS} at once for {SECONDS} s: {dict(crowd)}")

    assert crowd[DEADLOCK] == 0
    assert set(crowd) <= {*DEEDS, "refused", OVERTAKING}
    assert all(crowd[deed] for deed in DEEDS)
    for seats in SeatPool.objects.all():
        assert (seats.taken, seats.waiting) == recount(seats.pool_id)
        assert seats.taken <= seats.capacity
    by_party = activities.bookings().values("party").annotate(states=Count("state", distinct=True))
    assert not by_party.filter(states__gt=1).exists(), "a party was left in part"

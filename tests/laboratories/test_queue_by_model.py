"""Any order of booking, cancelling, offering, answering, ending and changing the places, against a plain model."""

import uuid
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from laboratories import cancelling
from laboratories.models import Booking, Cycle, SeatPool
from laboratories.queue import waiting
from laboratories.queue.promoting import promote
from networking.models import Comune, RoleKind
from tests import activities, factories

pytestmark = pytest.mark.django_db
State = Booking.State
# Far from the start: the order is strict.
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=ZoneInfo("Europe/Rome"))
FIRST_DAY = date(2026, 12, 30)


class Plain:
    """What should be, in lists: the parties in the order in which they asked, each a state and a number of people."""

    def __init__(self, places):
        self.places, self.parties, self.ends = places, {}, {}

    def count(self, *states):
        return sum(size for state, size in self.parties.values() if state in states)

    @property
    def free(self):
        return self.places - self.count(State.CONFIRMED, State.OFFERED)

    def book(self, name, size):
        fits = not self.count(State.WAITING) and size <= self.free
        self.parties[name] = (State.CONFIRMED if fits else State.WAITING, size)

    def becomes(self, name, state):
        self.parties[name] = (state, self.parties[name][1])

    def promote(self):
        """Who is offered a place: in strict order, up to the first party that does not fit."""
        offered = []
        for name, (state, size) in self.parties.items():
            if state == State.WAITING:
                if size > self.free:
                    break
                self.becomes(name, State.OFFERED)
                offered.append(name)
        return offered


class Queue(RuleBasedStateMachine):
    parties = Bundle("parties")

    def __init__(self):
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.now = NOW
        self.staff = factories.person(
            f"{uuid.uuid4()}@example.org", RoleKind.ADMINISTRATOR, everywhere=True, is_superuser=True
        )
        cycle = activities.cycle(Comune.objects.get(slug="norcia"), places=3, first_day=FIRST_DAY)
        self.cycle, self.pool, self.plain = cycle, activities.pool(cycle), Plain(3)

    def teardown(self):
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @initialize(target=parties)
    def some_are_offered_places(self):
        """Every story begins with answers to give: by chance alone hardly any would come to one."""
        first, *others = (self.book(size) for size in (3, 2, 1, 2))
        self.cancel(first)
        self.offer()
        return multiple(*others)

    @rule(target=parties, size=st.integers(1, 3))
    def book(self, size):
        party = activities.party(size=size)
        self.plain.book(party.pk, size)
        try:
            with transaction.atomic():
                self.write(party, State.CONFIRMED)
        except DatabaseError:
            self.write(party, State.WAITING)
        return party.pk

    def write(self, party, state):
        people = [factories.human() for _each in range(party.size)]
        confirmed = self.now if state == State.CONFIRMED else None
        Booking.objects.bulk_create(
            Booking(
                pool=self.pool,
                party=party,
                person=each,
                state=state,
                booked_at=self.now,
                confirmed_at=confirmed,
            )
            for each in people
        )

    @rule(party=consumes(parties))
    def cancel(self, party):
        ids = activities.bookings().filter(party=party).values_list("pk", flat=True)
        if self.plain.parties[party][0] in Booking.LIVE:
            self.plain.becomes(party, State.CANCELLED_BY_STAFF)
        cancelling.cancel_for_family(list(ids), by=self.staff, now=self.now)

    @rule()
    def offer(self):
        given = promote(self.pool.pk, now=self.now)
        offered = self.plain.promote()
        for party in offered:
            self.plain.ends[party] = activities.bookings().filter(party=party).first().offer_expires_at
        assert given == sum(self.plain.parties[party][1] for party in offered)

    @rule(party=parties, yes=st.booleans())
    def answer(self, party, yes):
        act, state = (waiting.accept, State.CONFIRMED) if yes else (waiting.decline, State.DECLINED)
        is_open = self.plain.parties[party][0] == State.OFFERED and self.now < self.plain.ends[party]
        try:
            act(party, by=None, now=self.now)
            done = True
        except waiting.OfferError:
            done = False
        assert done == is_open
        if done:
            self.plain.becomes(party, state)

    @rule(party=parties)
    def answer_too_late(self, party):
        self.now = max(self.now, self.plain.ends.get(party, self.now))
        self.answer(party, yes=True)

    @rule(hours=st.sampled_from([1, 23, 40, 60]))
    def time_passes(self, hours):
        # Never so near the start that one may pass by another.
        self.now = min(self.now + timedelta(hours=hours), NOW + timedelta(days=20))

    @rule()
    def offers_end(self):
        over = [
            name
            for name, (state, _size) in self.plain.parties.items()
            if state == State.OFFERED and self.plain.ends[name] <= self.now
        ]
        assert waiting.expire(now=self.now) == len(over)
        for party in over:
            self.plain.becomes(party, State.EXPIRED)

    @rule(places=st.integers(1, 6))
    def places_change(self, places):
        is_too_few = places < self.plain.count(State.CONFIRMED, State.OFFERED)
        try:
            with transaction.atomic():
                Cycle.objects.filter(pk=self.cycle.pk).update(places=places)
        except DatabaseError:
            assert is_too_few
        else:
            assert not is_too_few
            self.plain.places = places

    @invariant()
    def is_as_it_should_be(self):
        found = {}
        for party, state in activities.bookings().filter(pool=self.pool).values_list("party", "state"):
            found.setdefault(party, []).append(state)
        assert found == {name: [state] * size for name, (state, size) in self.plain.parties.items()}

    @invariant()
    def the_accounts_are_right(self):
        seats = SeatPool.objects.get(pool=self.pool)
        assert (seats.capacity, seats.taken, seats.waiting) == (
            self.plain.places,
            self.plain.count(State.CONFIRMED, State.OFFERED),
            self.plain.count(State.WAITING),
        )


def test_the_queue_does_what_the_plain_model_says():
    run_state_machine_as_test(
        Queue,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )

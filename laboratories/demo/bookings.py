"""Who has a place in the demonstration, who waits, who was there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from networking.demo import DEMONSTRATION
from networking.models import Holiday
from networking.rules import working_day_after

from ..models import Booking, Party, Pool, QueueStep
from ..rules import is_grade_right, school_year_of
from .cycles import A_WEEK, CALLED_OFF, OVER, SOON, Places, Round
from .drawing import Draw, at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..models import Activity
    from .ledger import Ledger
    from .people import Guest

State = Booking.State
A_DAY = timedelta(days=1)
OLDEST = 130
# How much of its places a cycle has given, at least and at most.
SHARES = {
    "past": (0.6, 1.0),
    "full": (1, 1),
    "queue": (1, 1),
    "half": (0.4, 0.7),
    "few": (0.1, 0.3),
    "off": (0.3, 0.5),
}
WAITING = {"queue": 4, "full": 1}
GAVE_UP = 0.06
CAME_FROM_THE_QUEUE = 0.08
A_SIBLING_TOO = 0.25


@dataclass
class Written:
    """What goes to the database, in few statements."""

    parties: list[Party] = field(default_factory=list)
    bookings: list[Booking] = field(default_factory=list)
    steps: list[QueueStep] = field(default_factory=list)


class Booker:
    """Gives places to those who can have them: of that age, near, and free at that hour."""

    def __init__(self, draw: Draw, guests: list[Guest], busy: Ledger) -> None:
        self.draw, self.guests, self.busy = draw, guests, busy
        self.written = Written()
        self.taken: Counter[int] = Counter()
        # How often each has been given a place of an activity in a school year.
        self.had: Counter[tuple[Any, ...]] = Counter()
        self.holidays = set(Holiday.objects.values_list("date", flat=True))
        self.pools = {(pool.cycle_id, pool.session_id): pool for pool in Pool.objects.all()}
        self.siblings: dict[object, list[Guest]] = {}
        for guest in guests:
            self.siblings.setdefault(guest.booker.pk, []).append(guest)

    def fill(self, rounds: list[Round]) -> Written:
        """Bookings for every number of places of those cycles."""
        for made in rounds:
            if made.going != SOON:
                for number, places in enumerate(made.pools(self.pools)):
                    # The sessions far ahead have few bookings, or none yet.
                    if number == 0 or places.first < self.draw.day + (2 + number % 3) * A_WEEK:
                        self._fill(places)
        return self.written

    def _fill(self, places: Places) -> None:
        made = places.made
        wanted = round(made.cycle.places * self.draw.uniform(*SHARES[made.going]))
        people = self._who(places)
        for guest in people:
            free = wanted - self.taken[places.pool.pk]
            if free <= 0:
                break
            is_offer = made.going == "queue" and free == 1
            together = self._together(guest, places) if free > 1 else [guest]
            self.book(places, together, State.OFFERED if is_offer else State.CONFIRMED)
        if places.first >= self.draw.day - timedelta(days=40):
            for guest, _number in zip(people, range(WAITING.get(made.going, 0)), strict=False):
                self.book(places, [guest], State.WAITING)

    def _who(self, places: Places) -> Iterator[Guest]:
        """Those of the right age who are free, the nearest first."""
        comune = places.made.cycle.venue.place.comune

        def far(guest: Guest) -> float:
            return self.draw.random() + 2 * (guest.zone != comune.zone.number) - (guest.comune == comune.slug)

        return (guest for guest in sorted(self.guests, key=far) if self.fits(guest, places))

    def fits(self, guest: Guest, places: Places) -> bool:
        """Whether they are of that age and class, not there yet too often, and have nothing else at that hour."""
        activity, age = places.made.cycle.activity, guest.age(places.first)
        of_age = (activity.min_age or 0) <= age <= (activity.max_age or OLDEST)
        if not of_age or not _is_class_right(guest, activity, places.first):
            return False
        limit = activity.yearly_limit
        if limit and self.had[_year_of(guest, activity, places)] >= limit:
            return False
        return self.busy.is_free(guest.person.pk, places.days, places.made.hours)

    def _together(self, guest: Guest, places: Places) -> list[Guest]:
        """With a brother or sister, where there is one who can."""
        others = [
            each for each in self.siblings[guest.booker.pk] if each is not guest and self.fits(each, places)
        ]
        return [guest, others[0]] if others and self.draw.often(A_SIBLING_TOO) else [guest]

    def book(self, places: Places, guests: list[Guest], state: str = State.CONFIRMED) -> None:
        """Write their party, with what usually happens to some of them."""
        asked = self._asked_at(places)
        party = self._party(guests, asked)
        is_over = places.made.going == OVER
        if places.made.going == CALLED_OFF:
            state = State.CANCELLED_BY_STAFF
        elif is_over and self.draw.often(GAVE_UP):
            state = State.CANCELLED_BY_FAMILY
        terms = self._terms(state, asked, places)
        if is_over and state == State.CONFIRMED and self.draw.often(CAME_FROM_THE_QUEUE):
            terms |= {"offered_at": asked + A_DAY, "confirmed_at": asked + 2 * A_DAY}
            self._step(party, places.pool, QueueStep.Kind.ACCEPTED, asked + 2 * A_DAY)
        if "offered_at" in terms:
            self._step(party, places.pool, QueueStep.Kind.OFFERED, terms["offered_at"])
        for guest in guests:
            if state in Booking.LIVE:
                self.busy.take(guest.person.pk, places.days, places.made.hours)
                self.had[_year_of(guest, places.made.cycle.activity, places)] += 1
            self.taken[places.pool.pk] += state not in {State.CANCELLED_BY_FAMILY, State.WAITING}
            self.written.bookings.append(
                Booking(
                    id=self.draw.uuid(),
                    party=party,
                    pool=places.pool,
                    person=guest.person,
                    state=state,
                    **terms,
                )
            )

    def _terms(self, state: str, asked: datetime, places: Places) -> dict[str, Any]:
        """When what happened, for that state."""
        terms: dict[str, Any] = {"booked_at": asked}
        if state == State.OFFERED:
            return terms | {
                "offered_at": at(self.draw.day - A_DAY, 9),
                "offer_expires_at": at(working_day_after(self.draw.day, 2, self.holidays), 18),
            }
        if state != State.WAITING:
            terms["confirmed_at"] = asked
        if state not in Booking.LIVE:
            terms["ended_at"] = places.made.cycle.called_off_at or asked + timedelta(hours=20)
        return terms

    def _asked_at(self, places: Places) -> datetime:
        """Some days before it begins, and always before today."""
        latest = min(places.first - timedelta(days=5), self.draw.day - timedelta(days=2))
        return at(latest, 21) - self.draw.days(0, 20)

    def _party(self, guests: list[Guest], asked: datetime) -> Party:
        doors = [Party.Door.WEB] * 6 + [Party.Door.DESK, Party.Door.PHONE, Party.Door.PAPER]
        door = self.draw.choice(doors if guests[0].person.phone == "" else doors[6:])
        party = Party(
            id=self.draw.uuid(),
            code=self.draw.code(),
            booker=guests[0].booker,
            size=len(guests),
            door=door,
            paper_number=str(self.draw.randint(100, 999)) if door == Party.Door.PAPER else "",
            idem_actor=guests[0].booker.pk,
            idem_key=f"demo-{len(self.written.parties)}",
            created_at=asked,
        )
        self.written.parties.append(party)
        return party

    def _step(self, party: Party, pool: Pool, kind: QueueStep.Kind, moment: datetime) -> None:
        self.written.steps.append(
            QueueStep(party=party, pool=pool, kind=kind, at=moment, needed=party.size, free=party.size)
        )


def _is_class_right(guest: Guest, activity: Activity, day: date) -> bool:
    if activity.min_grade is None and activity.max_grade is None:
        return True
    grade = guest.grade(day)
    return grade is not None and is_grade_right(grade, activity.min_grade, activity.max_grade)


def _year_of(guest: Guest, activity: Activity, places: Places) -> tuple[Any, ...]:
    return guest.person.pk, activity.pk, school_year_of(places.first)


def write(written: Written) -> None:
    """To the database: first those who have a place, then who waits, in the order in which they asked."""
    Party.objects.for_everyone(reason=DEMONSTRATION).bulk_create(written.parties)
    bookings = Booking.objects.for_everyone(reason=DEMONSTRATION)
    waiting = [each for each in written.bookings if each.state == State.WAITING]
    bookings.bulk_create(each for each in written.bookings if each.state != State.WAITING)
    bookings.bulk_create(sorted(waiting, key=lambda each: (each.booked_at, each.pk)))
    QueueStep.objects.for_everyone(reason=DEMONSTRATION).bulk_create(written.steps)

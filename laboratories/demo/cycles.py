"""The rounds of the demonstration: when each meets, in which room, with whom. Nobody and nothing is asked for twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from networking.models import Holiday

from ..models import Activity, Closure, Cycle, CycleStaff, Room, Session, SessionStaff, StaffRole, WeeklyRule
from .activities import read_activities
from .drawing import Draw, at
from .ledger import Hours, Ledger, later
from .venues import SETUP_MINUTES

if TYPE_CHECKING:
    from networking.models import Person, User

    from ..models import Pool, Venue

MINUTES = {"event": 150}
USUAL_MINUTES = 90
# Two adults with minors, and nobody alone elsewhere.
AT_LEAST = 2
MONDAY_TO_SATURDAY = 6
SUNDAY = 6
A_WEEK = timedelta(days=7)
SCHOOL_OUT = ((6, 10), (9, 13))
WINTER_BREAK = ((12, 23), (1, 7))
# Cold enough for snow on the mountains.
WINTER = (12, 1, 2, 3)
OVER, CALLED_OFF, SOON = "past", "off", "soon"


@dataclass
class Round:
    """A cycle as it will be written, with its sessions and how its places go."""

    cycle: Cycle
    hours: Hours
    going: str
    sessions: list[Session] = field(default_factory=list)
    staff: list[Person] = field(default_factory=list)

    @property
    def days(self) -> list[date]:
        """Those on which it meets."""
        return [each.local_date for each in self.sessions if each.cancelled_at is None]

    def pools(self, pools: dict[tuple[Any, Any], Pool]) -> list[Places]:
        """What can be booked: the whole cycle, or each session."""
        if self.cycle.unit == Cycle.Unit.CYCLE:
            days = self.days or [self.cycle.first_day]
            return [Places(self, pools[self.cycle.pk, None], days)]
        return [Places(self, pools[self.cycle.pk, each.pk], [each.local_date]) for each in self.sessions]


@dataclass
class Places:
    """A number of places to give, and the days they are for."""

    made: Round
    pool: Pool
    days: list[date]

    @property
    def first(self) -> date:
        """The day on which ages are counted."""
        return self.days[0]


class Planner:
    """Finds for each cycle its days, a room and two people, and writes them all together."""

    def __init__(
        self, draw: Draw, venues: dict[str, Venue], staff: dict[int, list[Person]], opener: User
    ) -> None:
        self.draw, self.venues, self.staff, self.opener = draw, venues, staff, opener
        self.rooms = Ledger()
        self.people = Ledger()
        self.holidays = set(Holiday.objects.values_list("date", flat=True))
        self.of_venue: dict[int, list[tuple[Room, list[int]]]] = {}
        for room in Room.objects.prefetch_related("parts").order_by("most_people", "name"):
            self.of_venue.setdefault(room.venue_id, []).append((room, [part.pk for part in room.parts.all()]))

    def plan(self, activities: dict[str, Activity]) -> list[Round]:
        """Every cycle of the file, written with its sessions and staff."""
        rounds = []
        for fact in read_activities():
            for row in fact["cycles"]:
                rounds.append(self._round(activities[fact["slug"]], fact, row, number=len(rounds)))
        self._snow(rounds)
        self._write(rounds)
        return rounds

    def _round(self, activity: Activity, fact: dict[str, Any], row: list[Any], *, number: int) -> Round:
        comune, weeks, times, hour, places, going = row
        hours = (time(hour), later(time(hour), MINUTES.get(fact["kind"], USUAL_MINUTES)))
        venue = self.venues[comune]
        follows_school = fact["kind"] == Activity.Kind.SCHOOL_SUPPORT
        # The afternoons with a tutor in Spoleto fall on today: there is a register to open.
        is_today = comune == "spoleto" and fact.get("unit") == "session" and going != OVER
        first = 0 if is_today else number * 5 % MONDAY_TO_SATURDAY
        for shift in range(MONDAY_TO_SATURDAY):
            begins = self.draw.day + weeks * A_WEEK + timedelta(days=(first + shift) % MONDAY_TO_SATURDAY)
            days = self._days(begins, times, follows_school=follows_school)
            room = None if fact.get("outdoors") else self._room(venue, days, hours, places)
            staff = self._staff(venue, days, hours)
            if len(staff) == AT_LEAST and (room or fact.get("outdoors")):
                break
        cycle = self._cycle(activity, venue, room, days, (places, going), unit=fact.get("unit", "cycle"))
        made = Round(cycle, hours, going, staff=staff)
        made.sessions = [self._session(made, day, n, len(days)) for n, day in enumerate(days)]
        self._take(made)
        return made

    def _days(self, begins: date, times: int, *, follows_school: bool) -> list[date]:
        """The days of that many weekly meetings, without holidays and, for school, without vacations."""
        day = begins + timedelta(days=begins.weekday() == SUNDAY)
        days = []
        while len(days) < times:
            if not (day in self.holidays or in_winter_break(day) or (follows_school and school_is_out(day))):
                days.append(day)
            day += A_WEEK
        return days

    def _room(self, venue: Venue, days: list[date], hours: Hours, places: int) -> Room | None:
        busy = (hours[0], later(hours[1], SETUP_MINUTES))
        for room, parts in self.of_venue[venue.pk]:
            if room.most_people >= places and all(self.rooms.is_free(part, days, busy) for part in parts):
                return room
        return None

    def _staff(self, venue: Venue, days: list[date], hours: Hours) -> list[Person]:
        free = [
            each
            for each in self.staff[venue.place.comune.zone.number]
            if self.people.is_free(each.pk, days, hours)
        ]
        return free[:1] + self.draw.sample(free[1:], min(1, len(free[1:])))

    def _take(self, made: Round) -> None:
        busy = (made.hours[0], later(made.hours[1], SETUP_MINUTES))
        parts = next((ids for room, ids in self.of_venue[made.cycle.venue_id] if room == made.cycle.room), [])
        for part in parts:
            self.rooms.take(part, made.days, busy)
        for person in made.staff:
            self.people.take(person.pk, made.days, made.hours)

    def _cycle(
        self,
        activity: Activity,
        venue: Venue,
        room: Room | None,
        days: list[date],
        terms: tuple[int, str],
        *,
        unit: str,
    ) -> Cycle:
        places, going = terms
        opens = min(days[0], self.draw.day) - timedelta(days=30)
        closes = days[-1] if unit == Cycle.Unit.SESSION else days[min(2, len(days) - 1)]
        if going == SOON:
            opens = self.draw.day + timedelta(days=8)
        return Cycle(
            id=self.draw.uuid(),
            activity=activity,
            venue=venue,
            room=room,
            unit=unit,
            places=places,
            first_day=days[0],
            last_day=days[-1],
            follows_school=activity.kind == Activity.Kind.SCHOOL_SUPPORT,
            enrol_opens_at=at(opens, 9),
            # Places of whole cycles are given until the third meeting; past ones have closed.
            enrol_closes_at=at(
                max(closes, self.draw.day + timedelta(days=10)) if going != OVER else closes, 9
            ),
            published_at=at(opens - timedelta(days=10), 9),
            called_off_at=at(self.draw.day - timedelta(days=2), 11) if going == CALLED_OFF else None,
            called_off_because="Chi conduce non può esserci." if going == CALLED_OFF else "",
        )

    def _session(self, made: Round, day: date, number: int, last: int) -> Session:
        """Past ones have their register closed, but the last of those still going."""
        is_over = day < self.draw.day and not (made.going != OVER and day > self.draw.day - A_WEEK)
        return Session(
            id=self.draw.uuid(),
            cycle=made.cycle,
            room=made.cycle.room,
            local_date=day,
            local_start=made.hours[0],
            local_end=made.hours[1],
            topic="Ci si conosce" if number == 0 < last - 1 else "",
            opened_at=at(day, made.hours[0]) if is_over else None,
            opened_by=self.opener if is_over and self.opener.person in made.staff else None,
            closed_at=at(day, made.hours[1]) if is_over else None,
            cancelled_at=made.cycle.called_off_at,
            cancelled_because=made.cycle.called_off_because,
        )

    def _snow(self, rounds: list[Round]) -> None:
        """One winter meeting on the mountains was cancelled, and made up for a week after the last."""
        found = (
            (made, each)
            for made in rounds
            if made.going == OVER and made.cycle.venue.place.comune.slug in {"norcia", "cascia", "preci"}
            for each in made.sessions[1:-1]
            if each.local_date.month in WINTER
        )
        made, lost = next(found, (None, None))
        if made is None or lost is None:
            return
        lost.opened_at = lost.closed_at = lost.opened_by = None
        lost.cancelled_at = at(lost.local_date, 8)
        lost.cancelled_because = "Neve: la strada è chiusa."
        made.sessions[-1].topic = "Al posto dell'incontro saltato per la neve"
        made.sessions[-1].recovers = lost
        Closure.objects.create(
            comune=made.cycle.venue.place.comune,
            first_day=lost.local_date,
            last_day=lost.local_date,
            reason=Closure.Reason.WEATHER,
            note=lost.cancelled_because,
            made_at=lost.cancelled_at,
            settled_at=lost.cancelled_at,
        )

    def _write(self, rounds: list[Round]) -> None:
        Cycle.objects.bulk_create(made.cycle for made in rounds)
        WeeklyRule.objects.bulk_create(
            WeeklyRule(
                cycle=made.cycle,
                weekday=made.cycle.first_day.weekday(),
                local_start=made.hours[0],
                local_end=made.hours[1],
            )
            for made in rounds
        )
        # A session that makes up for another comes after it.
        Session.objects.bulk_create(each for made in rounds for each in made.sessions)
        roles = (StaffRole.LEADER, StaffRole.HELPER)
        CycleStaff.objects.bulk_create(
            CycleStaff(cycle=made.cycle, person=person, role=role)
            for made in rounds
            for person, role in zip(made.staff, roles, strict=False)
        )
        SessionStaff.objects.bulk_create(
            SessionStaff(session=each, person=person, role=role)
            for made in rounds
            for each in made.sessions
            for person, role in zip(made.staff, roles, strict=False)
        )


def school_is_out(day: date) -> bool:
    """Between the last and the first weeks of lessons, by habit: the demonstration knows no official calendar."""
    return SCHOOL_OUT[0] <= (day.month, day.day) <= SCHOOL_OUT[1]


def in_winter_break(day: date) -> bool:
    """From before Christmas to Epiphany nothing is held."""
    return (day.month, day.day) >= WINTER_BREAK[0] or (day.month, day.day) < WINTER_BREAK[1]

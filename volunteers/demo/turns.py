"""A year of turns, those of the month to come, and who came. Nobody is put where the rules do not let them."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from datetime import date, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import connection

from laboratories.demo.drawing import Draw, at
from laboratories.demo.ledger import Hours, Ledger, later
from laboratories.models import Venue
from networking.demo import DEMONSTRATION
from networking.models import Comune, Holiday

from ..models import Assignment, HelpKind, HelpRequest

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from networking.models import User

    from ..models import Volunteer
    from .people import Crew

FILE = Path(__file__).parent / "turns.toml"
BEHIND, AHEAD = timedelta(weeks=52), timedelta(weeks=4)
A_WEEK = timedelta(days=7)
AUGUST = 8
# The road and some rest, before and after, so that nobody runs from one turn to the next.
ROAD_MINUTES = 120
# Out of a hundred turns ahead, how many already have everybody they need, or nobody.
FULL, EMPTY = 55, 15
CAME, MISSED = 94, 4
# Of the turns of the last days, some of which nobody has said anything yet.
LATELY, NOT_SAID = timedelta(days=7), 0.25
# Of those who live elsewhere in the zone, how many are asked for each turn.
OTHERS = 20
State = Assignment.State
REFUSED = """
SELECT DISTINCT volunteer_id FROM volunteers_refusals(%s::uuid[], %s::uuid[]) WHERE code <> 'no_adult_beside'
"""


class Diary(Ledger):
    """What each volunteer has already, with the road before and after."""

    def has_room(self, volunteer: Volunteer, turn: HelpRequest) -> bool:
        """Whether they have those hours, and one more turn in that month."""
        month = self.taken[_month(volunteer), turn.local_date.replace(day=1)]
        free = self.is_free(volunteer.pk, [turn.local_date], _hours(turn))
        return free and len(month) < volunteer.max_turns_a_month

    def write(self, volunteer: Volunteer, turn: HelpRequest) -> None:
        """Write it down."""
        self.take(volunteer.pk, [turn.local_date], _hours(turn))
        self.take(_month(volunteer), [turn.local_date.replace(day=1)], _hours(turn))


def _month(volunteer: Volunteer) -> tuple[str, UUID]:
    return "month", volunteer.pk


def _hours(turn: HelpRequest) -> Hours:
    begins = max(turn.local_start.hour * 60 + turn.local_start.minute - ROAD_MINUTES, 0)
    return time(begins // 60, begins % 60), later(turn.local_end, ROAD_MINUTES)


def make(draw: Draw, crew: Crew, *, by: User, now: datetime) -> None:
    """The turns, and who comes to each."""
    turns = _turns(draw)
    HelpRequest.objects.bulk_create(turns)
    turns = list(HelpRequest.objects.filter(companionship=None).select_related("kind", "comune__zone"))
    turns.sort(key=lambda turn: (turn.starts_at, turn.pk))
    diary = Diary()
    chosen = [
        row for turn in turns for row in _team(draw, turn, _who_may(draw, turn, crew), diary, by=by, now=now)
    ]
    everybody = Assignment.objects.for_everyone(reason=DEMONSTRATION)
    everybody.bulk_create(chosen)
    _come(draw, [row for row in chosen if row.request.ends_at < now])


def _turns(draw: Draw) -> list[HelpRequest]:
    """What the file says, day by day; no turn on a holiday or in August."""
    facts = tomllib.loads(FILE.read_text(encoding="utf-8"))
    comuni = {each.slug: each for each in Comune.objects.all()}
    kinds = {each.slug: each for each in HelpKind.objects.all()}
    places = {each.place.comune_id: each.place for each in Venue.objects.select_related("place")}
    closed = set(Holiday.objects.values_list("date", flat=True))
    found = []
    for fact in facts["weekly"]:
        for slug, weekday in fact["comuni"].items():
            found += [(fact, comuni[slug], day) for day in _days(draw.day, weekday, closed)]
    for fact in facts["single"]:
        saturday = draw.day + timedelta(weeks=fact["weeks"], days=(5 - draw.day.weekday()) % 7)
        found.append((fact, comuni[fact["comune"]], saturday))
    return [
        _turn(draw, fact | {"kind": kinds[fact["kind"]], "place": places.get(comune.pk)}, comune, day)
        for fact, comune, day in found
    ]


def _days(today: date, weekday: int, closed: set[date]) -> list[date]:
    first = today - BEHIND
    first += timedelta(days=(weekday - first.isoweekday()) % 7)
    days = [first + A_WEEK * number for number in range((BEHIND + AHEAD) // A_WEEK)]
    return [day for day in days if day not in closed and day.month != AUGUST]


def _turn(draw: Draw, fact: dict[str, Any], comune: Comune, day: date) -> HelpRequest:
    begins, ends = (time.fromisoformat(each) for each in fact["hours"])
    return HelpRequest(
        id=draw.uuid(),
        kind=fact["kind"],
        title=f"{fact['title']} (esempio)",
        story=fact["story"],
        comune=comune,
        place=fact["place"],
        local_date=day,
        local_start=begins,
        local_end=ends,
        places=fact["places"],
        minimum_team=fact["minimum"],
        priority=fact.get("priority", 2),
        published_at=min(at(day - timedelta(days=40), 9), at(draw.day - timedelta(days=1), 9)),
    )


def _who_may(draw: Draw, turn: HelpRequest, crew: Crew) -> list[Volunteer]:
    """Of those near the turn, who may do it: asked of the one answer."""
    near = {each.pk: each for each in _near(draw, turn, crew)}
    # Turn by turn: of tables filled a moment ago PostgreSQL knows nothing, and plans one great question for minutes.
    with connection.cursor() as cursor:
        cursor.execute(REFUSED, [[turn.pk] * len(near), list(near)])
        refused = {who for (who,) in cursor.fetchall()}
    return [each for pk, each in near.items() if pk not in refused]


def _near(draw: Draw, turn: HelpRequest, crew: Crew) -> list[Volunteer]:
    """Whom one would ask: who lives there or can sign in, and some others of the zone."""
    zone = crew.of_zone[turn.comune.zone.number]
    first = [each for each in zone if each.person.account_id or each.person.comune_id == turn.comune_id]
    others = [each for each in zone if each not in first]
    return first + draw.sample(others, min(OTHERS, len(others)))


def _team(
    draw: Draw, turn: HelpRequest, may: list[Volunteer], diary: Diary, *, by: User, now: datetime
) -> list[Assignment]:
    """Who comes: adults first, then whom one can sign in as, then who lives there; nobody twice at a time."""
    wanted = _how_many(draw, turn, now)
    shares = {each.pk: draw.random() for each in may}
    adults = date(turn.local_date.year - 18, turn.local_date.month, 1)
    may = sorted(
        may,
        key=lambda each: (
            each.person.birth_date > adults,
            each.person.account_id is None,
            each.person.comune_id != turn.comune_id,
            shares[each.pk],
        ),
    )
    team = []
    for each in may:
        if len(team) < wanted and diary.has_room(each, turn):
            diary.write(each, turn)
            team.append(_assignment(draw, turn, each, by=by))
    return team


def _how_many(draw: Draw, turn: HelpRequest, now: datetime) -> int:
    """Nearly everybody in the past; ahead, some turns have holes, some have nobody yet."""
    if turn.ends_at < now:
        return draw.choice((turn.places, turn.places, turn.minimum_team))
    drawn = draw.randint(1, 100)
    if drawn <= FULL:
        return turn.places
    return 0 if drawn > 100 - EMPTY else draw.randint(0, turn.places - 1)


def _assignment(draw: Draw, turn: HelpRequest, volunteer: Volunteer, *, by: User) -> Assignment:
    alone = turn.kind.may_sign_up and draw.often(0.7)
    made = at(turn.local_date, 9) - draw.days(3, 20)
    made = min(made, at(turn.local_date, 0), at(draw.day, 0))
    return Assignment(
        id=draw.uuid(),
        request=turn,
        volunteer=volunteer,
        state=State.ACCEPTED,
        source=Assignment.Source.SELF if alone else Assignment.Source.COORDINATOR,
        by=None if alone else by,
        made_at=made,
        answered_at=made + timedelta(hours=0 if alone else draw.randint(1, 40)),
    )


def _come(draw: Draw, over: list[Assignment]) -> None:
    """Who was to come did; a few could not, and told before or did not."""
    everybody = Assignment.objects.for_everyone(reason=DEMONSTRATION)
    ends = defaultdict(list)
    for row in over:
        if row.request.local_date > draw.day - LATELY and draw.often(NOT_SAID):
            continue
        drawn = draw.randint(1, 100)
        ends[
            State.DONE if drawn <= CAME else State.ABSENT if drawn <= CAME + MISSED else State.WITHDRAWN
        ].append(row.pk)
    for state, rows in ends.items():
        everybody.filter(pk__in=rows).update(state=state)
    everybody.filter(pk__in=ends[State.WITHDRAWN]).update(ended_because="Influenza.")

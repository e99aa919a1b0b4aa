"""What closes where cycles meet: holidays, patrons, closures, schools, read once however many the cycles are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from laboratories.models import Closure
from laboratories.timetable.dates import Calendars, SchoolCalendar, Span
from networking.models import Holiday, SchoolYear

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from laboratories.models import Cycle
    from networking.models import Comune


@dataclass(frozen=True)
class Almanac:
    """Every day on which something is closed, from the first day of some cycles on."""

    holidays: dict[date, str]
    closures: list[Closure]
    # Empty where none of the cycles follows the school.
    years: list[SchoolYear]

    def calendars_of(self, cycle: Cycle) -> Calendars:
        """What closes where `cycle` meets."""
        comune = cycle.venue.place.comune
        return Calendars(
            holidays=self.holidays,
            patron=_patron_of(comune),
            closures=[_span(each) for each in self.closures if _closes(each, cycle, comune)],
            schools=self._schools_of(comune) if cycle.follows_school else None,
        )

    def _schools_of(self, comune: Comune) -> dict[str, SchoolCalendar]:
        breaks: dict[int, list[Span]] = defaultdict(list)
        for year in self.years:
            for each in year.breaks.all():
                if each.comune_id in {None, comune.pk}:
                    breaks[year.pk].append(Span(each.first_day, each.last_day, each.name))
        return {
            year.name: SchoolCalendar(Span(year.first_day, year.last_day, ""), tuple(breaks[year.pk]))
            for year in self.years
        }


def almanac_of(cycles: Collection[Cycle]) -> Almanac:
    """What closes from the first day of `cycles` (with venue, place and comune): four questions, however many."""
    since = min(cycle.first_day for cycle in cycles)
    years = SchoolYear.objects.prefetch_related("breaks")
    return Almanac(
        holidays=dict(Holiday.objects.filter(date__gte=since).values_list("date", "name")),
        closures=list(Closure.objects.in_force().filter(last_day__gte=since)),
        years=list(years) if any(cycle.follows_school for cycle in cycles) else [],
    )


def _closes(closure: Closure, cycle: Cycle, comune: Comune) -> bool:
    """Whether it is of that comune, venue or room, or of everything."""
    if closure.last_day < cycle.first_day:
        return False
    of = (closure.comune_id, closure.venue_id, closure.room_id)
    is_everything = of == (None, None, None)
    is_rooms = closure.room_id is not None and closure.room_id == cycle.room_id
    return is_everything or is_rooms or closure.comune_id == comune.pk or closure.venue_id == cycle.venue_id


def _span(closure: Closure) -> Span:
    return Span(closure.first_day, closure.last_day, closure.note or closure.get_reason_display())


def _patron_of(comune: Comune) -> tuple[int, int, str] | None:
    if comune.patron_month is None or comune.patron_day is None:
        return None
    return comune.patron_month, comune.patron_day, comune.patron_name

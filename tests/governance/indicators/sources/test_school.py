"""Help with school, sport and music: what one more row adds, and what adds nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from governance.indicators.periods import Period, Span
from networking.models import Comune
from tests import activities
from tests.attended import DAY, aged, come, mark_at, open_register, session
from tests.measuring import whole

pytestmark = pytest.mark.django_db
SCHOOL_YEAR = Period.of(Span.SCHOOL_YEAR, DAY)
STUDY = {"kind": "school_support", "subject": "study"}


def weeks(*people, many=5, came=None, **about):
    """A cycle of so many weekly sessions, of which each of `people` came to the first `came`."""
    where = activities.venue(Comune.objects.get(slug="foligno"))
    cycle = activities.cycle(
        where, sessions=many, first_day=date(2026, 4, 1), places=20, activity=activities.activity(**about)
    )
    for person in people:
        activities.booking(cycle, person)
    for number, each in enumerate(cycle.sessions.order_by("starts_at")):
        open_register(each)
        for person in people:
            mark_at(each, person, mark="present" if number < (came or many) else "absent")
    return cycle


def test_nw_17_who_came_four_times():
    weeks(aged(12), came=4, **STUDY)
    weeks(aged(12), came=3, **STUDY)
    weeks(aged(18, on=date(2026, 4, 1)), **STUDY)
    weeks(aged(12), kind="school_support", subject="sport")

    assert whole("NW-17", SCHOOL_YEAR)[0] == 1
    # In July nobody is at school: the next school year had none of it.
    assert whole("NW-17", Period.of(Span.SCHOOL_YEAR, date(2026, 10, 1)))[0] is None


def test_nw_18_the_middle_of_their_hours():
    for many in (4, 6, 8):
        weeks(aged(12), many=many, **STUDY)

    value, _above, people = whole("NW-18", SCHOOL_YEAR)
    assert (value, people) == (9, 3)


def test_nw_19_three_times_out_of_four():
    weeks(aged(12), many=4, came=3)
    weeks(aged(40), many=4, came=2)
    weeks(aged(12), many=3)

    assert whole("NW-19", SCHOOL_YEAR) == (50, 1, 2)


def test_nw_20_sport_and_music():
    runner, singer = aged(9), aged(17)
    come(session(kind="school_support", subject="sport"), runner, aged(18))
    later = DAY + timedelta(days=1)
    come(session(day=later, kind="school_support", subject="music"), runner, singer)
    come(session(**STUDY), aged(9))

    assert whole("NW-20")[0] == 2

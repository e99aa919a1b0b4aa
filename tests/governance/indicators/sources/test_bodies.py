"""Minutes, actions, assemblies, members: what one more row adds, and what adds nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from governance.indicators.periods import Period, Span
from governance.models import Presence, Proxy, Summons
from tests import governing, minuted
from tests.attended import at
from tests.measuring import numbers, read, real, whole

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 6)
JUNE = Period.of(Span.MONTH, date(2026, 6, 1))


class TestMinutes:
    def held(self, day, approved_after=None):
        """A meeting of that day, with minutes approved after so many days."""
        meeting = minuted.held(first_call_at=at(day, 17))
        made = minuted.minutes(meeting, state="proposed" if approved_after is None else "draft")
        if approved_after is not None:
            minuted.version(made)
            for step in ("review", "proposed"):
                minuted.goes_on(made, state=step)
            moment = meeting.closed_at + timedelta(days=approved_after)
            minuted.goes_on(made, **minuted.approval(made, approved_at=moment))
        return meeting

    def test_nw_33_approved_within_thirty_days(self):
        self.held(MAY, 30), self.held(date(2026, 5, 20), 31), self.held(date(2026, 5, 20))
        # Their thirty days end in another month.
        self.held(date(2026, 6, 10), 1), self.held(date(2026, 4, 10), 1)

        value, above, below = whole("NW-33", JUNE)
        assert (round(value), above, below) == (33, 1, 3)


def test_nw_34_done_by_their_day():
    meeting = minuted.held(first_call_at=at(date(2026, 4, 1), 17))
    for state, days in (("done", 0), ("done", 1), ("dropped", -1), ("open", None)):
        ended = {} if days is None else {"ended_at": at(MAY + timedelta(days=days)), "outcome": "prova"}
        governing.action(meeting, due_on=MAY, **({"state": state} | ended if ended else {}))
    governing.action(meeting, due_on=date(2027, 2, 1))

    assert whole("NW-34") == (25, 1, 4)
    assert numbers(read(real("NW-34")), "group") == {meeting.body.name: 25}


class TestAssembly:
    def assembly(self, called, *, came=0, late=0, proxies=0, kind="assembly"):
        organization = governing.association()
        body = governing.body(kind=kind, organization=organization)
        governing.rule(body, most_proxies=3, most_proxies_when_large=3)
        meeting = governing.meeting(body, state="open", first_call_at=at(MAY, 17))
        people = [governing.member(organization).person for _each in range(called)]
        Summons.objects.bulk_create(
            Summons(meeting=meeting, person=each, name=each.full_name, summoned_at=at(MAY, 9))
            for each in people
        )
        for number, each in enumerate(people[: came + late]):
            minutes = 40 if number >= came else 5
            Presence.objects.create(
                meeting=meeting,
                person=each,
                name=each.full_name,
                from_at=meeting.opened_at + timedelta(minutes=minutes),
            )
        for each in people[came + late : came + late + proxies]:
            Proxy.objects.create(
                meeting=meeting, grantor=each, grantor_name=each.full_name, holder=people[0],
                holder_name=people[0].full_name, given_at=at(MAY, 10), is_given_here=True,
            )  # fmt: skip
        governing._goes_on(meeting, state="closed", closed_at=meeting.opened_at + timedelta(hours=2))

    def test_nw_31_there_when_it_began_or_stood_for(self):
        self.assembly(10, came=3, late=1, proxies=1)
        self.assembly(2, came=2)
        self.assembly(6, kind="board")

        assert whole("NW-31")[1:] == (6, 12)


def test_nw_30_members_with_a_vote():
    organization = governing.association()
    for admitted, left in (
        (date(2026, 3, 31), None),
        (date(2026, 4, 1), None),
        (date(2025, 1, 1), date(2026, 6, 30)),
        (date(2025, 1, 1), date(2026, 7, 1)),
    ):
        governing.member(organization, admitted_on=admitted, left_on=left)

    assert whole("NW-30", JUNE)[0] == 2

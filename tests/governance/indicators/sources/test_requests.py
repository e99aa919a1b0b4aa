"""Turns that are filled, and sessions with minors: what one more row adds, and what adds nothing."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from laboratories.models import SessionStaff
from networking.models import Credential
from tests.attended import DAY, aged, at, cleared, come, session
from tests.helped import done, gave, turn, volunteer
from tests.measuring import whole

pytestmark = pytest.mark.django_db


class TestFilled:
    def test_nw_23_places_with_somebody_in_them(self):
        half = turn(places=4)
        done(volunteer(), half), done(volunteer(), half)
        turn(day=DAY + timedelta(days=1), places=1)
        called_off = turn(day=DAY + timedelta(days=2), places=9)
        called_off.cancelled_at, called_off.cancelled_because = at(DAY), "neve"
        called_off.save(update_fields=["cancelled_at", "cancelled_because"])

        assert whole("NW-23") == (40, 2, 5)

    def test_nw_24_days_until_somebody_says_yes(self):
        for days in (2, 4, 10):
            asked = turn(published_at=at(DAY))
            done(volunteer(), asked, made_at=at(DAY + timedelta(days=days)))
        assert whole("NW-24")[0] == 4

        turn(published_at=at(DAY))
        assert whole("NW-24")[0] == 7

    def test_nw_24_while_more_than_half_wait_there_is_no_number(self):
        turn(published_at=at(DAY)), turn(published_at=at(DAY))
        done(volunteer(), turn(published_at=at(DAY)), made_at=at(DAY + timedelta(days=1)))

        assert whole("NW-24")[0] is None


class TestWithMinors:
    def test_nw_14_everybody_has_what_it_takes(self):
        made = session()
        come(made, aged(10))
        come(session(), aged(40))

        assert whole("NW-14") == (100, 1, 1)

    def test_nw_14_who_leads_and_lacks_something(self):
        made = session()
        come(made, aged(10))
        third = cleared(aged(40))
        SessionStaff.objects.create(session=made, person=third)
        assert whole("NW-14")[0] == 100

        Credential.objects.for_everyone(reason="prova").filter(person=third, kind="clearance").update(
            expires_on=made.local_date
        )
        assert whole("NW-14") == (0, 0, 1)

    def test_nw_14_what_was_revoked_afterwards_held_that_day(self):
        made = session()
        come(made, aged(10))
        Credential.objects.for_everyone(reason="prova").update(
            revoked_at=made.ends_at + timedelta(days=3), revoked_because="prova"
        )

        assert whole("NW-14")[0] == 100

    def test_nw_15_two_adults_nearly_all_the_time(self):
        two, one, helped, left = (session(f) for f in ("foligno", "norcia", "spoleto", "trevi"))
        for each in (two, one, helped, left):
            come(each, aged(10))
        for each in (one, helped, left):
            SessionStaff.objects.filter(pk=each.staff.first().pk).delete()
        of = {"local_start": helped.local_start, "local_end": helped.local_end}
        gave(volunteer(), 81, session=helped, **of)
        gave(volunteer(), 80, session=left, **of)

        value, above, below = whole("NW-15")
        assert (value, above, below) == (Decimal(50), 2, 4)


def test_the_year_begins_in_rome():
    """Half past eleven in the evening of 31 December, in Rome, is of the year that ends."""
    turn(day=date(2026, 12, 31), local_start="23:30", local_end="23:59", places=3)
    turn(day=date(2027, 1, 1), local_start="00:10", local_end="01:00", places=5)

    assert whole("NW-23") == (0, 0, 3)

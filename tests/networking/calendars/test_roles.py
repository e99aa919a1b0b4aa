"""The day on which a role ends, in the calendar of who holds it: moved, called off, or forgotten by the history."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from networking.calendars.agenda import coming, events_of
from networking.calendars.event import Status
from networking.calendars.roles import ending_roles
from networking.models import Role, RoleKind
from networking.rules import ITALY
from tests import factories
from tests.networking.calendars.making import event

pytestmark = pytest.mark.django_db
MARCH = date(2027, 3, 5)


@pytest.fixture
def role(citizen):
    return Role.objects.create(
        user=citizen, kind=RoleKind.VOLUNTEER, starts_on=date(2026, 11, 1), ends_on=MARCH
    )


def told(user, now):
    return list(ending_roles(user.person, now=now))


def test_a_role_that_ends_is_a_whole_day(role, citizen, now):
    [end] = told(citizen, now)

    assert (end.starts_at, end.ends_at, end.status) == (MARCH, date(2027, 3, 6), Status.CONFIRMED)
    assert end.uid == f"ruolo-{role.pk}"
    assert end.title == "Finisce il tuo ruolo: Volontaria o volontario"


def test_a_role_without_an_end_is_no_date(citizen, now):
    assert told(citizen, now) == []


def test_a_prolonged_role_is_the_same_event_on_another_day_and_counts_one_more(role, citizen, now):
    [before] = told(citizen, now)
    role.ends_on = date(2027, 9, 30)
    role.save()

    [after] = told(citizen, now)

    assert (after.uid, after.starts_at) == (before.uid, date(2027, 9, 30))
    assert after.sequence > before.sequence


def test_what_does_not_change_the_day_is_not_told_again(role, citizen, now):
    before = told(citizen, now)
    role.starts_on = date(2026, 11, 2)
    role.save()

    assert told(citizen, now) == before


@pytest.mark.parametrize("deed", ["without end", "taken away"])
def test_an_end_that_is_no_more_is_called_off_on_the_day_it_had(role, citizen, now, deed):
    [before] = told(citizen, now)
    if deed == "taken away":
        role.delete()
    else:
        role.ends_on = None
        role.save()

    [after] = told(citizen, now)

    assert (after.uid, after.starts_at, after.status) == (before.uid, MARCH, Status.CANCELLED)
    assert after.sequence > before.sequence


def test_a_day_that_was_called_off_and_given_again_holds(role, citizen, now):
    for ends_on in (None, MARCH):
        role.ends_on = ends_on
        role.save()

    [end] = told(citizen, now)

    assert end.status is Status.CONFIRMED


def test_a_role_that_the_history_has_forgotten_still_ends(role, citizen, now):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT forget_history('networking_roleevent'::regclass, %s, 'networking.Role')", [str(role.pk)]
        )

    [end] = told(citizen, now)

    assert (end.uid, end.starts_at, end.sequence) == (f"ruolo-{role.pk}", MARCH, 0)


def test_never_somebody_elses_role(role, citizen, provider, now):
    assert told(provider, now) == []


def test_who_has_no_access_has_no_roles(now, db):
    assert list(ending_roles(factories.human("Bianca Marchetti"), now=now)) == []


# --- the agenda ---


class TestTheAgenda:
    @pytest.fixture
    def give(self, settings, monkeypatch):
        """Make the only source give these events."""
        settings.CALENDAR_SOURCES = ["networking.calendars.roles.ending_roles"]

        def give(*events):
            monkeypatch.setattr("networking.calendars.roles.ending_roles", lambda _person, *, now: events)

        return give

    def test_dates_come_in_their_order_whoever_gives_them(self, give, citizen, now):
        late, early = event("b", starts_at=at(12, 14), ends_at=at(12, 15)), event("a")
        give(late, early)

        assert events_of(citizen.person, now=now) == [early, late]

    def test_ninety_days_ago_is_still_there_and_ninety_one_is_not(self, give, citizen, now):
        recent, old = (
            event(
                str(days), starts_at=now - timedelta(days=days, hours=1), ends_at=now - timedelta(days=days)
            )
            for days in (89, 90)
        )
        give(recent, old)

        assert events_of(citizen.person, now=now) == [recent]

    def test_of_two_that_say_the_same_event_the_newer_is_told(self, give, citizen, now):
        give(event(sequence=2), event(sequence=5, place="Foligno"), event(sequence=4))

        assert [each.sequence for each in events_of(citizen.person, now=now)] == [5]

    def test_what_was_called_off_is_told_until_it_is_over(self, give, citizen, now):
        off = event(status=Status.CANCELLED)
        over = event("finito", starts_at=now - timedelta(hours=2), ends_at=now)
        give(off, over)

        assert coming(events_of(citizen.person, now=now), now=now) == [off]

    def test_a_source_that_fails_fails_the_whole(self, settings, give, citizen, now, monkeypatch):
        """With a part of the events, telephones would delete the others."""
        give(event())

        def broken(_person, *, now):
            raise RuntimeError("the source is away")

        monkeypatch.setattr("networking.calendars.wording.when", broken)
        settings.CALENDAR_SOURCES = [*settings.CALENDAR_SOURCES, "networking.calendars.wording.when"]

        with pytest.raises(RuntimeError, match="away"):
            events_of(citizen.person, now=now)


def at(month, day, hour=10):
    return datetime(2026, month, day, hour, tzinfo=ITALY)

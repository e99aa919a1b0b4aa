"""What asks for help by itself: the sessions of an activity, old sheets; and turns to which too few come."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from networking.models import RoleKind
from services.models import ErrorReport
from tests import activities, factories, volunteering
from volunteers import tasks
from volunteers.asking import checks, sessions, teams
from volunteers.asking.refusing import AskError
from volunteers.models import HelpRequest, SessionNeed

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa(norcia):
    return factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)


@pytest.fixture
def session(norcia, now):
    made = activities.cycle(norcia).sessions.get()
    made.local_date = volunteering.TURN
    made.save()
    return made


@pytest.fixture
def need(session):
    return SessionNeed.objects.create(
        activity=session.cycle.activity, kind=volunteering.kind(), places=2, minutes_before=15
    )


def asked(need, now):
    sessions.follow_sessions(now=now)
    return HelpRequest.objects.get(need=need)


def coming(turn):
    return volunteering.assign(volunteering.able(), turn)


def told(kind):
    return factories.notices().filter(kind=f"volunteers.{kind}")


def test_each_session_asks_once(session, need, now):
    turn = asked(need, now)

    assert sessions.follow_sessions(now=now) == {"made": 0, "held_again": 0, "called_off": 0, "moved": 0}
    assert (turn.session, turn.places, turn.comune) == (session, 2, session.cycle.venue.place.comune)
    assert turn.ends_at - turn.starts_at == session.ends_at - session.starts_at + timedelta(minutes=15)


def test_the_database_keeps_one_request_for_a_need_of_a_session(session, need, now):
    turn = asked(need, now)

    with pytest.raises(IntegrityError, match="a_need_asks_once"), transaction.atomic():
        volunteering.request(turn.comune, session=session, need=need)


def test_the_turn_follows_its_session_and_says_so(session, need, now):
    coming(asked(need, now))
    session.local_date += timedelta(days=1)
    session.save()

    turn = asked(need, now)

    assert turn.local_date == session.local_date
    assert turn.sequence == 1
    assert told("turn_moved").count() == 1


def test_a_session_that_is_not_held_frees_its_helpers_and_asks_again_when_it_is(session, need, now):
    row = coming(asked(need, now))
    session.cancelled_at, session.cancelled_because = now, "neve"
    session.save()
    off = asked(need, now)
    session.cancelled_at, session.cancelled_because = None, ""
    session.save()

    row.refresh_from_db()
    assert off.cancelled_at == now
    assert row.state == "cancelled"
    assert asked(need, now).cancelled_at is None


def test_what_who_coordinates_called_off_stays_so(need, now):
    turn = asked(need, now)
    turn.cancelled_at, turn.cancelled_because = now, "Bastano gli educatori"
    turn.save()

    assert asked(need, now).cancelled_at == now


def test_help_that_is_no_longer_needed_is_not_asked(need, now):
    asked(need, now)
    SessionNeed.objects.update(is_active=False)

    assert asked(need, now).cancelled_at == now


def old_sheet(norcia):
    volunteering.kind(slug=checks.KIND)
    return factories.service(comune=norcia)


def test_an_old_sheet_is_asked_about_once_and_as_a_draft(norcia, now):
    sheet = old_sheet(norcia)

    assert [checks.ask_for_checks(now=now) for _again in range(2)] == [1, 0]
    turn = HelpRequest.objects.get()
    assert (turn.sheet, turn.published_at) == (sheet, None)


def test_what_was_found_goes_where_the_catalogue_takes_it(norcia, rosa, now):
    sheet = old_sheet(norcia)
    checks.ask_for_checks(now=now)
    turn = HelpRequest.objects.get()
    checks.tell_outcome(turn, is_right=True, words="", by=rosa, now=turn.ends_at)

    assert sheet.verifications.get().verified_by == rosa
    with pytest.raises(AskError, match="già scritto"):
        checks.tell_outcome(turn, is_right=True, words="", by=rosa, now=turn.ends_at)


def test_a_mistake_found_on_the_spot_becomes_a_report(norcia, rosa, now):
    old_sheet(norcia)
    checks.ask_for_checks(now=now)
    turn = HelpRequest.objects.get()
    checks.tell_outcome(turn, is_right=False, words="Chiude alle 12", by=rosa, now=turn.ends_at)

    assert ErrorReport.objects.get().message == "Chiude alle 12"
    assert not turn.sheet.verifications.exists()


def test_too_few_two_days_before_is_told_once(norcia, rosa, now):
    soon = now.date() + timedelta(days=1)
    volunteering.request(norcia, local_date=soon, places=3, minimum_team=2)
    volunteering.request(norcia, local_date=soon + timedelta(days=7), places=3, minimum_team=2)

    assert [teams.tell_too_few(now=now) for _again in range(2)] == [1, 0]
    assert told("turn_too_few").count() == 1


def test_the_clock_calls_every_one_of_them():
    assert set(tasks.look_after_requests()) >= {"made", "moved", "called_off", "checks", "too_few"}

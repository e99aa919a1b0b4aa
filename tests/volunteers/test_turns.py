"""Signing up, asking, answering, giving back, calling off: what goes, and what is refused in words."""

from datetime import timedelta

import pytest

from networking.calendars.event import Status
from networking.models import Fact, RoleKind
from tests import factories, volunteering
from volunteers import tasks
from volunteers.calendars import turns_of
from volunteers.models import Assignment
from volunteers.turns import answering, calling_off, inviting, looking, signing_up, withdrawing
from volunteers.turns.refusing import TurnError

pytestmark = pytest.mark.django_db


@pytest.fixture
def turn(norcia):
    return volunteering.request(norcia)


@pytest.fixture
def coordinator(norcia):
    return factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)


@pytest.fixture
def invited(turn, coordinator, now):
    return inviting.invite([volunteering.able()], turn, by=coordinator, now=now).made[0]


def told(kind):
    return factories.notices().filter(kind=f"volunteers.{kind}")


def taken(turn):
    turn.refresh_from_db()
    return turn.taken


def test_who_may_signs_up_and_twice_is_once(turn, now):
    volunteer = volunteering.able()
    for _again in range(2):
        signing_up.sign_up(volunteer, turn, by=None, now=now)

    assert taken(turn) == 1
    assert told("turn_accepted").count() == 1


def test_who_may_not_reads_every_reason(turn, now):
    with pytest.raises(TurnError) as refused:
        signing_up.sign_up(volunteering.candidate(), turn, by=None, now=now)

    assert "Manca l'accordo di volontariato." in refused.value.sentences
    assert len(refused.value.sentences) >= 3
    assert not volunteering.assignments().exists()


def test_a_full_turn_says_so(turn, now):
    signing_up.sign_up(volunteering.able(), turn, by=None, now=now)

    with pytest.raises(TurnError, match="I posti sono già tutti presi"):
        signing_up.sign_up(volunteering.able(), turn, by=None, now=now)


def test_some_kinds_are_only_for_who_is_asked(norcia, now):
    turn = volunteering.request(norcia, kind=volunteering.kind(may_sign_up=False))

    with pytest.raises(TurnError, match="non ci si segna da sé"):
        signing_up.sign_up(volunteering.able(), turn, by=None, now=now)


def test_two_turns_at_once_are_refused_in_words(norcia, turn, now):
    volunteer = volunteering.able()
    signing_up.sign_up(volunteer, turn, by=None, now=now)

    with pytest.raises(TurnError, match=r"già un altro turno|un altro turno"):
        signing_up.sign_up(volunteer, volunteering.request(norcia), by=None, now=now)


def test_of_a_batch_who_may_is_asked_and_who_may_not_is_named(turn, coordinator, now):
    may, may_not = volunteering.able(), volunteering.candidate()

    asked = inviting.invite([may, may_not], turn, by=coordinator, now=now)

    assert [row.volunteer for row in asked.made] == [may]
    assert [volunteer for volunteer, _why in asked.refused] == [may_not]
    assert told("turn_invited").count() == 1


def test_an_invitation_never_outlives_the_beginning(turn, coordinator):
    late = turn.starts_at - timedelta(hours=3)

    asked = inviting.invite([volunteering.able()], turn, by=coordinator, now=late)

    assert asked.made[0].answer_by == turn.starts_at


def test_yes_is_yes_once(invited, now):
    for _again in range(2):
        answering.accept(invited.pk, by=None, now=now)

    assert taken(invited.request) == 1
    assert told("turn_accepted").count() == 1


def test_no_leaves_the_place_free(invited, now):
    for _again in range(2):
        answering.decline(invited.pk, by=None, now=now)

    assert taken(invited.request) == 0


def test_after_two_days_it_is_too_late(invited, now):
    with pytest.raises(TurnError, match="Il tempo per rispondere è finito"):
        answering.accept(invited.pk, by=None, now=now + timedelta(days=2))


def test_the_second_of_two_is_told_that_the_place_has_gone(turn, coordinator, now):
    asked = inviting.invite([volunteering.able(), volunteering.able()], turn, by=coordinator, now=now)
    answering.accept(asked.made[0].pk, by=None, now=now)

    with pytest.raises(TurnError, match="I posti sono già tutti presi"):
        answering.accept(asked.made[1].pk, by=None, now=now)


def test_a_yes_after_a_pause_reads_why_not(invited, now):
    invited.volunteer.state = "paused"
    invited.volunteer.save()

    with pytest.raises(TurnError, match="in pausa"):
        answering.accept(invited.pk, by=None, now=now)


def test_who_gives_back_frees_the_place_and_who_coordinates_knows(invited, coordinator, now):
    answering.accept(invited.pk, by=None, now=now)

    withdrawing.withdraw(invited.pk, by=coordinator, because="febbre", now=now, on_behalf=True)

    assert taken(invited.request) == 0
    assert Fact.objects.get(kind="volunteers.turn_withdrawn").data["on_behalf"] is True
    assert told("turn_given_back").get().person == coordinator.person


def test_whoever_gave_back_may_come_again(turn, now):
    volunteer = volunteering.able()
    row = signing_up.sign_up(volunteer, turn, by=None, now=now)
    withdrawing.withdraw(
        row.pk, by=factories.person("a@example.org", RoleKind.VOLUNTEER), because="", now=now
    )

    signing_up.sign_up(volunteer, turn, by=None, now=now)

    assert taken(turn) == 1


def test_everybody_is_told_that_a_turn_is_off(invited, coordinator, now):
    assert calling_off.call_off(invited.request, by=coordinator, because="neve", now=now) == 1
    assert calling_off.call_off(invited.request, by=coordinator, because="neve", now=now) == 0

    invited.refresh_from_db()
    assert invited.state == Assignment.State.CANCELLED
    assert told("turn_called_off").get().person == invited.volunteer.person


def test_time_ends_what_nobody_answered(invited, now):
    assert looking.look_after(now=now)["expired"] == 0
    assert looking.look_after(now=now + timedelta(days=2))["expired"] == 1

    invited.refresh_from_db()
    assert invited.state == Assignment.State.EXPIRED


def test_a_suspension_is_told_once_whoever_caused_it(turn, coordinator, now):
    row = volunteering.assign(volunteering.able(), turn)
    row.volunteer.state = "paused"
    row.volunteer.save()
    row.refresh_from_db()

    told_first, told_again = (looking.tell_suspended(now=row.suspended_at) for _time in range(2))

    assert (told_first, told_again) == (1, 0)
    assert told("turn_suspended").get().person == row.volunteer.person
    assert told("turn_uncovered").get().person == coordinator.person


def test_who_may_again_takes_the_suspended_turn_back(turn, now):
    row = volunteering.assign(volunteering.able(), turn)
    row.volunteer.state = "paused"
    row.volunteer.save()
    row.volunteer.state = "active"
    row.volunteer.save()

    assert signing_up.sign_up(row.volunteer, turn, by=None, now=now).pk == row.pk
    assert taken(turn) == 1


def test_the_day_before_is_told_once(turn):
    volunteering.assign(volunteering.able(), turn)
    before = turn.starts_at - timedelta(hours=20)

    assert [looking.remind(now=before) for _time in range(2)] == [1, 0]
    assert looking.remind(now=before - timedelta(days=2)) == 0


def test_the_clock_itself_looks_after_turns(turn):
    row = volunteering.assign(volunteering.able(), turn)
    row.volunteer.state = "paused"
    row.volunteer.save()

    assert tasks.look_after_turns.apply().get()["told"] == 1


def test_a_turn_is_in_ones_own_calendar_until_given_back(turn, now):
    volunteer = volunteering.able()
    row = signing_up.sign_up(volunteer, turn, by=None, now=now)
    assert [event.status for event in turns_of(volunteer.person, now=now)] == [Status.CONFIRMED]

    withdrawing.withdraw(
        row.pk, by=factories.person("a@example.org", RoleKind.VOLUNTEER), because="", now=now
    )

    assert [event.status for event in turns_of(volunteer.person, now=now)] == [Status.CANCELLED]
    assert list(turns_of(volunteering.able().person, now=now)) == []

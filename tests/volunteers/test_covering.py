"""Who is asked first for a turn, why somebody comes later, and what happens to the three who were asked."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from networking.models import Notice, RoleKind, TravelTime
from tests import factories, volunteering
from tests.volunteers.test_turn_pages import somebody, soon
from volunteers.covering import ranking
from volunteers.models import Assignment, AvailabilityException, AvailabilityRule, Preference, Volunteer
from volunteers.turns import answering, inviting, looking

pytestmark = pytest.mark.django_db
WEDNESDAY = 3


@pytest.fixture
def turn(norcia):
    """Wednesday 2 December 2026, from four to six in the afternoon."""
    return volunteering.request(norcia)


@pytest.fixture
def coordinator(norcia):
    return factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)


def willing(norcia, weekday=WEDNESDAY, **fields):
    """Somebody of Norcia who can on that afternoon."""
    made = volunteering.able(factories.human(comune=norcia, birth_date=date(1980, 3, 4)), **fields)
    rule = AvailabilityRule(volunteer=made, weekday=weekday, part="afternoon", valid_from=volunteering.SINCE)
    rule.save()
    return made


def ranked(turn):
    return ranking.candidates(Volunteer.objects.for_everyone(reason="una prova"), turn)


def doubts(turn):
    return {each.volunteer.pk: each.doubts for each in ranked(turn)}


def told(kind):
    return Notice.objects.for_everyone(reason="una prova").filter(kind=kind)


def test_who_is_free_and_near_has_nothing_against(turn, norcia):
    volunteer = willing(norcia)

    assert doubts(turn) == {volunteer.pk: []}


def test_who_usually_cannot_comes_last_and_is_said_so(turn, norcia):
    cannot, can = willing(norcia, weekday=1), willing(norcia, max_travel_minutes=15)

    assert [each.volunteer for each in ranked(turn)] == [can, cannot]
    assert doubts(turn)[cannot.pk] == ["di solito il mercoledì a quell'ora non può"]


def test_a_day_away_wins_over_the_week(turn, norcia):
    away = willing(norcia)
    AvailabilityException(volunteer=away, first_day=turn.local_date, last_day=turn.local_date).save()

    assert doubts(turn)[away.pk] == ["quel giorno non può"]


def test_never_more_turns_and_hours_than_they_said_without_saying_it(turn, norcia):
    busy = willing(norcia, max_turns_a_month=1, max_hours_a_week=3)
    other = volunteering.request(
        norcia, local_date=date(2026, 12, 3), local_start=time(9), local_end=time(11)
    )
    volunteering.assign(busy, other)

    assert doubts(turn)[busy.pk] == [
        "ha già 1 turno questo mese",
        "arriverebbe a 4 ore in quella settimana: ha detto al massimo 3",
    ]


def test_farther_than_they_said_is_said(turn, norcia, foligno):
    far = willing(foligno, max_travel_minutes=20)
    TravelTime.objects.filter(origin=foligno, destination=norcia).update(minutes=50, winter_minutes=70)

    assert doubts(turn)[far.pk] == ["ha detto al massimo 20 minuti di viaggio: ne servono 70"]


def test_who_knows_the_place_comes_before_who_does_not(turn, norcia):
    new, known = willing(norcia), willing(norcia)
    Preference(volunteer=new, kind=turn.kind, liking=0).save()
    before = volunteering.request(norcia, kind=turn.kind, local_date=date(2026, 11, 4))
    volunteering.assign(known, before, "accepted")

    first, second = ranked(turn)

    assert (first.volunteer, second.volunteer) == (known, new)
    assert first.merits == ["ha già dato questo aiuto qui 1 volta"]


def test_who_would_rather_not_comes_later(turn, norcia):
    rather_not = willing(norcia)
    Preference(volunteer=rather_not, kind=turn.kind, liking=-2).save()

    assert doubts(turn)[rather_not.pk] == ["preferisce altri aiuti"]


def test_never_who_may_not(norcia):
    turn = volunteering.request(norcia, kind=volunteering.kind(needed=["clearance"]))
    willing(norcia)

    assert ranked(turn) == []


def test_one_button_asks_the_first_three(coordinator, norcia):
    turn = soon(norcia)
    for number in range(4):
        somebody(f"{number}@example.org", norcia)
    desk, address = factories.signed_in(coordinator), reverse("volunteers:cover", args=[turn.pk])
    first = desk.get(address).context["first"]

    desk.post(
        reverse("volunteers:cover_ask", args=[turn.pk]), {"chi": [str(each.volunteer.pk) for each in first]}
    )

    assert volunteering.assignments().filter(state="invited").count() == 3


def test_the_first_yes_wins_and_the_others_are_thanked(coordinator, norcia):
    turn, now = soon(norcia), timezone.now()
    people = [somebody(f"{number}@example.org", norcia) for number in range(3)]
    asked = inviting.invite(people, turn, by=coordinator, now=now).made
    answering.accept(asked[1].pk, by=None, now=now)

    looking.look_after(now=now)
    looking.look_after(now=now)

    states = dict(volunteering.assignments().values_list("volunteer", "state"))
    assert [states[each.volunteer_id] for each in asked] == ["expired", "accepted", "expired"]
    assert told("volunteers.turn_taken").count() == 2


def test_when_nobody_is_left_who_coordinates_is_told_once(coordinator, norcia):
    now = timezone.now()
    asked = inviting.invite([somebody("a@example.org", norcia)], soon(norcia), by=coordinator, now=now).made
    answering.decline(asked[0].pk, by=None, now=now)

    looking.look_after(now=now)
    looking.look_after(now=now + timedelta(minutes=1))

    assert told("volunteers.turn_nobody_left").get().person == coordinator.person
    assert volunteering.assignments().get().state == Assignment.State.DECLINED

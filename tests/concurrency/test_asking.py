"""A turn is moved, or wants fewer people, in the instant in which somebody says yes."""

from datetime import time

import pytest
from django.utils import timezone

from tests import volunteering
from tests.concurrency import racing
from volunteers.asking import changing, moving
from volunteers.asking.refusing import AskError
from volunteers.asking.requiring import Requirements
from volunteers.turns import signing_up
from volunteers.turns.refusing import TurnError

pytestmark = pytest.mark.django_db(transaction=True)
COPIES = """UPDATE volunteers_assignment SET during = tstzrange(NEW.starts_at, NEW.ends_at)
     WHERE request_id = NEW.id AND state IN ('proposed', 'invited', 'accepted', 'suspended');"""
DAY = volunteering.TURN.replace(year=2027)


def signs_up(turn):
    volunteer = volunteering.able()
    return lambda: signing_up.sign_up(volunteer, turn, by=None, now=timezone.now()).pk


def lowers(turn):
    return lambda: changing.change(
        turn, wanted={"places": 1, "minimum_team": 1}, requirements=Requirements(), now=timezone.now()
    )


def moves(turn, hour):
    to = moving.Where(DAY, time(hour), time(hour + 2), turn.comune, None)
    return lambda: moving.move(turn, to=to, now=timezone.now())


def unexpected(found):
    return [
        each for each in found if isinstance(each, Exception) and not isinstance(each, (AskError, TurnError))
    ]


def test_places_never_fall_below_who_says_yes_meanwhile(norcia):
    turn = volunteering.request(norcia, local_date=DAY, places=3)

    found = racing.together(*(signs_up(turn) for _each in range(3)), lowers(turn), lowers(turn))

    turn.refresh_from_db()
    assert unexpected(found) == []
    assert turn.taken <= turn.places
    assert turn.taken == volunteering.assignments().filter(state="accepted").count()


def test_without_the_table_s_promise_a_count_read_before_would_let_them_fall(norcia):
    turn = volunteering.request(norcia, local_date=DAY, places=3)
    for _each in range(2):
        volunteering.assign(volunteering.able(), turn)
    racing.without_constraint("volunteers_helprequest", "no_more_people_than_places")

    type(turn).objects.filter(pk=turn.pk).update(places=1)

    turn.refresh_from_db()
    assert turn.taken > turn.places


def test_whoever_says_yes_while_it_moves_has_the_hours_it_moved_to(norcia):
    turn = volunteering.request(norcia, local_date=DAY, places=9)

    found = racing.together(*(signs_up(turn) for _each in range(5)), moves(turn, 9), moves(turn, 12))

    turn.refresh_from_db()
    assert unexpected(found) == []
    assert turn.sequence == 2
    hours = {(row.during.lower, row.during.upper) for row in volunteering.assignments()}
    assert hours == {(turn.starts_at, turn.ends_at)}


def test_without_the_trigger_they_would_keep_the_old_ones(norcia):
    turn = volunteering.request(norcia, local_date=DAY, places=9)
    signs_up(turn)()
    racing.without_words("volunteers_turn_changed", COPIES)

    moves(turn, 9)()

    turn.refresh_from_db()
    assert {row.during.lower for row in volunteering.assignments()} != {turn.starts_at}

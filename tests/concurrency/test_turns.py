"""Fifty say yes to one place, and twenty enrol, in the same instant."""

from datetime import time

import pytest
from django.db import DatabaseError

from tests import factories, volunteering
from tests.concurrency import racing
from volunteers.models import RegisterEntry

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 50


def yes(volunteer, request):
    return lambda: volunteering.assign(volunteer, request).pk


def count(found, words):
    return sum(words in str(each) for each in found if isinstance(each, DatabaseError))


@pytest.fixture
def fifty(transactional_db):
    return [volunteering.able() for _each in range(MANY)]


def test_v_i1_of_fifty_who_say_yes_to_one_place_one_has_it(fifty, norcia):
    request = volunteering.request(norcia)

    found = racing.together(*(yes(volunteer, request) for volunteer in fifty))

    request.refresh_from_db()
    assert (request.taken, volunteering.assignments().count()) == (1, 1)
    assert count(found, "no_more_people_than_places") == MANY - 1


def test_without_the_promise_of_the_table_more_would_come(fifty, norcia):
    request = volunteering.request(norcia)
    racing.without_constraint("volunteers_helprequest", "no_more_people_than_places")

    racing.together(*(yes(volunteer, request) for volunteer in fifty[:5]))

    assert volunteering.assignments().count() == 5


def two_turns(norcia):
    """Two turns of one afternoon, so near that nobody gets from the one to the other."""
    cascia = type(norcia).objects.get(slug="cascia")
    return volunteering.request(norcia), volunteering.request(
        cascia, local_start=time(18, 5), local_end=time(20)
    )


def test_nobody_says_yes_to_two_turns_the_road_keeps_apart(transactional_db, norcia):
    volunteer = volunteering.able()

    found = racing.together(*(yes(volunteer, request) for request in two_turns(norcia)))

    assert volunteering.assignments().count() == 1
    assert count(found, "only_who_may_is_assigned") == 1


def test_without_the_lock_on_the_volunteer_they_would(transactional_db, norcia):
    racing.without_words(
        "volunteers_only_who_may",
        "PERFORM 1 FROM volunteers_volunteer WHERE id = NEW.volunteer_id FOR NO KEY UPDATE;",
    )
    volunteer, turns = volunteering.able(), two_turns(norcia)

    def both_at_once():
        volunteering.assignments().delete()
        racing.together(*(yes(volunteer, request) for request in turns))
        return volunteering.assignments().count()

    assert 2 in {both_at_once() for _try in range(20)}


def test_v_i9_twenty_who_enrol_at_once_leave_no_hole(transactional_db):
    section = volunteering.section()
    people = [factories.human() for _each in range(20)]

    racing.together(
        *((lambda person=person: volunteering.line(person, section=section)) for person in people)
    )

    lines = RegisterEntry.objects.for_everyone(reason="una prova")
    assert sorted(lines.values_list("number", flat=True)) == list(range(1, 21))


def test_without_the_lock_on_the_section_numbers_would_clash(transactional_db):
    section = volunteering.section()
    for words in ("FOR UPDATE OF r", "FOR UPDATE"):
        racing.without_words("volunteers_write_line", words)
    people = [factories.human() for _each in range(20)]

    found = racing.together(
        *((lambda person=person: volunteering.line(person, section=section)) for person in people)
    )

    assert count(found, "a_number_of_the_register_once") > 0


def test_nobody_enrols_twice_at_once_in_two_sections(transactional_db):
    one = volunteering.section()
    other = type(one).objects.create(register=one.register, kind="occasional")
    person = factories.human()

    racing.together(
        *((lambda where=where: volunteering.line(person, section=where)) for where in (one, other))
    )

    assert RegisterEntry.objects.for_everyone(reason="una prova").count() == 1

"""Two operators, one elderly person: the telephone rings once."""

from datetime import datetime
from functools import partial
from threading import Barrier

import pytest
from django.db import models

from networking.outbox import Kind, Telling, Words, calls, tell
from networking.rules import ITALY
from tests import factories
from tests.concurrency.racing import PATIENCE, together
from tests.factories import human

pytestmark = pytest.mark.django_db(transaction=True)

OPERATORS, RACES = 4, 6
NOT_ME = (calls.SomebodyIsCallingError, calls.NothingToSayError)
MORNING = datetime(2026, 11, 25, 10, 0, tzinfo=ITALY)


def words(_notice, _now):
    return Words("Avviso", ("Domani viene il medico.",), short="Domani medico.")


KINDS = (Kind("prova.visita", "Visita", words),)


@pytest.fixture(autouse=True)
def kinds(settings):
    settings.NOTICE_KINDS = [*settings.NOTICE_KINDS, f"{__name__}.KINDS"]


@pytest.fixture
def operators(norcia):
    return [
        factories.person(f"operatrice{number}@example.org", "desk_operator", zone=norcia.zone)
        for number in range(OPERATORS)
    ]


def begin(person, operator):
    return calls.begin(person, by=operator, now=MORNING)


def race(person, operators, press_button=begin):
    """Everybody presses «Chiamo io» together; who got the call."""
    found = together(*[partial(press_button, person, operator) for operator in operators])
    for each in found:
        assert not isinstance(each, Exception) or isinstance(each, NOT_ME), each
    return [
        operator
        for operator, got in zip(operators, found, strict=True)
        if got and not isinstance(got, Exception)
    ]


def somebody(norcia, number):
    person = human(f"Persona Anziana{number}", comune=norcia, phone="+390743999903")
    for key in ("a", "b"):
        tell("prova.visita", Telling(person=person, key=f"{number}:{key}"), now=MORNING)
    return person


def test_two_operators_never_call_the_same_person(norcia, operators):
    for number in range(RACES):
        person = somebody(norcia, number)

        [caller] = race(person, operators)

        held = factories.notices().filter(person=person)
        assert {notice.caller for notice in held} == {caller}
        assert len({notice.holder for notice in held}) == 1


def test_without_the_lock_on_the_person_two_would(norcia, operators, monkeypatch):
    """Negative control: it is the person's lock that parts the operators."""
    monkeypatch.setattr(models.QuerySet, "select_for_update", lambda rows, **_how: rows.all())
    have_looked = Barrier(OPERATORS)
    seen = calls._held_now

    def look_together(people, now):
        found = list(seen(people, now))
        have_looked.wait(PATIENCE)
        return found

    monkeypatch.setattr(calls, "_held_now", look_together)

    took_both = race(somebody(norcia, 99), operators, lambda person, each: calls._take(person, each, MORNING))

    assert len(took_both) > 1

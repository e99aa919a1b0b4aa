"""Two operators, one elderly person: the telephone rings once."""

from datetime import datetime
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, models

from networking.outbox import Kind, Telling, Words, calls, tell
from tests import factories
from tests.factories import human

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 30
OPERATORS, RACES = 4, 6
MORNING = datetime(2026, 11, 25, 10, 0, tzinfo=ZoneInfo("Europe/Rome"))


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
    start, calling = Barrier(len(operators)), []

    def press(operator):
        try:
            connection.ensure_connection()
            start.wait(PATIENCE)
            if press_button(person, operator):
                calling.append(operator)
        except (calls.SomebodyIsCallingError, calls.NothingToSayError):
            pass
        finally:
            connection.close()

    threads = [Thread(target=press, args=[operator], daemon=True) for operator in operators]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return calling


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
    together = Barrier(OPERATORS)
    seen = calls._held_now

    def look_together(people, now):
        found = list(seen(people, now))
        together.wait(PATIENCE)
        return found

    monkeypatch.setattr(calls, "_held_now", look_together)

    took_both = race(somebody(norcia, 99), operators, lambda person, each: calls._take(person, each, MORNING))

    assert len(took_both) > 1

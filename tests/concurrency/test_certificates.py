"""Two operators issue the certificates of one cycle in the same instant: each person has one."""

from threading import Barrier

import pytest
from django.db import IntegrityError, models
from django.utils import timezone

from laboratories.models import Certificate
from laboratories.registers import attending, certifying, marking
from networking.models import Comune, Credential
from tests import activities
from tests.concurrency.racing import together
from tests.laboratories import registers

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 30


@pytest.fixture
def leader():
    return registers.educator()


@pytest.fixture
def cycle(leader):
    """A training that grants something, held once, with two who came."""
    activity = activities.activity(policy="adulti", kind="training", grants="first_aid", grants_months=24)
    norcia = Comune.objects.get(slug="norcia")
    session = registers.opened(registers.session(norcia, by=leader, activity=activity), by=leader)
    marks = [registers.made(row) for row in registers.rows(session)]
    marking.mark(session, marks, by=leader, now=session.ends_at)
    attending.close_register(session, by=leader, now=session.ends_at, rest_absent=True)
    return session.cycle


def issued_by_two(cycle, leader):
    return together(*[lambda: certifying.issue(cycle, by=leader, now=timezone.now())] * 2)


def test_of_two_who_issue_at_once_one_makes_them_and_the_other_finds_them_made(cycle, leader):
    found = issued_by_two(cycle, leader)

    assert sorted(len(each) for each in found) == [0, 2]
    made = Certificate.objects.for_everyone(reason="prova")
    given = Credential.objects.for_everyone(reason="prova").filter(kind="first_aid")
    assert (made.count(), given.count()) == (2, 2)


def test_without_holding_the_cycle_one_of_the_two_would_meet_an_error(cycle, leader, monkeypatch):
    """Negative control: the database still refuses the second certificate, but by failing."""
    monkeypatch.setattr(models.QuerySet, "select_for_update", lambda rows, **_how: rows.all())
    read, standings = Barrier(2), certifying.standings

    def read_together(*args):
        found = standings(*args)
        read.wait(PATIENCE)
        return found

    monkeypatch.setattr(certifying, "standings", read_together)

    assert any(isinstance(each, IntegrityError) for each in issued_by_two(cycle, leader))

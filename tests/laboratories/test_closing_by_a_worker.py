"""Closures that touch many sessions: asked on a page, done by a worker, all of them or none."""

from datetime import timedelta

import pytest
from django.utils import timezone

from laboratories.models import Closure, Session
from laboratories.timetable import jobs as closing_jobs
from networking import jobs
from networking.models import Job
from tests import activities, factories

pytestmark = pytest.mark.django_db
NEW = "/operatori/chiusure/nuova/"


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch):
    """More than one meeting is already too much for a page."""
    monkeypatch.setattr(closing_jobs, "SESSIONS_AT_ONCE", 1)
    monkeypatch.setattr("networking.jobs.asking._nudge", lambda: None)


@pytest.fixture
def tomorrow():
    return timezone.localdate() + timedelta(days=1)


@pytest.fixture
def cycles(norcia, tomorrow):
    made = [activities.cycle(norcia, first_day=tomorrow) for _number in range(3)]
    for cycle in made:
        activities.booking(cycle)
    return made


@pytest.fixture
def asked(operator_of_zone_6, norcia, cycles, tomorrow):
    day = f"{tomorrow:%d/%m/%Y}"
    typed = {"comune": norcia.pk, "first_day": day, "last_day": day, "reason": "weather", "confirm": "1"}
    return factories.signed_in(operator_of_zone_6).post(NEW, typed)


def closed():
    return factories.notices().filter(kind="laboratories.closure").count()


def test_the_page_leads_to_the_work_and_nothing_is_done_yet(asked):
    job = Job.objects.for_everyone(reason="prova").get()

    assert asked.url == job.get_absolute_url()
    assert Closure.objects.get().settled_at is None
    assert (Session.objects.taking_place().count(), closed()) == (3, 0)


def test_the_worker_calls_everything_off_and_tells_everybody(asked, operator_of_zone_6):
    jobs.run()

    job = Job.objects.for_everyone(reason="prova").get()
    assert (job.state, job.outcome) == ("done", "3 incontri annullati, 0 spostati.")
    assert job.leads_to == Closure.objects.get().get_absolute_url()
    assert (Session.objects.taking_place().count(), closed()) == (0, 3)
    assert "Chiusura: Norcia" in factories.signed_in(operator_of_zone_6).get(asked.url).content.decode()


def test_a_role_that_ended_meanwhile_changes_nothing(asked, operator_of_zone_6):
    operator_of_zone_6.roles.all().delete()

    jobs.run()

    assert Job.objects.for_everyone(reason="prova").get().state == "failed"
    assert Session.objects.taking_place().count() == 3


def test_where_the_work_was_given_up_the_page_offers_to_go_on(asked, operator_of_zone_6):
    jobs.cancel(Job.objects.for_everyone(reason="prova").get(), by=operator_of_zone_6, now=timezone.now())
    page, client = Closure.objects.get().get_absolute_url(), factories.signed_in(operator_of_zone_6)
    before = client.get(page).content.decode()

    client.post(f"{page}vai-avanti/")
    jobs.run()

    assert "nessuno è stato avvisato" in before
    assert Session.objects.taking_place().count() == 0


def test_opening_many_again_is_a_workers_too(asked, operator_of_zone_6):
    jobs.run()
    page = Closure.objects.get().get_absolute_url()

    answer = factories.signed_in(operator_of_zone_6).post(f"{page}riapri/")
    jobs.run()

    job = Job.objects.for_everyone(reason="prova").get(kind="laboratories.reopen")
    assert answer.url == job.get_absolute_url()
    assert job.outcome == "3 incontri tornano in programma."
    assert Session.objects.taking_place().count() == 3

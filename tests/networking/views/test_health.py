"""`/salute/`: alive, ready, degraded."""

from datetime import timedelta

import pytest
from django.utils import timezone

from networking import health
from networking.models import ScheduledRun
from networking.schedules import running
from tests import factories

READY = "/salute/pronto/"


@pytest.fixture
def working_worker(db):
    for process in (health.WORKER, health.CLOCK):
        health.record_beat(process, now=timezone.now())


@pytest.fixture
def no_redis(settings):
    settings.REDIS_URL = "redis://127.0.0.1:9/0"


def token(settings):
    return {"Authorization": f"Bearer {settings.HEALTH_TOKEN}"}


def test_liveness_asks_nobody_else(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/salute/").json() == {"stato": "vivo"}


def test_ready_is_well_when_everything_is(client, working_worker):
    response = client.get(READY)

    assert (response.status_code, response.json()) == (200, {"stato": "bene"})


def test_without_redis_the_portal_is_degraded_and_still_ready(client, working_worker, no_redis):
    response = client.get(READY)

    assert (response.status_code, response.json()["stato"]) == (200, "degradato")


def test_a_worker_that_has_been_silent_for_long_degrades(client, db):
    health.record_beat(health.WORKER, now=timezone.now() - timedelta(minutes=10))

    assert client.get(READY).json()["stato"] == "degradato"


def test_a_clock_that_has_been_silent_for_long_degrades(client, working_worker, settings):
    health.record_beat(health.CLOCK, now=timezone.now() - timedelta(minutes=10))

    response = client.get(READY, headers=token(settings)).json()

    assert response["stato"] == "degradato"
    assert [each["name"] for each in response["esami"] if not each["is_well"]] == ["orari"]


def test_a_regular_work_that_is_late_degrades_and_is_named(client, working_worker, settings):
    running.learn(now=timezone.now() - timedelta(days=2))
    ScheduledRun.objects.exclude(name="riordinare-i-file").update(succeeded_at=timezone.now())

    examined = client.get(READY, headers=token(settings)).json()["esami"]

    assert [each["detail"] for each in examined if not each["is_well"]] == ["in ritardo: riordinare-i-file"]


def test_migrations_to_apply_stop_it(client, working_worker, monkeypatch):
    monkeypatch.setattr(
        "networking.health.MigrationExecutor.migration_plan", lambda *_args: [("0002", False)]
    )

    assert client.get(READY).status_code == 503


def test_strangers_read_no_details(client, working_worker):
    assert "esami" not in client.get(READY).json()


def test_a_wrong_token_reads_no_details(client, working_worker):
    assert "esami" not in client.get(READY, headers={"Authorization": "Bearer sbagliato"}).json()


def test_where_there_is_no_token_none_is_right(client, working_worker, settings):
    settings.HEALTH_TOKEN = ""

    assert "esami" not in client.get(READY).json()
    assert "esami" not in client.get(READY, headers={"Authorization": "Bearer "}).json()


def test_the_token_reads_details(client, working_worker, settings):
    examined = client.get(READY, headers=token(settings)).json()["esami"]

    assert {each["name"] for each in examined} == {
        "database",
        "migrazioni",
        "redis",
        "worker",
        "orari",
        "file",
    }


def test_staff_read_details_and_others_do_not(working_worker, administrator, citizen):
    answers = [factories.signed_in(person).get(READY).json() for person in (administrator, citizen)]

    assert ["esami" in answer for answer in answers] == [True, False]


def test_every_answer_carries_the_strict_policy(client, working_worker):
    policy = client.get(READY)["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy

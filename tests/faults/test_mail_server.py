"""The mail server refuses, is slow, breaks off or says nothing; Redis and PostgreSQL go away while mails leave."""

from __future__ import annotations

import socket
import subprocess
import time
from contextlib import contextmanager

import psycopg
import pytest

from networking import health
from networking.models import Heartbeat
from tests import factories
from tests.clusters import portal_cluster
from tests.faults import delivering, portal
from tests.faults.delivering import IS_FULL, SENDER
from tests.faults.portal import BEAT, WORKER, queue

REDIS = queue(number=7)
AWAY = 60 if IS_FULL else 3
RESTARTS = 10 if IS_FULL else 2
# The requirement is of a minute; a machine that runs the whole suite is given more.
BACK_WITHIN = 60 if IS_FULL else 150


@pytest.fixture
def environment(transactional_db, sink):
    return delivering.where_all_is(sink, REDIS, lease=4)


def drain(environment):
    """One turn, by a process of its own."""
    with portal.running(["manage", "drain_outbox"], **environment) as sender:
        sender.wait(60)


def test_a_server_that_breaks_off_after_taking_gets_the_same_mail_again(environment, sink):
    delivering.write(10)
    sink.do("close 3")

    drain(environment)
    assert delivering.pending() == 3
    factories.notices().pending().update(next_at="2026-01-01T00:00Z")
    drain(environment)

    assert delivering.repeats(sink) == 3
    delivering.assert_all_and_never_two_different(sink, 10)


def test_who_is_refused_for_now_waits_and_who_is_refused_for_good_is_told_about(environment, sink):
    delivering.write(10)
    sink.do("refuse 450 2")
    drain(environment)
    sink.do("refuse 550 1")
    factories.notices().pending().update(next_at="2026-01-01T00:00Z")
    drain(environment)

    assert sink.count == 9
    (dead,) = factories.notices().dead()
    assert "550 non ora" in dead.reason


def test_a_silent_server_blocks_no_other_work(environment, sink):
    """Who telephones it waits ten seconds; meanwhile the other tasks run, and nothing counts as a try."""
    delivering.write(4)
    sink.do("silent 1")
    patient = environment | {"NOTICES_LEASE_SECONDS": "60"}
    with portal.running(WORKER, **patient), delivering.ticking(REDIS):
        assert portal.wait_for(lambda: factories.notices().filter(state="sending").exists(), seconds=60)
        for _each in range(3):
            Heartbeat.objects.all().delete()
            delivering.ask(REDIS, task="networking.tasks.beat_heart")
            assert portal.wait_for(Heartbeat.objects.filter(name=health.WORKER).exists, seconds=8)
            time.sleep(1)
        assert portal.wait_for(lambda: not factories.notices().filter(state="sending").exists(), seconds=30)

    assert sink.count == 0
    assert set(factories.notices().values_list("state", "attempts")) == {("queued", 0)}


@contextmanager
def own_redis(port):
    """A Redis that may be stopped, and has forgotten everything when it is back."""
    with subprocess.Popen(
        ["redis-server", "--port", str(port), "--save", "", "--bind", "127.0.0.1"], stdout=subprocess.DEVNULL
    ) as process:
        assert portal.wait_for(lambda: is_open(port))
        try:
            yield
        finally:
            process.kill()


def is_open(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_while_redis_is_away_pages_answer_and_afterwards_everything_leaves(environment, sink):
    port = portal.free_port()
    here = environment | {"REDIS_URL": f"redis://127.0.0.1:{port}/0"}
    with portal.running(WORKER, **here), portal.running(BEAT, **here), portal.web(**here) as address:
        with own_redis(port):
            delivering.write(2)
            assert portal.wait_for(lambda: sink.count == 2, seconds=60)
        delivering.write(20)
        deadline = time.monotonic() + AWAY
        while time.monotonic() < deadline:
            assert portal.get(f"{address}/accedi/")[0] == 200
            time.sleep(1)
        assert sink.count == 2
        with own_redis(port):
            assert portal.wait_for(lambda: not delivering.pending(), seconds=BACK_WITHIN)

    delivering.assert_all_and_never_two_different(sink, len(sink.taken))


@pytest.fixture
def cluster(django_db_setup):
    """A PostgreSQL that this test may hurt, and that keeps what it says it keeps: those of the tests need not."""
    with portal_cluster() as made:
        made.psql("--command", "ALTER SYSTEM SET synchronous_commit = on")
        made.psql("--command", "SELECT pg_reload_conf()")
        yield made


WRITE = """
INSERT INTO networking_notice (id, kind, key, about_id, channel, address, from_email, created_at, due_at, next_at,
    composed_at, state, attempts, subject, text, short, link, link_label, html, calendar, reason, last_error,
    is_in_pages, is_farewell)
SELECT gen_random_uuid(), 'networking.mail', 'prova:' || n, '', 'email', 'm' || n || '@example.org', 'p@example.org',
    now(), now(), now(), now(), 'queued', 0, 'Prova', 'Testo', '', '', '', '', '', '', '', false, false
FROM generate_series(1, %s) AS n
"""


def test_a_database_that_restarts_while_mails_leave_loses_none(cluster, sink, record_property):
    """In good order, and as when the current fails: pages recover, every mail leaves."""
    number = 60 * RESTARTS
    here = {"DATABASE_URL": cluster.url("portal"), "EMAIL_URL": sink.url, "NOTICES_LEASE_SECONDS": "20"}
    with psycopg.connect(cluster.url("portal")) as connection:
        connection.execute(WRITE, [number])
    sink.do("slow 30")
    with portal.web(**here, MIGRATION_DATABASE_URL="") as address, portal.running(SENDER, **here):
        for each in range(RESTARTS):
            assert delivering.wait_for_more(sink, 5)
            cluster.stop("immediate" if each % 2 else "fast")
            assert portal.get(f"{address}/comuni/")[0] == 503
            cluster.start()
            assert portal.wait_for(lambda: portal.get(f"{address}/comuni/")[0] == 200)
        assert portal.wait_for(lambda: not waiting_in(cluster), seconds=90)

    taken = sink.taken
    record_property("figure", f"{RESTARTS} restarts of the database: {delivering.figure(sink)}")
    assert len({each.message_id for each in taken}) == number
    assert len({(each.message_id, each.digest) for each in taken}) == number
    # What had been taken is written down when the database is back: it is not sent again.
    assert len(taken) - number <= RESTARTS


def waiting_in(cluster):
    with psycopg.connect(cluster.url("portal")) as connection:
        return connection.execute("SELECT count(*) FROM networking_notice WHERE state <> 'sent'").fetchone()[
            0
        ]

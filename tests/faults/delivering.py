"""Real workers that deliver notices to a real mail server, and what is asked of them after a fault."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import uuid4

from celery import Celery
from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.message import EmailMessage
from django.utils import timezone

from networking.notices import tell_that_roles_end
from tests import crowd, database, factories
from tests.faults import portal
from tests.faults.portal import WORKER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from subprocess import Popen

    from tests.smtp_sink import Sink

# `make faults` hurts as much as the requirements say; the suite, enough to notice.
IS_FULL = os.environ.get("PORTAL_FAULTS") == "full"
SENDER = ["manage", "drain_outbox", "--loop", "--pausa", "0.5"]
TASK = "networking.tasks.drain_outbox"


def where_all_is(sink: Sink, redis: str, *, lease: int) -> dict[str, str]:
    """What the processes are told: the test's database, `sink` as mail server, and so many seconds to a lease."""
    return {
        "DATABASE_URL": database.url_of(settings.DATABASES["default"]["NAME"], role="portal"),
        "EMAIL_URL": sink.url,
        "REDIS_URL": redis,
        "NOTICES_LEASE_SECONDS": str(lease),
    }


def ask(redis: str, *, task: str = TASK, times: int = 1, task_id: str = "", expires: int = 10) -> None:
    """What the clock asks the worker; with a `task_id`, the same message again and again.

    Asked once and for all, it must not expire before a worker on a busy machine has started.
    """
    with Celery(broker=redis.replace("unix://", "redis+socket://", 1), set_as_current=False) as clock:
        for _each in range(times):
            clock.send_task(task, ignore_result=True, task_id=task_id or str(uuid4()), expires=expires)


@contextmanager
def ticking(redis: str) -> Iterator[None]:
    """A clock in a hurry: it asks twice a second."""
    done = threading.Event()

    def go_on() -> None:
        while not done.wait(0.5):
            ask(redis)

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def write(number: int) -> None:
    """Half are composed when they leave, to people; half are mails that Django wrote."""
    crowd.roles_that_end(number // 2)
    tell_that_roles_end(now=timezone.now())
    connection = get_connection("networking.mail.OutboxBackend")
    connection.send_messages(
        [
            EmailMessage(f"Prova {each}", "Testo", "portale@example.org", [f"m{each}@example.org"])
            for each in range(number - number // 2)
        ]
    )


def pending() -> int:
    """How many have still to leave."""
    return factories.notices().pending().count()


def wait_for_more(sink: Sink, number: int, *, seconds: float = 60) -> bool:
    """Until the sink has taken `number` more."""
    before = sink.count
    return wait_often(lambda: sink.count >= before + number, seconds=seconds)


def wait_often(condition, *, seconds: float = 60) -> bool:
    """Ask a hundred times a second: to hurt somebody in the middle of something."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.01)
    return False


def let_all_leave(redis: str, environment: dict[str, str], *, seconds: float = 120) -> None:
    """A worker that nobody hurts, until nothing waits."""
    with portal.running(WORKER, **environment), ticking(redis):
        assert portal.wait_for(lambda: not pending(), seconds=seconds), f"{pending()} have not left"


def end_in_order(worker: Popen, *, whole_group: bool) -> None:
    """As Docker ends a worker (its first process), or as systemd does (all of them)."""
    if whole_group:
        os.killpg(worker.pid, signal.SIGTERM)
    else:
        worker.terminate()
    worker.wait(60)


def figure(sink: Sink) -> str:
    """What was taken: messages, and how many of them were repeats."""
    taken = sink.taken
    ids = {each.message_id for each in taken}
    return f"{len(ids)} delivered, {len(taken) - len(ids)} repeated with the same Message-ID"


def assert_all_and_never_two_different(sink: Sink, number: int) -> None:
    """Nothing lost; and whatever came twice came with the same bytes to the same address."""
    taken = sink.taken
    assert len({each.message_id for each in taken}) == number
    assert len({(each.message_id, each.digest, each.recipient) for each in taken}) == number
    assert not factories.notices().exclude(state="sent").exists()


def repeats(sink: Sink) -> int:
    """How many came more than once, as the mail server counts."""
    taken = sink.taken
    return len(taken) - len({each.message_id for each in taken})

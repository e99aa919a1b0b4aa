"""Redis that was away is found again as soon after an hour as after a moment."""

from contextlib import nullcontext, suppress

import pytest
from kombu import Connection
from kombu.exceptions import OperationalError
from kombu.simple import SimpleQueue
from redis.exceptions import ConnectionError as RedisIsAway

from networking import celery
from tests.faults import portal
from tests.faults.test_mail_server import own_redis


def test_redis_is_tried_again_as_often_however_long_it_is_away(monkeypatch):
    monkeypatch.setattr(celery, "BETWEEN_TRIES", 0.01)
    nobody, waits = f"redis://127.0.0.1:{portal.free_port()}/0", []

    with celery.app.connection_for_read(nobody) as line, pytest.raises(OperationalError):
        line.ensure_connection(lambda _failure, interval: waits.append(interval), 5)

    assert waits == [0.01] * len(waits)
    assert len(waits) >= 5


def test_the_worker_never_gives_up():
    assert celery.app.conf.broker_connection_max_retries is None


def listen(channel, name):
    """Whoever waits for the next message of a queue that has one."""
    queue = SimpleQueue(channel, name)
    queue.put("non ancora fatto")
    queue.get(timeout=5)
    channel._brpop_start()
    # As this process ends nothing is to be handed back to a Redis of a test.
    channel.qos._on_collect.cancel()


LINES = pytest.mark.parametrize(
    ("kind", "ends"), [(celery.PromptConnection, RedisIsAway), (Connection, AttributeError)]
)


def broken(kind):
    """A line whose work is held and on which two channels listened when Redis went."""
    port = portal.free_port()
    line = kind(f"redis://127.0.0.1:{port}/0", transport_options=celery.app.conf.broker_transport_options)
    with own_redis(port):
        listen(line.default_channel, "lavori")
        listen(line.channel(), "vicini")
    return line, line.default_channel


@LINES
def test_a_line_that_broke_may_be_closed_twice(kind, ends):
    """As the worker does. What it bears is Redis away; the careless twin is the library's own line."""
    line, _channel = broken(kind)

    line.collect()
    with pytest.raises(AttributeError) if ends is AttributeError else nullcontext():
        line.release()


@LINES
def test_who_ends_a_task_after_the_line_broke_is_told_that_redis_is_away(kind, ends):
    line, channel = broken(kind)
    line.collect()
    with suppress(AttributeError):
        line.release()

    with pytest.raises(ends):
        channel.basic_ack(next(iter(channel.qos._delivered), "fatto"))

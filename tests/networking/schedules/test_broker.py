"""Redis that was away is found again as soon after an hour as after a moment."""

import pytest
from kombu.exceptions import OperationalError

from networking import celery
from tests.faults import portal


def test_redis_is_tried_again_as_often_however_long_it_is_away(monkeypatch):
    monkeypatch.setattr(celery, "BETWEEN_TRIES", 0.01)
    nobody, waits = f"redis://127.0.0.1:{portal.free_port()}/0", []

    with celery.app.connection_for_read(nobody) as line, pytest.raises(OperationalError):
        line.ensure_connection(lambda _failure, interval: waits.append(interval), 5)

    assert waits == [0.01] * len(waits)
    assert len(waits) >= 5


def test_the_worker_never_gives_up():
    assert celery.app.conf.broker_connection_max_retries is None

"""What the tests share that hurt a portal of its own processes."""

from collections.abc import Iterator

import pytest

from tests import smtp_sink
from tests.smtp_server import SmtpServer


@pytest.fixture
def smtp() -> Iterator[SmtpServer]:
    """A real SMTP server, for whoever is told its address."""
    with SmtpServer() as server:
        yield server


@pytest.fixture
def sink(request, tmp_path) -> Iterator[smtp_sink.Sink]:
    """A mail server in a process of its own, which from the start does what a module's AS_A_SERVER says."""
    with smtp_sink.running(tmp_path / "taken", *getattr(request.module, "AS_A_SERVER", ())) as made:
        yield made

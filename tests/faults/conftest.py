"""What the tests share that hurt a portal of its own processes."""

from collections.abc import Iterator

import pytest

from tests.smtp_server import SmtpServer


@pytest.fixture
def smtp() -> Iterator[SmtpServer]:
    """A real SMTP server, for whoever is told its address."""
    with SmtpServer() as server:
        yield server

"""A portal of its own processes, started as `make up` and Docker start it, that a test can hurt."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
WORKER = ["celery", "-A", "networking", "worker", "--concurrency", "2", "--loglevel", "WARNING"]
BEAT = ["celery", "-A", "networking", "beat", "--pidfile=", "--loglevel", "WARNING"]


def queue(*, number: int) -> str:
    """The address of a database of the tests' Redis: each file has a number of its own, away from the queues of others."""
    given = settings.REDIS_URL
    return (
        f"{given}?virtual_host={number}"
        if given.startswith("unix:")
        else f"{given.rpartition('/')[0]}/{number}"
    )


def free_port() -> int:
    """A port nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(url: str) -> tuple[int, str]:
    """Status and body of a page; 0 while nobody answers."""
    try:
        with urlopen(url, timeout=20) as response:
            return response.status, response.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()
    except (URLError, OSError):
        return 0, ""


def wait_for(condition, *, seconds: float = 30) -> bool:
    """Ask until it is so, or the time is over."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.2)
    return False


@contextmanager
def running(command: list[str], **environment: str) -> Iterator[subprocess.Popen]:
    """A process group of ours that is gone afterwards, whatever happened."""
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "networking.settings.test"} | environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def web(**environment: str) -> Iterator[str]:
    """The web server on a free port; its address."""
    port = free_port()
    command = [
        "gunicorn",
        "networking.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
        "--worker-class",
        "gthread",
        "--threads",
        "4",
    ]
    with running(command, PORTAL_PROCESS="web", **environment):
        address = f"http://127.0.0.1:{port}"
        assert wait_for(lambda: get(f"{address}/salute/")[0] == 200)
        yield address

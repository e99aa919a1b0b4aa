"""One question over HTTP: in little time, for little, verified, and never elsewhere than where it was asked."""

from __future__ import annotations

import http.client
import socket
import ssl
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Timer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LARGEST_ANSWER = 64 * 1024
# A server of ours, for tests: nothing leaves the machine.
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class SilentError(Exception):
    """The line gave no whole answer; what the other side understood is not known."""


@dataclass(frozen=True)
class Patience:
    """Seconds: to connect, between one byte and the next, and for everything together."""

    connect: float
    read: float
    whole: float


@dataclass(frozen=True)
class Answer:
    """What came back, at most LARGEST_ANSWER of it."""

    status: int
    body: bytes


def ask(
    method: str, url: str, *, headers: Mapping[str, str], patience: Patience, body: bytes | None = None
) -> Answer:
    """The answer of `url`, a redirect included: nobody is followed, so that no password goes astray.

    Raises SilentError. Neither the address nor what was sent is in its words.
    """
    address = urlsplit(url)
    target = f"{address.path}?{address.query}" if address.query else address.path
    line = _line_to(url, patience)
    try:
        line.connect()
        with _cut_after(patience.whole, line.sock):
            if isinstance(line.sock, ssl.SSLSocket):
                line.sock.do_handshake()
            line.sock.settimeout(patience.read)
            line.request(method, target, body=body, headers=dict(headers))
            response = line.getresponse()
            # What is beyond stays unread: JSON that was cut is none, and whoever reads it notices.
            return Answer(response.status, response.read(LARGEST_ANSWER))
    except (OSError, http.client.HTTPException) as failure:
        raise SilentError(type(failure).__name__) from None
    finally:
        line.close()


class _EncryptedLine(http.client.HTTPConnection):
    """HTTPS whose handshake is done by whoever asks, under the watch: it can be slow too."""

    default_port = http.client.HTTPS_PORT

    def connect(self) -> None:
        super().connect()
        # The certificates that this machine trusts, and the name that must be in the one shown.
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)


def _line_to(url: str, patience: Patience) -> http.client.HTTPConnection:
    """A line to the host of `url`, encrypted unless it is this machine."""
    address = urlsplit(url)
    host = address.hostname or ""
    if address.scheme == "https":
        return _EncryptedLine(host, address.port, timeout=patience.connect)
    if address.scheme == "http" and host in LOOPBACK:
        return http.client.HTTPConnection(host, address.port, timeout=patience.connect)
    raise ImproperlyConfigured("The address of a gateway begins with https://")


@contextmanager
def _cut_after(seconds: float, sock: socket.socket) -> Iterator[None]:
    """Cut the line when the time is over, whatever is being read: one byte a second would hold us for ever."""
    watch = Timer(seconds, _cut, [sock])
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _cut(sock: socket.socket) -> None:
    with suppress(OSError):
        # Not the encrypted line's own, which would wait for whoever is reading from it.
        socket.socket.shutdown(sock, socket.SHUT_RDWR)

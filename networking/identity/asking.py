"""How the issuer is asked: in little time, for little, and never elsewhere than where it was asked."""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from threading import Timer
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

CONNECT_SECONDS = 2
# Between one byte and the next, and for all of them: whoever drips a byte a second must not hold us.
READ_SECONDS = 3
WHOLE_SECONDS = 5
LARGEST_ANSWER = 512 * 1024
PIECE = 16 * 1024


class ShortSession(requests.Session):
    """A session of `requests` that gives up soon and follows nobody elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        for scheme in ("https://", "http://"):
            self.mount(scheme, _TimedAdapter())

    def request(self, method: Any, url: Any, *args: Any, **kwargs: Any) -> requests.Response:
        """Ask, and read the whole answer within the limits. Raises requests.RequestException."""
        kwargs |= {"timeout": (CONNECT_SECONDS, READ_SECONDS), "allow_redirects": False, "stream": True}
        deadline = time.monotonic() + WHOLE_SECONDS
        response = super().request(method, url, *args, **kwargs)
        try:
            body = bytearray()
            for piece in response.iter_content(PIECE):
                body += piece
                if len(body) > LARGEST_ANSWER:
                    raise requests.exceptions.ReadTimeout("The issuer's answer is too long.")
        finally:
            response.close()
        # Where the line was cut, what was read until then is not the answer.
        if time.monotonic() > deadline:
            raise requests.exceptions.ReadTimeout("The issuer is too slow.")
        # What `requests` itself does where the answer is not streamed.
        response._content = bytes(body)
        return response


class _Timed:
    """A connection that is cut when its time is over, whatever is being read: a header, a piece, nothing.

    It may be closed before its answer is read: the watch goes on by itself, and finds nothing to cut.
    """

    sock: socket.socket

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]
        watch = Timer(WHOLE_SECONDS, _cut, [self.sock])
        watch.daemon = True
        watch.start()


def _cut(line: socket.socket) -> None:
    with suppress(OSError):
        # Not the encrypted line's own, which would wait for whoever is reading from it.
        socket.socket.shutdown(line, socket.SHUT_RDWR)


class _TimedHTTPConnection(_Timed, HTTPConnection):
    pass


class _TimedHTTPSConnection(_Timed, HTTPSConnection):
    pass


class _TimedHTTPPool(HTTPConnectionPool):
    ConnectionCls = _TimedHTTPConnection


class _TimedHTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _TimedHTTPSConnection


class _TimedAdapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _TimedHTTPPool, "https": _TimedHTTPSPool}

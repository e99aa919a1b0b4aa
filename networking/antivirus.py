"""Asking ClamAV about a file, where the owner has one: clamd's INSTREAM, over a socket."""

from __future__ import annotations

import socket
import struct
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from networking import security_log

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK = 64 * 1024
LONGEST_ANSWER = 4096


class InfectedError(Exception):
    """The file holds what the scanner knows as harmful."""


class ScannerAwayError(Exception):
    """The scanner did not say that the file is clean: then the file is not taken."""


def objection_to(content: bytes) -> str:
    """Why `content` is not taken, in a sentence for people; empty when nothing is found or nobody looks."""
    try:
        scan(content)
    except InfectedError:
        security_log.record("upload", outcome=security_log.REFUSED, reason="infected")
        return _("L'antivirus ha trovato qualcosa di pericoloso in questo file: non lo abbiamo conservato.")
    except ScannerAwayError:
        security_log.record("upload", outcome=security_log.FAILED, reason="no_scanner")
        return _("Adesso non possiamo controllare il file con l'antivirus: riprova più tardi.")
    return ""


def scan(content: bytes) -> None:
    """Return when clamd says that `content` is clean, or when no scanner is configured.

    Raises InfectedError, or ScannerAwayError whenever the answer is not one of clamd's two.
    """
    if not settings.CLAMD_ADDRESS:
        return
    answer = _ask(content)
    if answer.endswith("FOUND"):
        raise InfectedError(answer)
    if answer != "stream: OK":
        raise ScannerAwayError(answer)


def _ask(content: bytes) -> str:
    try:
        with _connected() as line:
            line.sendall(b"zINSTREAM\0")
            for chunk in _chunks(content):
                line.sendall(struct.pack("!L", len(chunk)) + chunk)
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
                received = line.recv(1024)
                if not received:
                    break
                answer += received
    except OSError as failure:
        raise ScannerAwayError(type(failure).__name__) from failure
    return answer.decode("ascii", "replace").strip("\0\n ")


def _connected() -> socket.socket:
    """A line to `unix:///run/clamav/clamd.ctl` or `tcp://clamav:3310`."""
    address = urlsplit(settings.CLAMD_ADDRESS)
    if address.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(settings.CLAMD_TIMEOUT)
        line.connect(address.path)
        return line
    return socket.create_connection((address.hostname, address.port or 3310), timeout=settings.CLAMD_TIMEOUT)


def _chunks(content: bytes) -> Iterator[bytes]:
    """The content in pieces, and the empty one that ends it."""
    yield from (content[start : start + CHUNK] for start in range(0, len(content), CHUNK))
    yield b""

"""A mail server in a process of its own, as quick as one can be, that remembers what it took and misbehaves on demand.

`python -m tests.smtp_sink RECORD` listens on a free port of the loopback address and writes it as the first line of
its output. For each message it takes, it appends a line to RECORD before it answers: when, Message-ID, digest of
every byte, recipient. The verb XDO of its SMTP («XDO slow 250») tells it how to behave from now on.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from smtplib import SMTP
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
END = b"\r\n.\r\n"
MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^>]+>)", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True)
class Taken:
    """One message that the sink said it would take, or took and did not say."""

    at: float
    message_id: str
    digest: str
    recipient: str


@dataclass
class Manners:
    """How the sink behaves: milliseconds before it takes a message and before it says so, codes for the next
    recipients, lines to cut once it has taken, silence.
    """

    stall: int = 0
    slow: int = 0
    refuse: int = 0
    refusals: int = 0
    close: int = 0
    silent: int = 0


class Conversation(asyncio.Protocol):
    """One client. Commands may come several at a time (RFC 2920)."""

    def __init__(self, record: int, manners: Manners) -> None:
        self.record, self.manners = record, manners
        self.waiting, self.is_data, self.recipient = b"", False, ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.transport = transport
        if not self.manners.silent:
            self.say("220 prova.example ESMTP")

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        while not self.manners.silent and (self._take_message() if self.is_data else self._take_command()):
            pass

    def say(self, text: str) -> None:
        """One line back."""
        if not self.transport.is_closing():
            self.transport.write(f"{text}\r\n".encode())

    def _take_command(self) -> bool:
        line, found, rest = self.waiting.partition(b"\r\n")
        if not found:
            return False
        self.waiting = rest
        verb, _space, rest_of_line = line.decode(errors="replace").partition(" ")
        answer = getattr(self, f"_{verb.lower()}", None)
        self.say(answer(rest_of_line) if answer else "250 ok")
        return True

    def _ehlo(self, _who: str) -> str:
        return "250-prova.example\r\n250-PIPELINING\r\n250 8BITMIME"

    def _rcpt(self, to: str) -> str:
        if self.manners.refusals:
            self.manners.refusals -= 1
            return f"{self.manners.refuse} non ora"
        self.recipient = to.partition("<")[2].partition(">")[0]
        return "250 ok"

    def _data(self, _nothing: str) -> str:
        self.is_data = True
        return "354 avanti"

    def _xdo(self, order: str) -> str:
        what, *values = order.split()
        setattr(self.manners, what.lower(), int(values[0]))
        if what.lower() == "refuse":
            self.manners.refusals = int(values[1])
        return "250 va bene"

    def _quit(self, _nothing: str) -> str:
        asyncio.get_running_loop().call_soon(self.transport.close)
        return "221 ciao"

    def _take_message(self) -> bool:
        message, found, rest = self.waiting.partition(END)
        if not found:
            return False
        self.waiting, self.is_data = rest, False
        if self.manners.stall:
            asyncio.get_running_loop().call_later(self.manners.stall / 1000, self._take, message)
        else:
            self._take(message)
        return True

    def _take(self, message: bytes) -> None:
        if self.transport.is_closing():
            return
        self._write_down(message)
        if self.manners.close:
            self.manners.close -= 1
            self.transport.abort()
        elif self.manners.slow:
            asyncio.get_running_loop().call_later(self.manners.slow / 1000, self.say, "250 preso")
        else:
            self.say("250 preso")

    def _write_down(self, message: bytes) -> None:
        found = MESSAGE_ID.search(message)
        name = found.group(1).decode() if found else "-"
        digest = hashlib.sha256(message).hexdigest()
        os.write(self.record, f"{time.time():.3f} {name} {digest} {self.recipient}\n".encode())


class Sink:
    """What a test knows of the sink that it started."""

    def __init__(self, port: int, record: Path, process: subprocess.Popen[str]) -> None:
        self.host, self.port, self.process, self._record = "127.0.0.1", port, process, record

    @property
    def url(self) -> str:
        """For EMAIL_URL."""
        return f"smtp://{self.host}:{self.port}"

    @property
    def taken(self) -> list[Taken]:
        """What it took, in order."""
        lines = [line.split(" ") for line in self._record.read_text().splitlines()]
        return [Taken(float(at), name, digest, to) for at, name, digest, to in lines]

    @property
    def count(self) -> int:
        """How many it took, repeats too."""
        return self._record.read_bytes().count(b"\n")

    def do(self, order: str) -> None:
        """Behave so from now on: «slow 250», «refuse 450 3», «close 1», «silent 0»."""
        with SMTP(self.host, self.port, timeout=5) as line:
            line.docmd("XDO", order)


@contextmanager
def running(record: Path, *orders: str) -> Iterator[Sink]:
    """A sink that writes to `record` what it takes."""
    record.touch()
    command = [sys.executable, "-m", "tests.smtp_sink", str(record)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        sink = Sink(int(process.stdout.readline()), record, process)
        try:
            for order in orders:
                sink.do(order)
            yield sink
        finally:
            process.kill()


async def serve(record: str) -> None:
    """Listen until somebody ends the process."""
    file = os.open(record, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    manners = Manners()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Conversation(file, manners), "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1]))

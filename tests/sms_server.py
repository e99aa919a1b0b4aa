"""A real, small HTTP server on the loopback address that answers as Smshosting documents, or as a test tells it to.

What it knows is written in networking/sms/smshosting.py: nobody has compared it with the provider itself.
"""

from __future__ import annotations

import json
import ssl
import threading
import time
from base64 import b64encode
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEY, SECRET = "chiave-di-prova", "segreto-di-prova"
BASE = "/rest/api"


class _Conversation(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: SmsServer

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        # keep_blank_values: an empty field is a field.
        form = {name: each[0] for name, each in parse_qs(raw.decode(), keep_blank_values=True).items()}
        self._serve("/sms/send", form, self._send)

    def do_GET(self) -> None:
        query = {name: each[0] for name, each in parse_qs(urlsplit(self.path).query).items()}
        self._serve("/sms/search", query, self._search)

    def _serve(self, path: str, asked: dict[str, str], answer: Callable[[dict[str, str]], None]) -> None:
        self.server.asked.append((path.rsplit("/", 1)[1], asked))
        told = self.server.answers.pop(0) if self.server.answers else None
        if told is not None:
            told(self, asked)
        elif urlsplit(self.path).path != BASE + path:
            self.say(404, {"errorCode": 404, "errorMsg": "NOT_FOUND"})
        elif self.headers.get("Authorization") != f"Basic {b64encode(f'{KEY}:{SECRET}'.encode()).decode()}":
            self.say(401, {"errorMsg": "BAD_CREDENTIALS", "errorCode": 401})
        else:
            answer(asked)

    def _send(self, form: dict[str, str]) -> None:
        problem = self.server.problem_of(form)
        if problem:
            self.not_inserted(form, problem)
            return
        self.take(form)
        time.sleep(self.server.answers_after)
        (message,) = self.server.of(form["transactionId"])[-1:]
        told = {"id": message["id"], "to": form["to"], "status": "INSERTED"}
        self.say(200, {**_echo(form), "smsInserted": 1, "smsNotInserted": 0, "sms": [told]})

    def not_inserted(self, form: dict[str, str], why: str) -> None:
        told = {"to": form["to"], "status": "NOT_INSERTED", "statusDetail": why}
        self.say(200, {**_echo(form), "smsInserted": 0, "smsNotInserted": 1, "sms": [told]})

    def take(self, form: dict[str, str]) -> None:
        """The message is the provider's from now on, whatever is answered."""
        with self.server.lock:
            number = 389310742 + len(self.server.taken)
            self.server.taken.append({**form, "id": number, "status": "PENDING"})

    def _search(self, query: dict[str, str]) -> None:
        if not query.get("transactionId"):
            self.say(400, {"errorMsg": "NO_PARAMS", "errorCode": 400})
            return
        found = self.server.of(query["transactionId"])
        names = ("id", "to", "text", "from", "status", "transactionId")
        told = [{name: each[name] for name in names if name in each} for each in found]
        self.say(200, {"metadata": {"count": len(found), "offset": 0, "limit": 20}, "smsList": told})

    def say(self, status: int, told: Any) -> None:
        self.say_bytes(status, json.dumps(told).encode())

    def say_bytes(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Say nothing: a test looks at `asked`."""


def _echo(form: dict[str, str]) -> dict[str, str]:
    return {name: form[name] for name in ("from", "text", "transactionId") if name in form}


def refusal(status: int, code: str) -> Callable[..., None]:
    """The documented refusal."""
    return lambda line, _asked: line.say(status, {"errorMsg": code, "errorCode": status})


def not_inserted(why: str) -> Callable[..., None]:
    """200, and the one message was not taken."""
    return lambda line, asked: line.not_inserted(asked, why)


def redirect(to: str) -> Callable[..., None]:
    """Elsewhere."""
    return lambda line, _asked: line.say_bytes(302, b"", Location=to)


def raw(status: int, body: bytes) -> Callable[..., None]:
    """Anything."""
    return lambda line, _asked: line.say_bytes(status, body)


def hang_up(line: _Conversation, asked: dict[str, str]) -> None:
    """Take the message and close without a word: the classic."""
    line.take(asked)
    line.close_connection = True


def cut_short(line: _Conversation, asked: dict[str, str]) -> None:
    """Take the message and stop in the middle of the answer."""
    line.take(asked)
    line.send_response(200)
    line.send_header("Content-Length", "500")
    line.end_headers()
    line.wfile.write(b'{"sms": [')
    line.close_connection = True


def silence(seconds: float) -> Callable[..., None]:
    """Take the message and say nothing for so long."""

    def be_silent(line: _Conversation, asked: dict[str, str]) -> None:
        line.take(asked)
        line.server.released.wait(seconds)
        line.close_connection = True

    return be_silent


def drip(line: _Conversation, _asked: dict[str, str]) -> None:
    """A byte now and then, for ever."""
    line.send_response(200)
    line.send_header("Content-Length", "100000")
    line.end_headers()
    with suppress(OSError):
        while not line.server.released.is_set():
            line.wfile.write(b" ")
            time.sleep(0.05)
    line.close_connection = True


def flood(line: _Conversation, _asked: dict[str, str]) -> None:
    """As much as whoever listens will hear, up to 100 MB; `server.poured` is how much it was."""
    line.send_response(200)
    line.end_headers()
    with suppress(OSError):
        for _piece in range(100):
            line.wfile.write(b" " * 1_000_000)
            line.server.poured += 1_000_000
    line.close_connection = True


class SmsServer(ThreadingHTTPServer):
    """Use as a context manager. `asked`: what was asked, in order; `taken`: what it will deliver.

    `answers` holds what to do with the next questions instead of what is documented.
    """

    daemon_threads = True

    def __init__(self, certificate: Path | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.taken: list[dict[str, Any]] = []
        self.answers: list[Callable[..., None]] = []
        self.poured = 0
        self.refuses_doubles = True
        self.answers_after = 0.0
        self.blacklist: set[str] = set()
        self.lock = threading.Lock()
        self.released = threading.Event()
        scheme, host = "http", "127.0.0.1"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True)
            scheme, host = "https", "localhost"
        self.url = f"{scheme}://{host}:{self.server_address[1]}{BASE}"

    def of(self, reference: str) -> list[dict[str, Any]]:
        """The messages taken under this reference."""
        return [each for each in self.taken if each["transactionId"] == reference]

    def problem_of(self, form: dict[str, str]) -> str:
        """Why a message is not inserted, as documented; empty when it is."""
        if not (form["to"].isdecimal() and form["to"].startswith("393")):
            return "BADNUMBERFORMAT"
        if form["to"] in self.blacklist:
            return "BLACKLIST"
        same = ("to", "from", "text")
        if self.refuses_doubles and any(
            all(each.get(name) == form.get(name) for name in same) for each in self.taken
        ):
            return "DUPLICATESMS"
        return ""

    def asked_for(self, what: str) -> list[dict[str, str]]:
        """The questions of one kind: `send` or `search`."""
        return [asked for name, asked in self.asked if name == what]

    def handle_error(self, *_line: object) -> None:
        """A client that goes away is what the tests are about."""

    def __enter__(self) -> SmsServer:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.released.set()
        self.shutdown()
        super().__exit__(*exc_info)

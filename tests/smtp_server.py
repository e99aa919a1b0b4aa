"""A real, small SMTP server on the loopback address that answers as a test tells it to."""

from __future__ import annotations

import email
import email.policy
import socketserver
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from email.message import EmailMessage


class _Conversation(socketserver.StreamRequestHandler):
    """One client; `server.answers` holds what to say to the next recipients instead of 250."""

    def handle(self) -> None:
        self._say("220 prova.example ESMTP")
        for line in self.rfile:
            command = line.decode().strip().upper()
            if command.startswith(("EHLO", "HELO")):
                self._say("250 prova.example")
            elif command.startswith("RCPT") and self.server.answers:
                self._say(self.server.answers.pop(0))
            elif command == "DATA":
                self._take_message()
            elif command == "QUIT":
                self._say("221 ciao")
                return
            else:
                self._say("250 ok")

    def _take_message(self) -> None:
        self._say("354 avanti")
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line[1:] if line.startswith(b"..") else line)
        else:
            # The sender died in the middle: what has no end was not taken.
            return
        self.server.received.append(email.message_from_bytes(b"".join(lines), policy=email.policy.default))
        self._say("250 preso")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class SmtpServer(socketserver.ThreadingTCPServer):
    """Use as a context manager; `received` are the messages that arrived."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.received: list[EmailMessage] = []
        self.answers: list[str] = []
        self.host, self.port = self.server_address[:2]

    def __enter__(self) -> SmtpServer:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.shutdown()
        super().__exit__(*exc_info)

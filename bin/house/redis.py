"""A private Redis: on a unix socket, in memory only; the truth about tasks lives in PostgreSQL."""

import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from house.places import LOG, RUN
from house.processes import Service
from house.steps import Refused, show_tail
from house.system_packages import find_program

PATIENCE = 10


@dataclass(frozen=True)
class Redis:
    """A Redis kept in `folder`, noted in `run` as every process we start."""

    folder: Path
    run: Path = RUN
    log: Path = LOG

    @property
    def service(self) -> Service:
        """Its process."""
        return Service("redis", self.run, self.log)

    @property
    def socket(self) -> Path:
        """Where it listens."""
        return self.folder / "redis.sock"

    @property
    def url(self) -> str:
        """The address the portal uses."""
        return f"unix://{self.socket}"

    def start(self, env: Mapping[str, str]) -> None:
        """Start it when it is not running. Raises Refused."""
        if self.service.pid() is not None and self.answers():
            return
        program = find_program("redis-server", "valkey-server")
        if program is None:
            raise Refused(
                _("Mancano questi pacchetti, installali e riprova: {packages}.").format(
                    packages="redis-server"
                )
            )
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        self.service.stop()
        self.service.start(self.command(program), env)
        self._wait()

    def command(self, program: str) -> list[str]:
        """How it is started: no TCP port, nothing written to disk."""
        return [
            *[program, "--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"],
            *["--save", "", "--appendonly", "no", "--daemonize", "no", "--dir", str(self.folder)],
        ]

    def _wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            if time.monotonic() > deadline or self.service.pid() is None:
                show_tail(self.service.log_file)
                raise Refused(_("Redis privato non parte."))
            time.sleep(0.02)

    def answers(self) -> bool:
        """Whether it answers PONG."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(1)
            try:
                line.connect(str(self.socket))
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
            except OSError:
                return False

    def stop(self) -> bool:
        """Stop it; False when it was not running."""
        return self.service.stop()

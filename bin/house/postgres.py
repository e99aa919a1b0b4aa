"""A private PostgreSQL: a cluster of our own in a folder of ours, reached by a unix socket only."""

import json
import os
import pwd
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from house.places import ROOT, VAR
from house.steps import Refused, show_tail
from house.system_packages import find_postgres

ROLES = ROOT / "deploy" / "postgres" / "roles.sql"
# PostgreSQL refuses to run as root: Debian's package brings this user.
UNPRIVILEGED = "postgres"
DURABLE: dict[str, str] = {}
# Tests may lose everything in a power cut: they would start again anyway.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def as_unprivileged() -> list[str]:
    """What to write before PostgreSQL's commands: nothing, or the drop from root to its user."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", f"--reuid={UNPRIVILEGED}", f"--regid={UNPRIVILEGED}", "--clear-groups"]


def can_reach(folder: Path) -> bool:
    """Whether PostgreSQL's user can pass through `folder`, which a root-only checkout forbids."""
    folder.mkdir(parents=True, exist_ok=True)
    test = [*as_unprivileged(), "test", "-x", str(folder)]
    return subprocess.run(test, cwd="/", check=False, capture_output=True).returncode == 0


def is_reachable() -> bool:
    """Whether a cluster can live in this checkout's `var/`."""
    return can_reach(VAR)


@dataclass(frozen=True)
class Cluster:
    """A cluster kept in `folder`, with its socket and its log beside the data."""

    folder: Path

    @property
    def data(self) -> Path:
        """PostgreSQL's own data folder."""
        return self.folder / "data"

    def url(self, role: str, database: str = "portal") -> str:
        """The address Django uses: the path of the socket's folder, then the database's name."""
        return f"postgres://{role}@/{self.folder}/{database}"

    def exists(self) -> bool:
        """Whether it was made to the end."""
        return (self.folder / "ready").exists()

    def create(self, settings: Mapping[str, str] = DURABLE) -> None:
        """Make the cluster, the two roles and the database. Raises Refused with the reason."""
        self._make_folder()
        self._postgres(
            "initdb",
            *["--pgdata", str(self.data), "--username", "postgres", "--encoding", "UTF8"],
            *["--locale", "C.UTF-8", "--auth", "trust", "--no-sync"],
        )
        options = {
            # Nobody but us can enter the socket's folder: that is the door and its lock.
            "listen_addresses": "",
            "unix_socket_directories": str(self.folder),
            "unix_socket_permissions": "0700",
            "max_connections": "200",
            **settings,
        }
        lines = [f"{name} = '{value}'" for name, value in options.items()]
        with (self.data / "postgresql.conf").open("a") as file:
            file.write("\n" + "\n".join(lines) + "\n")
        self.start()
        self.psql("--file", "-", stdin=ROLES.read_text())
        (self.folder / "ready").write_text(json.dumps(options))

    def _make_folder(self) -> None:
        """An empty folder that only PostgreSQL's user can enter."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        if os.geteuid() == 0:
            user = pwd.getpwnam(UNPRIVILEGED)
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        self.folder.chmod(0o700)

    def is_running(self) -> bool:
        """Whether its postmaster answers for this folder."""
        return self.data.exists() and self._ask("pg_ctl", "status", "--pgdata", str(self.data)) == 0

    def start(self) -> None:
        """Start it when it is not running. Raises Refused with the end of its log."""
        if not self.is_running():
            log = str(self.folder / "server.log")
            self._postgres("pg_ctl", "start", "--wait", "--pgdata", str(self.data), "--log", log, "--silent")

    def stop(self) -> bool:
        """Stop it at once, without losing anything; False when it was not running."""
        if not self.is_running():
            return False
        return self._ask("pg_ctl", "stop", "--mode", "fast", "--wait", "--pgdata", str(self.data)) == 0

    def remove(self) -> None:
        """Stop it and forget all it held."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def psql(self, *arguments: str, database: str = "postgres", stdin: str | None = None) -> None:
        """Run psql as the cluster's superuser. Raises Refused."""
        self._postgres(
            "psql",
            *["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--host", str(self.folder)],
            *["--username", "postgres", "--dbname", database, *arguments],
            stdin=stdin,
        )

    def _ask(self, program: str, *arguments: str) -> int:
        return subprocess.run(
            _command(program, arguments), cwd="/", stdin=subprocess.DEVNULL, capture_output=True, check=False
        ).returncode

    def _postgres(self, program: str, *arguments: str, stdin: str | None = None) -> None:
        """Run one of PostgreSQL's programs, keeping what it says for a failure."""
        # A file and not a pipe: the server that pg_ctl starts keeps it open.
        log = self.folder.parent / f"{program}.log"
        with log.open("w") as output:
            result = subprocess.run(
                _command(program, arguments),
                cwd="/",
                input=stdin,
                stdin=subprocess.DEVNULL if stdin is None else None,
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
        if result.returncode != 0:
            show_tail(log)
            if (server := self.folder / "server.log").exists():
                show_tail(server)
            raise Refused(_("Il database privato non parte ({program}).").format(program=program))


def _command(program: str, arguments: Sequence[str]) -> list[str]:
    programs = find_postgres()
    if programs is None:
        raise Refused(
            _("Mancano questi pacchetti, installali e riprova: {packages}.").format(packages="postgresql")
        )
    return [*as_unprivileged(), str(programs / program), *arguments]

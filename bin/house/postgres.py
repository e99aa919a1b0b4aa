"""A private PostgreSQL: a cluster of our own in a folder of ours, on a port of the loopback address."""

import os
import pwd
import secrets
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from house.places import ROOT, VAR
from house.ports import LOOPBACK, any_free_port, choose_port
from house.steps import Refused, show_tail
from house.system_packages import find_postgres

ROLES_SCRIPT = ROOT / "deploy" / "postgres" / "roles.sql"
# Each role, and the variable by which the script learns its password.
ROLES = {
    "portal_owner": "PORTAL_OWNER_PASSWORD",
    "portal": "PORTAL_PASSWORD",
    "portal_backup": "PORTAL_BACKUP_PASSWORD",
}
ATTEMPTS = 3
# PostgreSQL refuses to run as root: Debian's package brings this user.
UNPRIVILEGED = "postgres"
DURABLE: dict[str, str] = {}
# Tests may lose everything in a power cut: they would start again anyway. And they undo what they write: who counted the
# rows between one and the next would find none, and plan the next one's questions for tables that are empty.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
# A hundred thousand services are written before anything is measured; what is measured is reading.
FOR_BULK = {"autovacuum": "on", "max_wal_size": "4GB", "maintenance_work_mem": "256MB"}


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

    @property
    def port(self) -> int:
        """Where it listened the last time it was started."""
        return int((self.folder / "port").read_text())

    def url(self, role: str, database: str = "portal") -> str:
        """The address Django uses for a role (`portal` or `portal_owner`)."""
        return f"postgres://{role}:{self.password(role)}@{LOOPBACK}:{self.port}/{database}"

    def password(self, role: str) -> str:
        """The role's password, made with the cluster and kept beside it."""
        return (self.folder / f"{role}.password").read_text()

    def exists(self) -> bool:
        """Whether it was made to the end."""
        return (self.folder / "ready").exists()

    def create(self, settings: Mapping[str, str] = DURABLE) -> None:
        """Make the cluster, the two roles and the database. Raises Refused with the reason."""
        self._make_folder()
        self._postgres(
            "initdb",
            *["--pgdata", str(self.data), "--username", "postgres", "--encoding", "UTF8"],
            # The socket's folder opens for nobody but us: there our word is enough.
            *["--locale", "C.UTF-8", "--auth-local", "trust", "--auth-host", "scram-sha-256", "--no-sync"],
        )
        options = {
            "listen_addresses": LOOPBACK,
            "unix_socket_directories": str(self.folder),
            "unix_socket_permissions": "0700",
            "max_connections": "200",
            **settings,
        }
        lines = [f"{name} = '{value}'" for name, value in options.items()]
        with (self.data / "postgresql.conf").open("a") as file:
            file.write("\n" + "\n".join(lines) + "\n")
        for role in ROLES:
            self._keep(f"{role}.password", secrets.token_urlsafe(24))
        self.start()
        passwords = {variable: self.password(role) for role, variable in ROLES.items()}
        self.psql("--file", "-", stdin=ROLES_SCRIPT.read_text(), env=passwords)
        self._keep("ready", "")

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
        """Start it when it is not running, on last time's port if it is free. Raises Refused."""
        if self.is_running():
            return
        log = self.folder / "server.log"
        for attempt in range(ATTEMPTS):
            # Between our look and PostgreSQL's, somebody else may take the port: then another is tried.
            last = self.port if (self.folder / "port").exists() and attempt == 0 else any_free_port()
            self._keep("port", str(choose_port(last)))
            options = f"-c port={self.port}"
            start = ("start", "--wait", "--silent", "--pgdata", str(self.data), "--log", str(log))
            if self._ask("pg_ctl", *start, "--options", options) == 0:
                return
        show_tail(log)
        raise Refused(_("Il database privato non parte."))

    def stop(self, mode: str = "fast") -> bool:
        """Stop it at once, without losing anything; False when it was not running. «immediate»: as a power cut."""
        if not self.is_running():
            return False
        return self._ask("pg_ctl", "stop", "--mode", mode, "--wait", "--pgdata", str(self.data)) == 0

    def remove(self) -> None:
        """Stop it and forget all it held."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _keep(self, name: str, text: str) -> None:
        """Write a note beside the cluster that only its owner reads."""
        descriptor = os.open(self.folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(text)

    def psql(self, *arguments: str, stdin: str | None = None, env: Mapping[str, str] | None = None) -> None:
        """Run psql as the cluster's superuser, with `env` added to the environment. Raises Refused."""
        self._postgres(
            "psql",
            *["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--host", str(self.folder)],
            *["--port", str(self.port), "--username", "postgres", "--dbname", "postgres", *arguments],
            stdin=stdin,
            env=env,
        )

    def _ask(self, program: str, *arguments: str) -> int:
        # Not a pipe: the server that pg_ctl starts would keep it open.
        nowhere = subprocess.DEVNULL
        command = _command(program, arguments)
        return subprocess.run(
            command, cwd="/", stdin=nowhere, stdout=nowhere, stderr=nowhere, check=False
        ).returncode

    def _postgres(
        self, program: str, *arguments: str, stdin: str | None = None, env: Mapping[str, str] | None = None
    ) -> None:
        """Run one of PostgreSQL's programs, showing what it said when it fails. Raises Refused."""
        log = self.folder.parent / f"{program}.log"
        with log.open("w") as output:
            result = subprocess.run(
                _command(program, arguments),
                cwd="/",
                input=stdin,
                stdin=subprocess.DEVNULL if stdin is None else None,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **(env or {})},
                text=True,
                check=False,
            )
        if result.returncode != 0:
            show_tail(log)
            raise Refused(_("Il database privato non parte ({program}).").format(program=program))


def _command(program: str, arguments: Sequence[str]) -> list[str]:
    programs = find_postgres()
    if programs is None:
        raise Refused(
            _("Mancano questi pacchetti, installali e riprova: {packages}.").format(packages="postgresql")
        )
    return [*as_unprivileged(), str(programs / program), *arguments]

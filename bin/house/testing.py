"""`make test`, `make check` and `make bench`: servers of their own, stopped whatever happens."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from house import checking, environment
from house.places import ROOT, VAR, new_data_folder, only_one, venv_program
from house.postgres import FOR_BULK, FORGETFUL, Cluster, is_reachable
from house.processes import birth
from house.redis import Redis
from house.steps import say, step
from house.system_packages import (
    FOR_BROWSER_TESTS,
    FOR_DATABASE,
    FOR_DOCUMENT_TESTS,
    FOR_DOCUMENTS,
    FOR_PROXY_TESTS,
    FOR_PYTHON,
    FOR_QUEUE,
    find_browser,
)
from house.up import install
from house.variables import portal_variables

TEST_SETTINGS = "networking.settings.test"
NOTES = VAR / "test-runs"
EVERYTHING = [
    FOR_PYTHON,
    FOR_DATABASE,
    FOR_QUEUE,
    *FOR_DOCUMENTS,
    FOR_DOCUMENT_TESTS,
    FOR_BROWSER_TESTS,
    FOR_PROXY_TESTS,
]


@dataclass(frozen=True)
class TestServers:
    """The servers of one run, in a folder of their own."""

    folder: Path

    @property
    def cluster(self) -> Cluster:
        """Its PostgreSQL."""
        return Cluster(self.folder / "postgres")

    @property
    def redis(self) -> Redis:
        """Its Redis."""
        return Redis(self.folder / "redis", run=self.folder / "run", log=self.folder / "log")

    def start(self, settings: Mapping[str, str]) -> None:
        """Start both. Raises Refused."""
        self.cluster.create(settings)
        # The owner makes the databases of the tests; nobody else may.
        self.cluster.psql("--command", "ALTER ROLE portal_owner CREATEDB")
        # It brings back, between two tests, rows as they were: no trigger must act on them again.
        self.cluster.psql("--command", "GRANT SET ON PARAMETER session_replication_role TO portal_owner")
        self.redis.start(os.environ)

    def remove(self) -> None:
        """Stop both and forget them."""
        self.redis.stop()
        self.cluster.remove()
        shutil.rmtree(self.folder, ignore_errors=True)

    def variables(self) -> dict[str, str]:
        """The environment of the tests: only these servers, whatever the person has set."""
        ours = (
            "DATABASE_URL",
            "MIGRATION_DATABASE_URL",
            "REDIS_URL",
            "EMAIL_URL",
            "MEDIA_ROOT",
            "SECRET_KEY",
        )
        given = {name: value for name, value in os.environ.items() if name not in ours}
        variables = portal_variables(
            given,
            settings=TEST_SETTINGS,
            database=self.cluster.url("portal"),
            migration_database=self.cluster.url("portal_owner"),
            redis=self.redis.url,
            media=self.folder / "media",
        )
        # Playwright's synchronous interface and Django's models share a thread.
        variables |= {"DJANGO_ALLOW_ASYNC_UNSAFE": "true", "PORTAL_TEST_FOLDER": str(self.folder)}
        if browser := find_browser():
            variables["CHROMIUM"] = browser
        return variables


@contextmanager
def test_servers(settings: Mapping[str, str]) -> Iterator[TestServers]:
    """Servers that live as long as this block."""
    remove_orphans()
    folder = new_data_folder(f"test-{os.getpid()}", reachable=is_reachable())
    servers = TestServers(folder)
    NOTES.mkdir(parents=True, exist_ok=True)
    note = NOTES / f"{os.getpid()}.json"
    note.write_text(json.dumps({"pid": os.getpid(), "birth": birth(os.getpid()), "folder": str(folder)}))
    try:
        with step(_("Database e Redis dei test")):
            servers.start(settings)
        yield servers
    finally:
        servers.remove()
        note.unlink(missing_ok=True)


def remove_orphans() -> None:
    """Remove the servers of runs of this checkout that were killed before they could."""
    for note in NOTES.glob("*.json"):
        run = json.loads(note.read_text())
        if birth(run["pid"]) != run["birth"]:
            TestServers(Path(run["folder"])).remove()
            note.unlink(missing_ok=True)


def test(arguments: Sequence[str]) -> int:
    """Everything needed, the checks, and all the tests; with arguments, only the tests they choose."""
    install(EVERYTHING)
    with test_servers(FORGETFUL) as servers:
        # A real issuer of identities runs on it.
        env = servers.variables() | {"NODE": environment.node()}
        failed = [] if arguments else checking.run_all(os.environ)
        # One more than the processors: tests of faults and of browsers mostly wait.
        workers = (os.cpu_count() or 2) + 1
        pytest = [str(venv_program("python")), "-m", "pytest", "--numprocesses", str(workers), *arguments]
        code = subprocess.run(pytest, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, check=False).returncode
    if failed:
        say(_("Verifiche non superate: {names}.").format(names=", ".join(failed)))
    return code or (1 if failed else 0)


def faults(arguments: Sequence[str]) -> int:
    """The tests of faults in their long form: half a minute without database, twenty restarts, two clocks."""
    install(EVERYTHING)
    with test_servers(FORGETFUL) as servers:
        env = servers.variables() | {"PORTAL_FAULTS": "full"}
        pytest = [str(venv_program("python")), "-m", "pytest", "tests/faults", *arguments]
        return subprocess.run(pytest, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, check=False).returncode


def check(_arguments: Sequence[str]) -> int:
    """The checks alone; they need no server."""
    install([FOR_PYTHON, *FOR_DOCUMENTS])
    with only_one("check"):
        failed = checking.run_all(os.environ)
    return 1 if failed else 0


def bench(arguments: Sequence[str]) -> int:
    """The measures, on servers of their own."""
    install([FOR_PYTHON, FOR_DATABASE, FOR_QUEUE, *FOR_DOCUMENTS])
    with test_servers(FORGETFUL | FOR_BULK) as servers:
        command = [str(venv_program("python")), "-m", "tests.performance.run", *arguments]
        return subprocess.run(command, cwd=ROOT, env=servers.variables(), check=False).returncode

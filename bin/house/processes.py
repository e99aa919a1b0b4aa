"""Processes that outlive the command that started them, and are stopped only if they are ours."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from house.places import LOG, ROOT, RUN

KILLED_WITHIN = 5


@dataclass(frozen=True)
class Service:
    """A process with a name, a pid file and a log of its own."""

    name: str
    pid_folder: Path = RUN
    log_folder: Path = LOG

    @property
    def pid_file(self) -> Path:
        """Where its pid is noted, beside the moment the process was born."""
        return self.pid_folder / f"{self.name}.json"

    @property
    def log_file(self) -> Path:
        """Where it writes."""
        return self.log_folder / f"{self.name}.log"

    def start(self, command: Sequence[str | Path], env: Mapping[str, str]) -> int:
        """Start `command` in a session of its own; return its pid."""
        self.pid_folder.mkdir(parents=True, exist_ok=True)
        self.log_folder.mkdir(parents=True, exist_ok=True)
        with self.log_file.open("a") as log:
            process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=dict(env),
                cwd=ROOT,
                start_new_session=True,
            )
        self.pid_file.write_text(json.dumps({"pid": process.pid, "birth": birth(process.pid)}))
        return process.pid

    def pid(self) -> int | None:
        """The pid of the process when it lives and is the one we started, else None."""
        try:
            note = json.loads(self.pid_file.read_text())
        except (OSError, ValueError):
            return None
        born = birth(note["pid"])
        return note["pid"] if born is not None and born == note["birth"] else None

    def ask_to_end(self) -> None:
        """Ask it to end without waiting: whoever stops several asks all of them first."""
        if (pid := self.pid()) is not None:
            _signal(pid, signal.SIGTERM)

    def stop(self, *, patience: float = 15) -> bool:
        """Ask it to end, wait `patience` seconds, then end its whole group; False if it was not running."""
        pid = self.pid()
        if pid is None:
            self.pid_file.unlink(missing_ok=True)
            return False
        _signal(pid, signal.SIGTERM)
        if not self._ends_within(patience):
            _signal(-pid, signal.SIGKILL)
            self._ends_within(KILLED_WITHIN)
        self.pid_file.unlink(missing_ok=True)
        return True

    def _ends_within(self, patience: float) -> bool:
        deadline = time.monotonic() + patience
        while self.pid() is not None:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        return True


def birth(pid: int) -> str | None:
    """What tells this process from a later one with the same pid; None when it is dead."""
    _reap(pid)
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return _birth_without_proc(pid) if not Path("/proc/self/stat").exists() else None
    # The second field is the command between parentheses and may hold spaces.
    fields = stat.rpartition(")")[2].split()
    state, ticks = fields[0], fields[19]
    if state in "ZX":
        return None
    return f"{_boot()}:{ticks}"


def _birth_without_proc(pid: int) -> str | None:
    """The same where there is no /proc, as on macOS."""
    answer = subprocess.run(
        ["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return answer.stdout.strip() or None


def _boot() -> str:
    """The name of this boot: ticks count from it."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""


def _reap(pid: int) -> None:
    """Take leave of a child of ours that has ended, so that it does not look alive."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except (ChildProcessError, OSError):
        return


def _signal(pid: int, number: int) -> None:
    """Send a signal; a process that is already gone is what we wanted."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return

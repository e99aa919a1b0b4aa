"""What the person at the terminal sees: one line per step, as it goes, with its seconds."""

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from gettext import gettext as _
from pathlib import Path

from house.places import LOG

LINES_OF_A_FAILURE = 40


class Refused(Exception):  # noqa: N818 - a refusal with words, as in the portal's acts
    """The house cannot go on; the message is the one line the person reads."""


def say(line: str = "") -> None:
    """Print one line at once, whoever is listening."""
    print(line, flush=True)


def seconds(value: float) -> str:
    """A duration the Italian way: `1,2 s`."""
    return f"{value:.1f} s".replace(".", ",")


@contextmanager
def step(title: str) -> Iterator[list[str]]:
    """Show a step while it runs; what is appended to the yielded list is added to its line."""
    print(f"→ {title} …", end=" ", flush=True)
    started = time.monotonic()
    notes: list[str] = []
    try:
        yield notes
    except BaseException:
        say(_("non riuscito."))
        raise
    taken = seconds(time.monotonic() - started)
    say(" · ".join([*notes, taken]))


def run(
    command: Sequence[str | Path],
    *,
    log: str,
    env: Mapping[str, str] | None = None,
    cwd: Path | str | None = None,
    failure: str = "",
) -> None:
    """Run a command whose output goes to `var/log/<log>.log`.

    Raises Refused with `failure`, after showing the log's last lines, when it fails.
    """
    LOG.mkdir(parents=True, exist_ok=True)
    path = LOG / f"{log}.log"
    with path.open("w") as file:
        result = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            env=dict(env) if env is not None else None,
            cwd=cwd,
            check=False,
        )
    if result.returncode != 0:
        show_tail(path)
        raise Refused(failure or _("Un comando non è riuscito: {name}.").format(name=Path(command[0]).name))


def show_tail(path: Path) -> None:
    """Show the end of a log to whoever must understand a failure."""
    if not path.exists():
        return
    lines = path.read_text(errors="replace").splitlines()[-LINES_OF_A_FAILURE:]
    sys.stderr.write("\n" + "\n".join(f"    {line}" for line in lines) + "\n")
    sys.stderr.flush()

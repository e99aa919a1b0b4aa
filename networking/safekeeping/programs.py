"""PostgreSQL's own programs: where they are, and how they are told which database."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from .refusals import SafekeepingError

if TYPE_CHECKING:
    from collections.abc import Iterator

# Where Debian, and Homebrew, put a version beside the other.
FOLDERS = ("/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt")


def find(program: str, *, server: int) -> str:
    """The path of `program` in the oldest version that can speak with a `server` (major version).

    Raises SafekeepingError: pg_dump refuses a server newer than itself.
    """
    usable = sorted((version, path) for path, version in _candidates(program) if version >= server)
    if not usable:
        raise SafekeepingError(
            _("Manca {program} di PostgreSQL {server}: installa postgresql-client-{server}.").format(
                program=program, server=server
            )
        )
    return usable[0][1]


def _candidates(program: str) -> list[tuple[str, int]]:
    paths = [Path(found)] if (found := shutil.which(program)) else []
    if settings.POSTGRES_PROGRAMS:
        paths = [Path(settings.POSTGRES_PROGRAMS) / program]
    else:
        paths += [path for folder in FOLDERS for path in Path(folder).glob(f"*/bin/{program}")]
    return [(str(path), version) for path in paths if (version := _version(path))]


def _version(path: Path) -> int:
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S603 - a path we found
    except (OSError, subprocess.CalledProcessError):
        return 0
    number = re.search(r"(\d+)", answer)
    return int(number[1]) if number else 0


@contextmanager
def running(
    command: list[str], environment: dict[str, str], **pipes: int
) -> Iterator[subprocess.Popen[bytes]]:
    """A program while one speaks with it. Raises SafekeepingError, with what it said, when it fails."""
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, **pipes) as process:  # noqa: S603 - a path we found, our own arguments
        try:
            yield process
        except BrokenPipeError:
            # It has said why on its other side.
            pass
        except BaseException:
            process.kill()
            raise
        complaint = process.stderr.read().decode(errors="replace")
    if process.returncode:
        raise SafekeepingError(
            _("{program} non è riuscito: {why}").format(program=Path(command[0]).name, why=complaint.strip())
        )


def conninfo(url: str) -> tuple[str, dict[str, str]]:
    """How a program is told the database at `url`, and the environment with its password.

    The password is in no command line: those are read by everybody on the machine.
    """
    parts = conninfo_to_dict(url)
    password = parts.pop("password", None)
    environment = os.environ | ({"PGPASSWORD": str(password)} if password else {})
    return make_conninfo(**parts), environment

"""Where things are kept: the checkout, `var/`, and the data folder of the private servers."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = ROOT / "var"
LOG = VAR / "log"
RUN = VAR / "run"
TOOLS = VAR / "tools"
VENV = ROOT / ".venv"
ADDRESS = VAR / "address"
DEMO_ACCOUNTS = VAR / "demo-accounts.json"

# A unix socket's path is at most 107 characters long; the longest we open below a data
# folder is `postgres/.s.PGSQL.65432`.
LONGEST_DATA_FOLDER = 100 - len("/postgres/.s.PGSQL.65432")


def venv_program(name: str) -> Path:
    """The program `name` of the project's virtual environment."""
    return VENV / "bin" / name


@contextmanager
def only_one(name: str) -> Iterator[None]:
    """Let one house at a time do what `name` says in this checkout; the others wait."""
    VAR.mkdir(exist_ok=True)
    with (VAR / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_short_enough(folder: Path) -> bool:
    """Whether unix sockets can be opened below `folder`."""
    return len(os.fsencode(folder)) <= LONGEST_DATA_FOLDER


def remembered_data_folder(note: Path) -> Path | None:
    """The folder an earlier run noted, when it is still there."""
    if not note.exists():
        return None
    folder = Path(note.read_text().strip())
    return folder if folder.is_dir() else None


def new_data_folder(name: str, *, reachable: bool) -> Path:
    """Make a data folder: in `var/` where PostgreSQL's user can reach it, else under /var/tmp."""
    here = VAR / name
    if reachable and is_short_enough(here):
        here.mkdir(parents=True, exist_ok=True)
        folder = here
    else:
        folder = Path(tempfile.mkdtemp(prefix="net-working-", dir="/var/tmp"))
    # Others may pass through to the folders that are theirs, but not look around.
    folder.chmod(0o711)
    return folder


def data_folder(*, reachable: bool) -> Path:
    """The data folder of `make up`, made once and noted in `var/data-folder`."""
    note = VAR / "data-folder"
    if folder := remembered_data_folder(note):
        return folder
    folder = new_data_folder("data", reachable=reachable)
    note.write_text(f"{folder}\n")
    return folder

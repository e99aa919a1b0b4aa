"""Is docker-compose.yml right, as far as can be told without Docker?

Its syntax, the names its services use of one another, the files it mounts, and that its
processes are started with the very commands of `make up`, which the tests run.
"""

import re
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bin"))

from house.portal_processes import COMMANDS  # noqa: E402

SERVICES = {"proxy", "web", "worker", "beat", "migrate", "backup", "restore", "postgres", "redis"}
# These end by themselves: their health is how they end.
ONE_SHOT = {"migrate", "backup", "restore"}


def complaints(compose: dict[str, Any], *, root: Path = ROOT) -> list[str]:
    """Everything that is wrong with the parsed file; empty when nothing is."""
    services = compose.get("services", {})
    found = [f"manca il servizio {name}" for name in sorted(SERVICES - services.keys())]
    for name, service in services.items():
        found += [f"{name}: {problem}" for problem in _of_service(name, service, compose, root)]
    for name, command in COMMANDS.items():
        if services.get(name, {}).get("command") != list(command):
            found.append(f"{name}: il comando non è quello di make up: {' '.join(command)}")
    return found


def _of_service(name: str, service: dict[str, Any], compose: dict[str, Any], root: Path) -> list[str]:
    found = [
        f"dipende da {other}, che non c'è" for other in service.get("depends_on", {}) if other not in SERVICES
    ]
    found += [
        f"usa la rete {net}, che non c'è"
        for net in service.get("networks", [])
        if net not in compose["networks"]
    ]
    if name not in ONE_SHOT and "healthcheck" not in service:
        found.append("non dice come sta (healthcheck)")
    for volume in service.get("volumes", []):
        source = re.sub(r"\$\{.*?\}", "", volume).split(":")[0]
        if source.startswith("./") and not (root / source).exists():
            found.append(f"monta {source}, che non c'è")
        elif source and not source.startswith("./") and source not in compose["volumes"]:
            found.append(f"usa il volume {source}, che non c'è")
    for secret, value in service.get("environment", {}).items():
        if re.search(r"PASSWORD|SECRET_KEY$", secret) and not re.fullmatch(r"\$\{\w+:[?-].*\}", str(value)):
            found.append(f"{secret} non viene dall'ambiente")
    return found


def main() -> int:
    """Print what is wrong; the exit code says whether anything is."""
    found = complaints(yaml.safe_load((ROOT / "docker-compose.yml").read_text()))
    sys.stdout.write("".join(f"{problem}\n" for problem in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

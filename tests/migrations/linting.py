"""Which migrations could stop the portal while they run? Asked of django-migration-linter.

`python -m tests.migrations.linting` does it on a PostgreSQL of its own: the linter reads the SQL that
each migration would send, and Django writes it only to a server.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
OURS = ("networking", "services", "laboratories", "volunteers")


def lint(*apps: str, database: str) -> subprocess.CompletedProcess[str]:
    """What the linter says of the migrations of `apps`; its exit code is 0 when all of them may pass."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.migrations.settings",
        "DATABASE_URL": database,
        "MIGRATION_DATABASE_URL": database,
    }
    command = [sys.executable, "manage.py", "lintmigrations", "--no-cache", "--quiet", "ok", "ignore"]
    return subprocess.run(
        [*command, "--include-apps", *apps],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def main() -> int:
    """Lint our own migrations; the exit code of the linter."""
    from tests import clusters

    with clusters.empty_cluster() as cluster:
        outcome = lint(*OURS, database=cluster.url("portal_owner"))
    sys.stdout.write(outcome.stdout + outcome.stderr)
    return outcome.returncode


if __name__ == "__main__":
    sys.exit(main())

"""The checks that do not run the portal's tests: style, contracts, types, migrations, deployment."""

import os
import subprocess
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from gettext import gettext as _

from house.places import ROOT, VENV
from house.steps import say, seconds
from house.system_packages import find_postgres, find_program

# No server listens there and none is needed; the refusal comes at once.
NO_DATABASE = "postgres://portal@127.0.0.1:1/portal"
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "networking.settings.production",
    "SECRET_KEY": "una-chiave-che-serve-solo-a-questa-verifica-0123456789-abcdefghij",
    "FIELD_KEYS": "prova:a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=",
    "INDEX_KEY": "un-altro-segreto-che-serve-solo-a-questa-verifica",
    "DATABASE_URL": NO_DATABASE,
    "MIGRATION_DATABASE_URL": NO_DATABASE.replace("portal@", "portal_owner@"),
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "EMAIL_URL": "smtp+tls://portale:segreto@posta.example.org:587",
    "DEFAULT_FROM_EMAIL": "NET WORKING <portale@example.org>",
    "ALLOWED_HOSTS": "portale.example.org",
}
TESTS = {
    "DJANGO_SETTINGS_MODULE": "networking.settings.test",
    "DATABASE_URL": NO_DATABASE,
    "REDIS_URL": "redis://127.0.0.1:1/0",
}


# A line break after a heading is taste; a button submits unless it says otherwise; the empty
# corner of a table is a td, because a header without words is read aloud as one.
DJLINT_IGNORES = "H015,H043,H044"


@dataclass(frozen=True)
class Check:
    """A command that must end well, and what it is for."""

    title: str
    command: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)


def all_checks() -> list[Check]:
    """Every check, the quick ones first."""
    nginx = find_program("nginx")
    checks = [
        Check(_("stile"), ("ruff", "check", ".")),
        Check(_("forma"), ("ruff", "format", "--check", ".")),
        Check(_("piani della casa"), ("lint-imports",)),
        Check(
            _("modelli di pagina"),
            ("djlint", "--lint", "--quiet", "--ignore", DJLINT_IGNORES, "templates"),
        ),
        Check(_("docker-compose.yml"), ("python", "deploy/check_compose.py")),
        Check(_("migrazioni"), ("python", "manage.py", "makemigrations", "--check", "--dry-run"), TESTS),
        Check(
            _("messa in produzione"),
            ("python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"),
            PRODUCTION,
        ),
        Check(_("tipi"), ("mypy",), TESTS),
    ]
    if find_postgres():
        checks.append(Check(_("migrazioni senza blocchi"), ("python", "-m", "tests.migrations.linting")))
    if nginx:
        checks.append(Check(_("nginx"), ("python", "-m", "tests.deploy.proxy")))
    return checks


def run_all(env: Mapping[str, str]) -> list[str]:
    """Run every check, as many at a time as there are processors; return the titles of those that fail."""
    checks = all_checks()
    say(_("→ Verifiche"))
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        results = [pool.submit(outcome, check, env) for check in checks]
        return [
            check.title
            for check, result in zip(checks, results, strict=True)
            if not told(check, *result.result())
        ]


def outcome(check: Check, env: Mapping[str, str]) -> tuple[bool, str, float]:
    """Run one check: whether it passed, what it said, and its seconds."""
    started = time.monotonic()
    program, *arguments = check.command
    clean = {name: value for name, value in env.items() if name not in PRODUCTION or name in check.env}
    result = subprocess.run(
        [str(VENV / "bin" / program), *arguments],
        cwd=ROOT,
        env={**clean, **check.env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return result.returncode == 0, result.stdout, time.monotonic() - started


def told(check: Check, passed: bool, output: str, taken: float) -> bool:
    """Print one check's line, and what it said when it failed; return whether it passed."""
    say(f"  {'✓' if passed else '✗'} {check.title} · {seconds(taken)}")
    if not passed:
        say("\n".join(f"    {line}" for line in output.splitlines()))
    return passed

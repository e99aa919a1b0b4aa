"""Production refuses to start without its secrets, and passes Django's own deployment check."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "networking.settings.production",
    "SECRET_KEY": "una-chiave-di-prova-lunga-abbastanza-per-non-far-protestare-nessuno-0123456789",
    "FIELD_KEYS": "prova:a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=",
    "INDEX_KEY": "un-altro-segreto-di-prova",
    "DATABASE_URL": "postgres://portal:segreto@db/portal",
    "MIGRATION_DATABASE_URL": "postgres://portal_owner:segreto@db/portal",
    "REDIS_URL": "redis://redis:6379/0",
    "EMAIL_URL": "smtp+tls://utente:segreto@posta.example:587",
    "ALLOWED_HOSTS": "portale.example",
    "DEFAULT_FROM_EMAIL": "portale@portale.example",
}


def check_deploy(**changes):
    """Run the deployment check as production would, with some variables changed or (None) missing."""
    environment = {"PATH": os.environ["PATH"]} | COMPLETE | changes
    environment = {name: value for name, value in environment.items() if value is not None}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_deployment_check_finds_nothing():
    done = check_deploy()

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "name",
    ["SECRET_KEY", "FIELD_KEYS", "INDEX_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "ALLOWED_HOSTS"],
)
def test_production_does_not_start_without(name):
    done = check_deploy(**{name: None})

    assert done.returncode != 0
    assert name in done.stderr


def test_production_does_not_start_with_a_short_secret():
    assert "almeno 50 caratteri" in check_deploy(SECRET_KEY="corta").stderr


def test_what_the_databases_address_asks_of_the_line_is_kept():
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from networking.settings import production; print(production.DATABASES['default']['OPTIONS'])",
        ],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]}
        | COMPLETE
        | {"DATABASE_URL": f"{COMPLETE['DATABASE_URL']}?sslmode=verify-full"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert "'sslmode': 'verify-full'" in done.stdout


def test_one_database_role_for_both_is_warned_of():
    done = check_deploy(MIGRATION_DATABASE_URL=None)

    assert "networking.W001" in done.stderr


SMSHOSTING = {
    "SMS_GATEWAY": "networking.sms.smshosting.SmshostingGateway",
    "SMSHOSTING_AUTH_KEY": "chiave",
    "SMSHOSTING_AUTH_SECRET": "segreto",
}


def test_a_provider_of_sms_with_its_credentials_is_well():
    done = check_deploy(**SMSHOSTING)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"SMSHOSTING_AUTH_KEY": None}, "Manca SMSHOSTING_AUTH_KEY"),
        ({"SMSHOSTING_AUTH_SECRET": ""}, "Manca SMSHOSTING_AUTH_SECRET"),
        ({"SMS_SENDER": "NET WORKING"}, "11 lettere o cifre"),
        ({"SMS_SENDER": "UnNomeTroppoLungo"}, "11 lettere o cifre"),
        ({"SMS_GATEWAY": "networking.sms.folder.FolderGateway"}, "finirebbero in una cartella"),
    ],
)
def test_sms_that_could_not_leave_are_refused(change, said):
    done = check_deploy(**SMSHOSTING | change)

    assert done.returncode != 0
    assert "networking.E001" in done.stderr
    assert said in done.stderr


def test_production_carries_no_sms_until_somebody_is_named():
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from networking.settings import production; print(repr(production.SMS_GATEWAY))",
        ],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]} | COMPLETE,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "''"

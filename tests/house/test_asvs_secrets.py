"""Secrets stay out of the repository, and what is meant to be guessed by nobody is long enough."""

import re
import subprocess
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.contrib.auth.tokens import default_token_generator

from networking.models import User
from networking.models.files import random_name
from tests import factories

ROOT = Path(__file__).parents[2]
LOOKS_SECRET = re.compile(
    r"AGE-SECRET-KEY-1[A-Z0-9]{20}|-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{30}"
)


def tracked_files():
    """What the repository holds; where it is not a repository, what lies in the project's own folders."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\n")
    return [ROOT / name for name in listed if name]


def test_asvs_13_3_1_no_key_lies_in_the_repository():
    files = tracked_files()
    found = [
        str(path.relative_to(ROOT))
        for path in files
        if path.suffix in {".py", ".md", ".toml", ".yml", ".sh", ".example", ".json", ".js", ".sql", ""}
        and path.is_file()
        and LOOKS_SECRET.search(path.read_text(encoding="utf-8", errors="ignore"))
    ]

    if not files:
        pytest.skip("not a git checkout: there is no list of the repository's files")
    assert [name for name in found if not name.startswith("tests/")] == []
    assert not [path for path in files if path.name in {".env", "secret-key", "field-keys"}]


def test_asvs_11_5_1_names_of_files_and_tokens_cannot_be_guessed(citizen):
    names = {random_name(None, "modulo.pdf") for _each in range(200)}
    token = default_token_generator.make_token(citizen)

    assert len(names) == 200
    # 16 bytes as hexadecimal digits: 128 bits.
    assert {len(name.split("/")[1]) for name in names} == {32}
    assert len(token.split("-")[1]) * 4 >= 128


def test_asvs_9_1_1_a_confirmation_that_was_changed_confirms_nothing(client, db):
    user = User.objects.create_user("nuova@example.org", factories.PASSWORD)
    address = EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    key = EmailConfirmationHMAC(address).key

    for changed in (key[:-1] + ("a" if key[-1] != "a" else "b"), "1" + key, key.split(":", 1)[0]):
        client.post(f"/accedi/conferma-email/{changed}/")
        address.refresh_from_db()
        assert not address.verified
    client.post(f"/accedi/conferma-email/{key}/")
    address.refresh_from_db()
    assert address.verified


def test_asvs_9_1_1_a_link_for_a_new_password_serves_once_and_only_as_it_was(client, citizen):
    token = default_token_generator.make_token(citizen)

    assert default_token_generator.check_token(citizen, token)
    assert not default_token_generator.check_token(citizen, token[:-1] + ("0" if token[-1] != "0" else "1"))
    citizen.set_password("un'altra-password-lunga")
    citizen.save()
    assert not default_token_generator.check_token(citizen, token)

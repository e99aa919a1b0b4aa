"""The demonstration: complete, repeatable, refused elsewhere."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from networking import demo
from networking.models import RoleKind, User
from services.models import Organization, Service, Verification
from tests import factories


def test_there_is_a_log_in_for_every_role(accounts):
    assert {account.role for account in accounts} == {str(kind.label) for kind in RoleKind}


def test_the_log_ins_work(accounts, client):
    for account in accounts:
        answer = client.post("/accedi/", {"login": account.email, "password": account.password})
        assert answer.status_code == 302, account
        client.logout()


@pytest.mark.parametrize(
    "kind", [RoleKind.GUARDIAN, RoleKind.DESK_OPERATOR, RoleKind.VOLUNTEER, RoleKind.PROVIDER_EDITOR]
)
def test_there_are_two_of_those_who_must_not_see_one_another(accounts, kind):
    people = User.objects.filter(roles__kind=kind)

    assert len({user.person.comune.zone for user in people}) == 2


def test_nobody_opens_a_neighbours_private_page(accounts):
    pages = {account.email: account.pages[-1] for account in accounts if account.email.startswith("ente-")}
    for email in pages:
        client = factories.signed_in(User.objects.get(email=email))
        opened = {owner: client.get(page).status_code for owner, page in pages.items()}
        assert opened == {owner: 200 if owner == email else 404 for owner in pages}


def test_a_second_run_changes_nothing(accounts, now):
    before = (Service.objects.count(), Organization.objects.count(), Verification.objects.count())

    again = demo.build_all(now=now + timedelta(days=1))

    assert (Service.objects.count(), Organization.objects.count(), Verification.objects.count()) == before
    assert [account.password for account in again] == [account.password for account in accounts]


def test_the_file_is_for_its_owner_alone(accounts):
    assert demo.ACCOUNTS_FILE.stat().st_mode & 0o077 == 0


def test_the_command_prints_log_ins_and_private_pages(accounts, capsys):
    call_command("demo", "--json")

    printed = json.loads(capsys.readouterr().out)
    assert {"role", "email", "password", "pages"} == set(printed[0])


def test_a_portal_in_production_refuses(db, settings):
    settings.IS_DEMO = False
    before = User.objects.count()

    with pytest.raises(CommandError, match="non è una dimostrazione"):
        call_command("demo")
    assert User.objects.count() == before

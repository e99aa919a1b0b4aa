"""Who lost the second step is let in again by who runs the server, and is told."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.core.management import CommandError, call_command

from networking.models import RoleKind
from tests import factories


@pytest.fixture
def operator(norcia):
    user = factories.person("operatrice@example.org", RoleKind.DESK_OPERATOR, comune=norcia)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    return user


def take_away(email):
    call_command("reset_second_factor", email, stdout=StringIO())


def test_it_is_gone_and_only_theirs(operator, administrator):
    TOTP.activate(administrator, "JBSWY3DPEHPK3PXP")

    take_away("Operatrice@example.org")

    assert list(Authenticator.objects.values_list("user", flat=True)) == [administrator.pk]


def test_whoever_was_in_is_out(client, citizen):
    client.post("/accedi/", {"login": citizen.email, "password": factories.PASSWORD})
    assert client.get("/profilo/").status_code == 200

    take_away(citizen.email)

    assert "/accedi/" in client.get("/profilo/")["Location"]


def test_asvs_6_3_7_they_are_told_by_mail(operator):
    take_away(operator.email)

    [message] = mail.outbox
    assert message.to == [operator.email]
    assert "ha tolto il secondo passo" in message.body


def test_without_it_staff_choose_a_new_one_before_anything_else(operator, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    take_away(operator.email)

    answer = factories.signed_in(operator).get("/gestione/")

    assert answer.status_code == 302
    assert "/gestione/" not in answer["Location"].partition("?")[0]


def test_nobody_by_that_address_is_said(db):
    with pytest.raises(CommandError, match="Nessun accesso"):
        take_away("nessuno@example.org")

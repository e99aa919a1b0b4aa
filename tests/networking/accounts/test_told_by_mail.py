"""ASVS 6.3.7: whoever's access changes reads it in a mail, in Italian; and the changes of e-mail and password."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail

from tests.factories import PASSWORD
from tests.networking.accounts.steps import (
    NEW_PASSWORD,
    confirm,
    confirmed,
    sign_in,
    sign_in_with_code,
    text,
    with_app,
    with_recovery_codes,
)
from tests.security_keys import code_of

pytestmark = pytest.mark.django_db

ENGLISH = re.compile(r"\b(Your|You|Hello|account|has been|Sign|please|link)\b")


@pytest.fixture
def told(citizen, at_once):
    """What the person is told by mail after an act."""

    def after(act) -> list[str]:
        mail.outbox.clear()
        act()
        assert not [ENGLISH.findall(sent.body) for sent in mail.outbox if ENGLISH.search(sent.body)]
        assert all("indirizzo di rete: 127.0.0.1" in sent.body for sent in mail.outbox)
        return [
            sent.subject.removeprefix("NET WORKING · ") for sent in mail.outbox if sent.to == [citizen.email]
        ]

    return after


def test_asvs_6_3_7_a_new_password(citizen, told):
    client = confirmed(citizen)
    answer = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}

    assert told(lambda: client.post("/profilo/password/", answer)) == ["Password cambiata"]


def test_asvs_6_3_7_a_password_chosen_again_by_mail(client, citizen, told):
    client.post("/accedi/password-dimenticata/", {"email": citizen.email})
    link = next(word for word in mail.outbox[0].body.split() if "/accedi/password-nuova/" in word)
    form = client.get(link)["Location"]
    answer = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}

    assert told(lambda: client.post(form, answer)) == ["Password cambiata"]
    assert "Questo collegamento non vale più" in text(client.get(link))


def test_asvs_6_3_7_an_app_for_codes_added_and_taken_away(citizen, told):
    client = confirmed(citizen)
    client.get("/profilo/sicurezza/codice/")
    secret = client.session["mfa.totp.secret"]

    assert told(lambda: client.post("/profilo/sicurezza/codice/", {"code": code_of(secret)})) == [
        "App per i codici aggiunta"
    ]
    assert told(lambda: client.post("/profilo/sicurezza/codice/togli/")) == ["App per i codici tolta"]


def test_asvs_6_3_7_new_recovery_codes(citizen, told):
    secret = with_app(citizen)
    with_recovery_codes(citizen)
    client = sign_in_with_code(citizen, secret)
    confirm(client)

    assert told(lambda: client.post("/profilo/sicurezza/codici-di-riserva/nuovi/")) == [
        "Nuovi codici di riserva"
    ]


def test_asvs_6_3_7_a_passkey_taken_away(citizen, told):
    """That one added is told too is seen with a real passkey, in the journeys."""
    client = confirmed(citizen)
    key = Authenticator.objects.create(
        user=citizen, type=Authenticator.Type.WEBAUTHN, data={"name": "telefono", "credential": {}}
    )

    assert told(lambda: client.post(f"/profilo/sicurezza/chiavi/{key.pk}/togli/")) == ["Passkey tolta"]


def test_asvs_6_3_7_a_new_e_mail_is_told_to_the_old_one_when_it_is_confirmed(citizen, told):
    client, old = confirmed(citizen), citizen.email
    client.post("/profilo/email/", {"email": "nuova@example.org", "action_add": ""})
    [message] = mail.outbox
    assert message.to == ["nuova@example.org"]
    assert EmailAddress.objects.get(user=citizen, primary=True).email == old
    link = re.search(r"http\S+", message.body)[0]

    assert told(lambda: client.post(link)) == ["E-mail cambiata"]
    citizen.refresh_from_db()
    assert citizen.email == "nuova@example.org"


def test_asvs_7_5_1_the_e_mail_is_changed_only_by_who_says_again_who_they_are(citizen):
    answer = sign_in(citizen).post("/profilo/email/", {"email": "ladra@example.org", "action_add": ""})

    assert answer["Location"].startswith("/accedi/conferma/")
    assert not EmailAddress.objects.filter(email="ladra@example.org").exists()


def test_who_has_a_second_factor_changes_the_e_mail_too(citizen):
    client = sign_in_with_code(citizen, with_app(citizen))
    confirm(client)

    client.post("/profilo/email/", {"email": "nuova@example.org", "action_add": ""})

    assert EmailAddress.objects.filter(user=citizen, email="nuova@example.org", verified=False).exists()


def test_an_address_of_somebody_else_is_never_taken(citizen, administrator):
    client = confirmed(citizen)
    client.post("/profilo/email/", {"email": administrator.email, "action_add": ""})
    link = re.search(r"http\S+", mail.outbox[-1].body)[0]

    client.post(link)

    citizen.refresh_from_db()
    assert citizen.email == "cittadina@example.org"

"""What is not meant well: `?next=`, fields too many, zero bytes, strange JSON, many wrong passwords."""

from __future__ import annotations

import json
import time

import pytest
from django.test import Client

from networking.models import Person, RoleKind, User
from tests.factories import PASSWORD
from tests.networking.accounts.steps import confirmed, is_signed_in, sign_in, text, with_app

pytestmark = pytest.mark.django_db

FORMS = {
    "/accedi/": ("login", "password", "remember", "next"),
    "/accedi/passkey/": ("credential", "next"),
    "/accedi/password-dimenticata/": ("email",),
    "/accedi/codice/": ("code", "credential"),
    "/iscriviti/": (
        "given_name",
        "family_name",
        "birth_date",
        "comune",
        "email",
        "password1",
        "password2",
        "next",
    ),
    "/esci/": ("next",),
}
PRIVATE_FORMS = {
    "/accedi/conferma/": ("password", "next"),
    "/accedi/conferma/codice/": ("code", "next"),
    "/accedi/conferma/passkey/": ("credential", "next"),
    "/profilo/email/": ("email", "action_add", "action_send", "action_remove"),
    "/profilo/password/": ("oldpassword", "password1", "password2"),
    "/profilo/sicurezza/codice/": ("code",),
    "/profilo/sicurezza/chiavi/nuova/": ("name", "credential", "passwordless"),
    "/profilo/chiudi/": ("is_sure",),
}


def answer_of(**response: str) -> str:
    """JSON that looks like a passkey's answer."""
    return json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": response})


STRANGE_ANSWERS = [
    "",
    "null",
    "[]",
    "{}",
    "7",
    '"parola"',
    "{",
    '{"id": "x"}',
    '{"id": null, "rawId": null, "response": null, "type": null}',
    answer_of(userHandle="%%%"),
    answer_of(userHandle="AA", clientDataJSON="e30"),
    answer_of(userHandle="AA", clientDataJSON="e30", authenticatorData="AA", signature="AA"),
    answer_of(clientDataJSON="e30", attestationObject="AA"),
    '{"id": "\\u0000", "rawId": "\\u0000", "type": "\\u0000", "response": {"userHandle": "\\u0000"}}',
    "[" * 2000,
]


@pytest.mark.parametrize("value", ["\x00", "prima\x00dopo", "\x00@example.org"])
@pytest.mark.parametrize("path", FORMS)
def test_a_zero_byte_in_any_field_is_an_error_of_the_form(client, path, value):
    for field in FORMS[path]:
        assert client.post(path, {field: value}).status_code in {200, 302, 400}, field
    assert client.post(path, dict.fromkeys(FORMS[path], value)).status_code in {200, 302, 400}


@pytest.mark.parametrize("value", ["\x00", "prima\x00dopo", "\x00@example.org"])
@pytest.mark.parametrize("path", PRIVATE_FORMS)
def test_a_zero_byte_is_an_error_of_the_form_for_who_has_signed_in_too(citizen, path, value, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    with_app(citizen)
    client = sign_in(citizen)
    client.force_login(citizen)
    client.post("/accedi/conferma/", {"password": PASSWORD})

    for field in PRIVATE_FORMS[path]:
        assert client.post(path, {field: value}).status_code in {200, 302, 400}, field


@pytest.mark.parametrize("answer", STRANGE_ANSWERS)
def test_what_is_no_answer_of_a_passkey_is_refused_and_never_an_error_of_ours(citizen, answer, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    with_app(citizen)
    second_step, inside = sign_in(citizen), Client()
    inside.force_login(citizen)
    inside.post("/accedi/conferma/", {"password": PASSWORD})
    tries = [
        (Client(), "/accedi/passkey/"),
        (second_step, "/accedi/codice/"),
        (inside, "/accedi/conferma/passkey/"),
        (inside, "/profilo/sicurezza/chiavi/nuova/"),
    ]

    for client, path in tries:
        client.get(
            path, headers={"accept": "application/json"}
        )  # the question, so that there is one to answer
        assert client.post(path, {"credential": answer}).status_code in {200, 302}, path
    assert citizen.authenticator_set.count() == 1
    assert not is_signed_in(second_step)


@pytest.mark.parametrize(
    "url",
    [
        "https://altrove.example/",
        "//altrove.example/",
        "/\\altrove.example",
        "http:///altrove.example",
        "javascript:alert(1)",
        "http://127.0.0.1/",  # another of our own names
    ],
)
def test_asvs_3_7_2_next_leads_to_no_other_host(client, citizen, url):
    entered = client.post("/accedi/", {"login": citizen.email, "password": PASSWORD, "next": url})
    left = client.post("/esci/", {"next": url})

    assert entered["Location"] == "/profilo/"
    assert left["Location"] == "/esci/fatto/"


def test_next_leads_where_one_was_going(client, citizen):
    answer = client.post(
        "/accedi/", {"login": citizen.email, "password": PASSWORD, "next": "/profilo/dispositivi/"}
    )

    assert answer["Location"] == "/profilo/dispositivi/"


def test_asvs_15_3_3_fields_that_are_not_of_the_form_are_ignored(client):
    extra = {
        "is_staff": "1",
        "is_superuser": "1",
        "is_active": "1",
        "zone": "6",
        "kind": "administrator",
        "id": "7",
    }
    person = {"given_name": "Ada", "family_name": "Prova", "birth_date": "1980-12-31", "comune": "norcia"}

    client.post(
        "/iscriviti/",
        person | extra | {"email": "ada@example.org", "password1": PASSWORD, "password2": PASSWORD},
    )

    user = User.objects.get(email="ada@example.org")
    assert not user.is_superuser
    assert not user.is_staff
    assert [role.kind for role in user.roles.all()] == [RoleKind.CITIZEN]
    assert Person.objects.for_everyone(reason="test").get(account=user).zone is None


def test_asvs_15_3_3_nor_when_one_changes_the_password(citizen):
    client = confirmed(citizen)

    client.post(
        "/profilo/password/",
        {
            "oldpassword": PASSWORD,
            "password1": "nocciolo-ciclamino-faggio-1357",
            "password2": "nocciolo-ciclamino-faggio-1357",
            "is_superuser": "1",
            "email": "altra@example.org",
        },
    )

    citizen.refresh_from_db()
    assert not citizen.is_superuser
    assert citizen.email == "cittadina@example.org"


class TestManyWrongPasswords:
    def test_asvs_6_3_1_fifty_of_them_open_nothing_and_the_account_is_not_lost(self, citizen, monkeypatch):
        client = Client()
        refused = 0
        for turn in range(50):
            page = client.post("/accedi/", {"login": citizen.email, "password": f"sbagliata-{turn}"})
            refused += page.status_code == 429 or "Troppi tentativi" in text(page)
        while_locked = Client(REMOTE_ADDR="10.9.9.9")
        while_locked.post("/accedi/", {"login": citizen.email, "password": PASSWORD})

        assert refused == 45
        assert not is_signed_in(client)
        assert not is_signed_in(while_locked), "for five minutes the right password waits too"
        six_minutes_later = time.time() + 6 * 60
        monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: six_minutes_later)
        assert is_signed_in(sign_in(citizen, Client(REMOTE_ADDR="10.9.9.10")))

    def test_one_address_trying_many_people_is_stopped_too(self, citizen):
        client = Client()
        answers = [
            client.post("/accedi/", {"login": f"persona-{turn}@example.org", "password": "sbagliata"})
            for turn in range(12)
        ]

        assert sum("Troppi tentativi" in text(answer) for answer in answers) == 2

    def test_behind_a_proxy_a_forged_address_does_not_help_and_neighbours_do_not_suffer(self, settings):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

        def wrong(turn: int, client_ip: str) -> bool:
            page = Client().post(
                "/accedi/",
                {"login": f"persona-{turn}@example.org", "password": "sbagliata"},
                headers={"x-forwarded-for": f"10.1.1.{turn}, {client_ip}"},
            )
            return "Troppi tentativi" in text(page)

        assert sum(wrong(turn, "192.0.2.1") for turn in range(14)) == 4
        assert not wrong(100, "192.0.2.2")

    def test_without_a_proxy_the_header_is_not_believed(self, settings):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
        answers = [
            Client().post(
                "/accedi/",
                {"login": f"persona-{turn}@example.org", "password": "sbagliata"},
                headers={"x-forwarded-for": f"10.1.1.{turn}"},
            )
            for turn in range(14)
        ]

        assert sum("Troppi tentativi" in text(answer) for answer in answers) == 4

    def test_asvs_2_4_1_too_many_sign_ups_read_a_page_in_italian(self, client):
        answers = [client.post("/iscriviti/", {}) for _turn in range(21)]

        assert [answer.status_code for answer in answers] == [200] * 20 + [429]
        assert "Aspetta qualche minuto" in text(answers[-1])

"""The second factor: who must have it, that its codes work once, that its secrets cannot be read."""

from __future__ import annotations

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail

from networking.accounts import second_factor
from networking.models import RoleKind
from tests import factories
from tests.networking.accounts.steps import (
    NEW_PASSWORD,
    confirmed,
    is_signed_in,
    sign_in,
    sign_in_with_code,
    text,
    with_app,
    with_recovery_codes,
)
from tests.security_keys import code_of

pytestmark = pytest.mark.django_db

STAFF = [
    RoleKind.DESK_OPERATOR,
    RoleKind.VOLUNTEER_COORDINATOR,
    RoleKind.SECRETARY,
    RoleKind.MONITORING_OFFICER,
    RoleKind.ADMINISTRATOR,
    RoleKind.CABINA_MEMBER,
]


@pytest.fixture
def required(settings):
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.mark.parametrize("kind", list(RoleKind))
def test_asvs_6_3_3_staff_and_cabina_need_it_and_families_may_have_it(kind):
    user = factories.person("chi@example.org", kind)

    assert user.needs_second_factor is (kind in STAFF)


@pytest.mark.parametrize("kind", STAFF)
@pytest.mark.parametrize("path", ["/gestione/", "/profilo/", "/", "/servizi/", "/profilo/password/"])
def test_asvs_6_3_3_without_one_every_page_leads_to_adding_it(required, kind, path):
    client = sign_in(factories.person("chi@example.org", kind))

    assert client.get(path)["Location"] == "/profilo/sicurezza/"


def test_asvs_6_3_3_a_form_sent_all_the_same_does_nothing(required, administrator):
    client = sign_in(administrator)

    answer = client.post("/gestione/networking/zone/add/", {"name": "Zona 99"})

    assert answer["Location"] == "/profilo/sicurezza/"


def test_the_page_that_adds_it_says_why_and_can_be_left(required, administrator):
    client = sign_in(administrator)

    assert "Lavori nel portale: per continuare" in text(client.get("/profilo/sicurezza/"))
    assert client.post("/esci/")["Location"] == "/esci/fatto/"


def test_one_that_was_not_used_in_this_sign_in_is_asked_for(required, administrator):
    client = sign_in(administrator)
    secret = with_app(administrator)  # as from another browser

    sent_to = client.get("/gestione/")["Location"]
    assert sent_to == "/accedi/conferma/codice/?next=%2Fgestione%2F"
    assert client.post(sent_to, {"code": code_of(secret)})["Location"] == "/gestione/"
    assert client.get("/gestione/").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/profilo/sicurezza/codice/",
        "/profilo/sicurezza/chiavi/nuova/",
        "/profilo/sicurezza/codici-di-riserva/",
        "/profilo/sicurezza/codici-di-riserva/scarica/",
    ],
)
def test_asvs_6_3_3_a_password_alone_neither_adds_another_nor_reads_the_codes(required, administrator, path):
    client = confirmed(administrator)
    with_app(administrator)
    with_recovery_codes(administrator)

    assert client.get(path)["Location"].startswith("/accedi/conferma/codice/")


def test_whoever_has_just_added_it_goes_on(required, administrator, at_once):
    client = confirmed(administrator)
    client.get("/profilo/sicurezza/codice/")
    secret = client.session["mfa.totp.secret"]

    client.post("/profilo/sicurezza/codice/", {"code": code_of(secret)})

    assert client.get("/gestione/").status_code == 200


def test_the_right_code_opens_the_portal_and_the_password_alone_does_not(required, administrator):
    secret = with_app(administrator)

    assert not is_signed_in(sign_in(administrator))
    assert sign_in_with_code(administrator, secret).get("/gestione/").status_code == 200


def test_the_demonstration_lets_everybody_in_and_says_so(administrator):
    page = text(sign_in(administrator).get("/profilo/sicurezza/"))

    assert "In questa dimostrazione non è obbligatorio" in page


def test_families_are_not_made_to_have_it(required, citizen):
    assert is_signed_in(sign_in(citizen))


def test_it_is_required_where_nobody_says_otherwise():
    from networking.settings.parts import accounts

    assert accounts.REQUIRE_SECOND_FACTOR is True


def test_asvs_6_5_1_a_code_works_once(citizen):
    secret = with_app(citizen)
    code = code_of(secret)
    client, thief = sign_in(citizen), sign_in(citizen)

    client.post("/accedi/codice/", {"code": code})
    answer = thief.post("/accedi/codice/", {"code": f"{code[:3]} {code[3:]}"})

    assert is_signed_in(client)
    assert "Il codice non va bene, oppure è già stato usato." in text(answer)
    assert not is_signed_in(thief)


def test_asvs_6_5_1_a_code_stays_used_for_as_long_as_it_would_be_good(citizen, monkeypatch):
    """allauth forgets it after half a minute; with the tolerance it is good for a minute and a half."""
    secret = with_app(citizen)
    code = code_of(secret)
    sign_in_with_code(citizen, secret)

    monkeypatch.setattr(TOTP, "_mark_code_used", lambda *_args: True)
    thief = sign_in(citizen)
    thief.post("/accedi/codice/", {"code": code})

    assert not is_signed_in(thief)


def test_asvs_6_5_1_a_recovery_code_works_once(citizen):
    with_app(citizen)
    [code, *_others] = with_recovery_codes(citizen)
    client, thief = sign_in(citizen), sign_in(citizen)

    client.post("/accedi/codice/", {"code": code})
    thief.post("/accedi/codice/", {"code": code})

    assert is_signed_in(client)
    assert not is_signed_in(thief)


def test_codes_cannot_be_tried_one_after_the_other(citizen):
    secret = with_app(citizen)
    client = sign_in(citizen)

    for code in range(6):
        answer = client.post("/accedi/codice/", {"code": f"{code:06}"})

    assert "Troppi tentativi" in text(answer)
    assert not is_signed_in(sign_in_with_code(citizen, secret))


def test_asvs_6_5_2_secrets_and_seeds_cannot_be_read_in_the_database(citizen):
    secret = with_app(citizen)
    codes = with_recovery_codes(citizen)

    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))

    assert secret not in kept
    assert [code for code in codes if code in kept] == []
    assert sign_in_with_code(citizen, secret).get("/profilo/").status_code == 200


def test_secrets_are_read_after_a_change_of_key_and_sealed_anew(citizen, settings):
    secret = with_app(citizen)
    old = Authenticator.objects.get().data["secret"]
    settings.FIELD_KEYS = "nuova:" + "A" * 43 + "=," + settings.FIELD_KEYS

    assert second_factor.seal_again() == 1

    assert Authenticator.objects.get().data["secret"] != old
    settings.FIELD_KEYS = "nuova:" + "A" * 43 + "="
    assert is_signed_in(sign_in_with_code(citizen, secret))


def test_asvs_6_4_3_a_new_password_by_mail_does_not_avoid_it(client, citizen):
    with_app(citizen)
    client.post("/accedi/password-dimenticata/", {"email": citizen.email})
    link = next(word for word in mail.outbox[0].body.split() if "/accedi/password-nuova/" in word)
    form = client.get(link)["Location"]
    client.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    answer = client.post("/accedi/", {"login": citizen.email, "password": NEW_PASSWORD})

    assert answer["Location"] == "/accedi/codice/"
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "path",
    [
        "/profilo/sicurezza/codice/",
        "/profilo/sicurezza/codice/togli/",
        "/profilo/sicurezza/chiavi/nuova/",
        "/profilo/sicurezza/codici-di-riserva/",
        "/profilo/sicurezza/codici-di-riserva/nuovi/",
        "/profilo/sicurezza/codici-di-riserva/scarica/",
        "/profilo/chiudi/",
    ],
)
def test_asvs_7_5_1_one_says_again_who_one_is_before_touching_it(citizen, path):
    secret = with_app(citizen)
    with_recovery_codes(citizen)
    client = sign_in_with_code(citizen, secret)

    for answer in (client.get(path, follow=True), client.post(path, follow=True)):
        assert answer.status_code == 405 or answer.redirect_chain[-1][0].startswith("/accedi/conferma/")
    assert Authenticator.objects.count() == 2


def test_recovery_codes_leave_as_a_file_with_an_italian_name(citizen):
    with_app(citizen)
    codes = with_recovery_codes(citizen)
    client = sign_in(citizen)
    client.post("/accedi/codice/", {"code": codes[0]})
    client.post("/accedi/conferma/", {"password": factories.PASSWORD})

    file = client.get("/profilo/sicurezza/codici-di-riserva/scarica/")

    assert 'filename="codici-di-riserva-net-working.txt"' in file["Content-Disposition"]
    assert codes[0] not in text(file)
    assert all(code in text(file) for code in codes[1:])

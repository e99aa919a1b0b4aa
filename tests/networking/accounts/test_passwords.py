"""Which passwords are refused, and that no other rule is made."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import identify_hasher, make_password
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError

from networking.models import RoleKind, User
from tests import factories
from tests.networking.accounts.steps import NEW_PASSWORD, confirmed, text

pytestmark = pytest.mark.django_db


def complaints(password: str, user: User | None = None) -> list[str]:
    """The codes of what is wrong with a password."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        return [each.code for each in error.error_list]
    return []


@pytest.mark.parametrize(
    "password",
    [
        "Password123!",
        "P@ssw0rd!!!!",
        "aaaaaaaaaaaa",
        "123456789012",
        "qwertyuiopas",
        "networking2026",
        "Umbria2026!!",
        "Norcia-2026-Norcia",
        "SantAnatoliaDiNarco1",
        "ciaociaociao1",
        "forzajuventus1897",
        "Francesco1985!",
        "amoremio2024!",
        "1q2w3e4r5t6y",
        "LuciaCesaretti7",
    ],
)
def test_asvs_6_2_4_a_password_that_many_would_try_is_refused(password):
    lucia = User(email="lucia.cesaretti@example.org")

    assert complaints(password, lucia)


@pytest.mark.parametrize(
    "password",
    [
        "ginestra-larice-olivo-2468",
        "tre parole messe a caso",
        "caffè amaro, finestra aperta",
        "kvmzwhqpxtrb",
        "文字だけの長いパスワード",
        "u7 w!zK_pp2.mE",
    ],
)
def test_asvs_6_2_5_anything_else_goes_whatever_letters_it_has(password):
    assert complaints(password) == []


def test_asvs_6_2_1_twelve_characters_are_needed_and_eleven_are_not_enough():
    assert complaints("kvmzwhqpxtr") == ["password_too_short"]
    assert complaints("kvmzwhqpxtrb") == []


@pytest.mark.parametrize("kind", [RoleKind.DESK_OPERATOR, RoleKind.ADMINISTRATOR, RoleKind.CABINA_MEMBER])
def test_fourteen_are_needed_for_who_works_in_the_portal(kind):
    user = factories.person("chi-lavora@example.org", kind)

    assert complaints("kvmzwhqpxtrbc", user) == ["password_too_short"]
    assert complaints("kvmzwhqpxtrbcd", user) == []


def test_asvs_6_2_9_a_hundred_and_twenty_eight_characters_are_accepted_and_no_more():
    words = "ginestra larice olivo faggio nocciolo " * 4

    assert complaints(words[:128]) == []
    assert "password_too_long" in complaints(words[:129])


def test_what_is_wrong_is_said_in_one_plain_sentence(citizen):
    page = confirmed(citizen).post(
        "/profilo/password/",
        {"oldpassword": factories.PASSWORD, "password1": "networking2026", "password2": "networking2026"},
    )

    assert (
        text(page).count("Somiglia troppo a quelle che usano tutti") == 2
    )  # in the summary and at the field
    assert "È facile da indovinare" not in text(page)


def test_asvs_6_2_3_the_password_of_now_is_asked(citizen):
    client = confirmed(citizen)
    answer = {"oldpassword": "non-è-questa", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}

    assert "Questa non è la tua password di adesso" in text(client.post("/profilo/password/", answer))
    citizen.refresh_from_db()
    assert citizen.check_password(factories.PASSWORD)


@pytest.mark.parametrize(
    ("path", "tokens"),
    [
        ("/accedi/", ['autocomplete="email"', 'autocomplete="current-password"']),
        ("/iscriviti/", ['autocomplete="email"', 'autocomplete="new-password"', 'autocomplete="bday"']),
    ],
)
def test_asvs_6_2_7_password_managers_find_their_fields_and_paste_is_not_hindered(client, path, tokens):
    page = text(client.get(path))

    assert [token for token in tokens if token not in page] == []
    assert "onpaste" not in page


def test_asvs_11_4_2_passwords_are_kept_with_argon2id_at_the_cost_we_chose(settings):
    settings.PASSWORD_HASHERS = ["networking.accounts.hashers.PortalArgon2Hasher"]

    kept = make_password(NEW_PASSWORD)

    assert kept.startswith("argon2$argon2id$v=19$m=47104,t=1,p=1$")
    assert identify_hasher(kept).verify(NEW_PASSWORD, kept)


def test_asvs_6_4_3_the_link_for_a_new_password_never_leaves_for_an_unconfirmed_address(client, citizen):
    EmailAddress.objects.create(user=citizen, email="di-un-altro@example.org", verified=False, primary=False)

    client.post("/accedi/password-dimenticata/", {"email": "di-un-altro@example.org"})

    assert [message.to for message in mail.outbox] == [[citizen.email]]

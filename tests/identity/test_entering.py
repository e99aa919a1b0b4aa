"""Who enters with SPID or CIE: what is asked of the issuer, the first time, who works here, no issuer at all."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib.sessions.models import Session
from django.test import Client

from networking.accounts import second_factor
from networking.models import RoleKind, User
from tests import factories
from tests.identity import bad_issuer
from tests.identity.steps import arrive, complete, enrolled, people, signed_in_as, text, trust

CODE = "RSSMRA80C52F935E"


# --- what we ask ---


def test_asvs_10_2_1_we_ask_with_state_nonce_pkce_level_and_a_new_recognition(client, issuer):
    first, second = client.post("/accedi/spid-cie/"), client.post("/accedi/spid-cie/")
    asked, again = (parse_qs(urlsplit(there.url).query) for there in (first, second))

    assert first.url.startswith(f"{issuer.url}/auth?")
    assert (asked["response_type"], asked["code_challenge_method"]) == (["code"], ["S256"])
    assert (asked["acr_values"], asked["prompt"]) == ([bad_issuer.LEVEL_2], ["login"])
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert all(asked[name] != again[name] for name in ("state", "nonce", "code_challenge"))


def test_the_address_of_the_page_changes_nothing_of_what_is_asked(client, issuer):
    """allauth would take scopes and parameters from the query, and the process too."""
    there = client.post(
        "/accedi/spid-cie/?scope=tutto&auth_params=acr_values%3Dbasso%26redirect_uri%3Dhttps://altrove.example"
        "&process=connect"
    )
    asked = parse_qs(urlsplit(there.url).query)

    assert asked["redirect_uri"] == ["http://testserver/accedi/spid-cie/ritorno/"]
    assert "tutto" not in asked["scope"][0]
    assert asked["acr_values"] == [bad_issuer.LEVEL_2]


def test_asvs_3_5_3_a_link_does_not_begin_a_sign_in(client, issuer):
    page = client.get("/accedi/spid-cie/")
    without_token = Client(enforce_csrf_checks=True).post("/accedi/spid-cie/")

    assert (page.status_code, without_token.status_code) == (200, 403)


@pytest.mark.parametrize("way", ["client_secret_basic", "client_secret_post"])
def test_the_secret_is_shown_as_the_issuer_has_agreed(client, issuer, settings, way):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["token_auth_method"] = way
    arrive(client, issuer)

    # Both parts written as in a form before they are joined: this secret has a colon.
    basic = "Basic cG9ydGFsZTpzZWdyZXRvJTIwZGVsJTIwcG9ydGFsZSUyRiUyQiUzQSUyNQ=="
    assert issuer.asked["token"]["authorization"] == (basic if way == "client_secret_basic" else "")
    assert issuer.asked["token"].get("client_secret") == (
        None if way == "client_secret_basic" else bad_issuer.SECRET
    )


# --- the first time ---


def test_who_is_new_gets_an_account_and_is_somebody(client, issuer, norcia):
    answer = enrolled(client, issuer, comune=norcia.slug)
    user = signed_in_as(client)
    person = people().get()

    assert (answer.status_code, user.email) == (302, "maria@example.org")
    assert (person.account, person.full_name, person.comune) == (user, "Maria Rossi", norcia)
    assert (person.birth_date, person.codice_fiscale) == (date(1980, 3, 12), CODE)
    assert user.holds(RoleKind.CITIZEN)
    assert not user.has_usable_password()


def test_who_comes_back_enters_the_same_account(client, issuer):
    enrolled(client, issuer)
    user = signed_in_as(client)
    elsewhere = Client()
    arrive(elsewhere, issuer)

    assert signed_in_as(elsewhere) == user
    assert User.objects.count() == SocialAccount.objects.count() == 1


def test_asvs_10_5_2_the_same_subject_of_another_issuer_is_somebody_else(client, issuer, settings):
    enrolled(client, issuer)
    with bad_issuer.running() as other:
        trust(settings, other.url)
        other.person |= {"fiscal_number": None, "birthdate": "1980-03-12"}
        elsewhere = Client()
        arrive(elsewhere, other)

    assert signed_in_as(elsewhere) is None


def test_nothing_of_the_identity_lies_about_in_clear(client, issuer):
    """Neither in the session while it waits, nor beside the account: not the code, not the subject, no token."""
    issuer.person |= {"sub": CODE}
    arrive(client, issuer)
    waiting = str([session.get_decoded() for session in Session.objects.all()])
    complete(client)
    kept = str(list(SocialAccount.objects.values())) + str(
        [session.get_decoded() for session in Session.objects.all()]
    )

    assert not [word for word in (CODE, "ROSSI", "Rossi", "1980", "per-chiedere") if word in waiting + kept]
    assert not SocialToken.objects.exists()


def test_an_address_the_issuer_has_not_verified_is_confirmed_by_a_mail_first(client, issuer, mailoutbox):
    issuer.person |= {"email_verified": "true"}
    answer = enrolled(client, issuer)

    assert answer.url == "/accedi/conferma-email/"
    assert signed_in_as(client) is None
    assert not EmailAddress.objects.get().verified
    assert [mail.to for mail in mailoutbox] == [["maria@example.org"]]


def test_another_address_than_the_verified_one_is_confirmed_by_a_mail_first(client, issuer):
    answer = enrolled(client, issuer, email="altra@example.org")

    assert answer.url == "/accedi/conferma-email/"
    assert not EmailAddress.objects.get(email="altra@example.org").verified


def test_the_completing_page_is_only_for_whom_has_just_been_recognised(client, issuer):
    assert client.get("/iscriviti/spid-cie/").url == "/accedi/"
    assert complete(client).url == "/accedi/"
    assert not User.objects.exists()


@pytest.mark.parametrize("born", ["2013-01-01", None])
def test_nobody_under_fourteen_gets_an_account(client, issuer, born):
    """The issuer says when they were born; or it does not, and the codice fiscale does."""
    issuer.person |= {"birthdate": born, "fiscal_number": "TINIT-RSSLCU15C12F935C"}
    page = arrive(client, issuer)

    assert "Non hai ancora l'età per un accesso tuo" in text(page)
    assert not User.objects.exists()
    assert "identity_pending" not in client.session


def test_where_nobody_says_the_birth_date_the_page_asks_and_fourteen_are_needed(client, issuer):
    issuer.person |= {"birthdate": None, "fiscal_number": None}
    arrive(client, issuer)
    missing = complete(client)
    child = complete(client, birth_date="2015-01-01")

    assert "Data di nascita" in text(missing)
    assert "bisogna aver compiuto 14 anni" in text(child)
    assert not User.objects.exists()
    assert complete(client, birth_date="1980-03-12").status_code == 302
    assert people().get().birth_date == date(1980, 3, 12)


# --- who works here ---


def test_level_2_counts_as_the_second_factor_of_staff(client, issuer, settings, operator_of_zone_6, rf):
    settings.REQUIRE_SECOND_FACTOR = True
    enrolled(client, issuer)
    SocialAccount.objects.update(user=operator_of_zone_6)
    staff = Client()
    arrive(staff, issuer)
    request = rf.get("/")
    request.session, request.user = staff.session, operator_of_zone_6

    assert signed_in_as(staff) == operator_of_zone_6
    assert second_factor.was_used(request, operator_of_zone_6)


def test_the_password_alone_does_not(client, issuer, settings, operator_of_zone_6, rf):
    client.post("/accedi/", {"login": operator_of_zone_6.email, "password": factories.PASSWORD})
    request = rf.get("/")
    request.session, request.user = client.session, operator_of_zone_6

    assert signed_in_as(client) == operator_of_zone_6
    assert not second_factor.was_used(request, operator_of_zone_6)


def test_a_suspended_account_stays_closed(client, issuer):
    enrolled(client, issuer)
    User.objects.update(is_active=False)
    elsewhere = Client()
    answer = arrive(elsewhere, issuer)

    assert answer.url == "/accedi/sospeso/"
    assert signed_in_as(elsewhere) is None


def test_the_privacy_page_says_what_we_are_told(client, issuer):
    assert "Se entri con SPID o CIE" in text(client.get("/privacy/"))


# --- without an issuer ---


@pytest.mark.parametrize(
    "path",
    ["/accedi/spid-cie/", "/accedi/spid-cie/ritorno/", "/accedi/spid-cie/annullato/", "/iscriviti/spid-cie/"],
)
def test_without_an_issuer_there_is_neither_page_nor_button(client, db, path):
    assert client.get(path).status_code == 404
    assert "spid-cie" not in client.get("/accedi/").content.decode()


def test_a_row_in_the_database_adds_no_issuer(client, db):
    SocialApp.objects.create(
        provider="openid_connect", provider_id="identity", name="x", client_id="x", settings={}
    )

    assert client.get("/accedi/spid-cie/").status_code == 404

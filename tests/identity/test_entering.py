"""Who enters with SPID or CIE, and into which account."""

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib.sessions.models import Session
from django.test import Client

from networking import second_factor
from networking.models import Person, RoleKind, User
from tests import factories
from tests.identity import bad_issuer
from tests.identity.conftest import arrive, people, trust

CODE = "RSSMRA80C52F935E"
# As the code above, had somebody else been given it before: letters in place of figures.
OMOCODE = "RSSMRA80C52F93RZ"


def complete(client, **answers):
    """Fill in the page that completes the sign-up."""
    return client.post("/iscriviti/spid-cie/", {"email": "maria@example.org", "comune": "altrove", **answers})


def enrolled(client, issuer, **answers):
    """Somebody who has entered with SPID or CIE for the first time."""
    arrive(client, issuer)
    return complete(client, **answers)


def signed_in_as(client):
    """Whose session this is."""
    return User.objects.filter(pk=client.session.get("_auth_user_id")).first()


def at_the_desk(**fields):
    """Somebody whom the desk has registered."""
    person = Person(**{"given_name": "Maria", "family_name": "Rossi", "codice_fiscale": CODE, **fields})
    person.save()
    return person


def text(response):
    """The words of a page, on one line."""
    return re.sub(r"\s+", " ", response.content.decode().replace("&#x27;", "'"))


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


# --- never by e-mail ---


def test_asvs_10_5_4_an_equal_verified_email_opens_nobodys_account_and_says_how_to_join(client, issuer, db):
    theirs = factories.person("maria@example.org", RoleKind.CITIZEN)
    arrive(client, issuer)
    page = complete(client)

    assert "Con questa e-mail c'è già un accesso" in text(page)
    assert "collega la tua identità" in text(page)
    assert signed_in_as(client) is None
    assert not SocialAccount.objects.filter(user=theirs).exists()


def test_asvs_6_3_8_an_unverified_address_is_not_told_to_have_an_account(client, issuer, mailoutbox):
    """The page is that of every sign-up; the owner of the address reads in the mail how to join the two."""
    factories.person("maria@example.org", RoleKind.CITIZEN)
    issuer.person |= {"email_verified": False}
    answer = enrolled(client, issuer)

    assert answer.url == "/accedi/conferma-email/"
    assert User.objects.count() == 1
    assert "collega la tua identità" in mailoutbox[0].body


# --- whom the desk has registered ---


def test_a_code_verified_at_level_2_joins_whom_the_desk_registered(client, issuer, norcia):
    known = at_the_desk(given_name="Mariuccia", comune=norcia)
    arrive(client, issuer)
    page = client.get("/iscriviti/spid-cie/")
    complete(client)
    known.refresh_from_db()

    assert "Lo sportello ti aveva già registrato" in text(page)
    assert known.account == signed_in_as(client)
    assert (known.given_name, known.comune) == ("Mariuccia", norcia)
    assert people().count() == 1


def test_a_code_with_omocodia_is_read_and_is_another_persons(client, issuer, db):
    known = at_the_desk()
    issuer.person |= {"fiscal_number": OMOCODE.lower()}
    enrolled(client, issuer)
    known.refresh_from_db()

    assert known.account is None
    assert people().get(account=signed_in_as(client)).codice_fiscale == OMOCODE


def test_who_has_an_account_by_that_code_is_told_to_sign_in_and_connect(client, issuer, citizen):
    citizen.person.codice_fiscale = CODE
    citizen.person.save()
    page = arrive(client, issuer)

    assert "Hai già un accesso" in text(page)
    assert "collega la tua identità" in text(page)
    assert signed_in_as(client) is None
    assert User.objects.count() == 1


def test_who_has_no_password_can_choose_one_to_enter_when_the_subject_changes(client, issuer, mailoutbox):
    """Another manager of identities, or another aggregator, may name the same person otherwise."""
    enrolled(client, issuer)
    issuer.person |= {"sub": "un altro nome della stessa persona"}
    elsewhere = Client()
    page = arrive(elsewhere, issuer)
    elsewhere.post("/accedi/password-dimenticata/", {"email": "maria@example.org"})

    assert "Hai dimenticato la password?" in text(page)
    assert "/accedi/password-nuova/" in mailoutbox[-1].body


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

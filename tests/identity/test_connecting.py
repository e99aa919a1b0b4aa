"""Adding SPID or CIE to the account one has, and taking it away."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from networking.models import Person, RoleKind, User
from tests import factories
from tests.identity.steps import arrive, people, text

CODE, ANOTHERS_CODE = "RSSMRA80C52F935E", "RSSMRA80C52F93RZ"


def confirm(client):
    """Say again who one is."""
    return client.post("/accedi/conferma/", {"password": factories.PASSWORD, "next": "/profilo/identita/"})


@pytest.fixture
def at_home(issuer, citizen):
    """The citizen, who has signed in with the password and has just confirmed it."""
    client = Client()
    client.post("/accedi/", {"login": citizen.email, "password": factories.PASSWORD})
    confirm(client)
    return client


def connected(client, issuer):
    """Connect the identity; the last answer."""
    there = client.post("/profilo/identita/collega/")
    return client.get(issuer.back(there.url))


def test_who_has_signed_in_connects_and_then_enters_so_too(at_home, issuer, citizen, mailoutbox):
    answer = connected(at_home, issuer)
    elsewhere = Client()
    arrive(elsewhere, issuer)

    assert answer.url == "/profilo/identita/"
    assert elsewhere.session["_auth_user_id"] == str(citizen.pk)
    assert people().get(account=citizen).codice_fiscale == CODE
    assert [mail.to for mail in mailoutbox] == [[citizen.email]]
    assert "SPID o CIE" in mailoutbox[0].body
    assert "Collegata il" in text(at_home.get("/profilo/identita/"))


def test_asvs_7_5_1_connecting_and_disconnecting_ask_again_who_one_is(issuer, citizen):
    client = factories.signed_in(citizen)
    SocialAccount.objects.create(user=citizen, provider="identity", uid="x")

    assert client.post("/profilo/identita/collega/").url.startswith("/accedi/conferma/")
    assert client.post("/profilo/identita/", {"account": "1"}).url.startswith("/accedi/conferma/")
    assert SocialAccount.objects.exists()


def test_the_identity_of_somebody_else_is_not_connected(at_home, issuer, citizen):
    citizen.person.codice_fiscale = ANOTHERS_CODE
    citizen.person.save()

    assert "Questa identità è di un'altra persona" in text(connected(at_home, issuer))
    assert not SocialAccount.objects.exists()


def test_an_identity_that_opens_another_account_is_not_connected(at_home, issuer):
    other = User.objects.create_user("altra@example.org")
    issuer.person |= {"fiscal_number": None}
    connected(at_home, issuer)
    SocialAccount.objects.update(user=other)

    assert "Questa identità apre già un altro accesso" in text(connected(at_home, issuer))
    assert SocialAccount.objects.get().user == other


def test_the_code_of_somebody_with_an_account_is_not_taken(at_home, issuer):
    other = factories.person("altra@example.org", RoleKind.CITIZEN)
    other.person.codice_fiscale = CODE
    other.person.save()

    assert "Hai già un accesso" in text(connected(at_home, issuer))
    assert not SocialAccount.objects.exists()


def test_who_the_desk_has_registered_apart_is_sent_to_the_desk(at_home, issuer):
    Person(given_name="Maria", family_name="Rossi", codice_fiscale=CODE).save()

    assert "Lo sportello ti ha già registrato" in text(connected(at_home, issuer))
    assert not SocialAccount.objects.exists()


def test_who_leaves_midway_connects_nothing(at_home, issuer):
    there = at_home.post("/profilo/identita/collega/")
    back = issuer.back(there.url)
    at_home.post("/esci/")

    assert at_home.get(back).status_code == 403
    assert not SocialAccount.objects.exists()


def test_one_takes_away_ones_own_identity(at_home, issuer, mailoutbox):
    connected(at_home, issuer)
    at_home.post("/profilo/identita/", {"account": SocialAccount.objects.get().pk})

    assert not SocialAccount.objects.exists()
    assert "solo con la password" in mailoutbox[-1].body


@pytest.mark.parametrize("account", ["0", "", "uno"])
def test_never_somebody_elses(at_home, issuer, account):
    other = factories.person("altra@example.org", RoleKind.CITIZEN)
    theirs = SocialAccount.objects.create(user=other, provider="identity", uid="x")

    assert at_home.post("/profilo/identita/", {"account": theirs.pk}).status_code == 404
    assert at_home.post("/profilo/identita/", {"account": account}).status_code == 404
    assert SocialAccount.objects.filter(pk=theirs.pk).exists()


def test_the_only_way_in_is_not_taken_away(issuer):
    client = Client()
    arrive(client, issuer)
    client.post("/iscriviti/spid-cie/", {"email": "maria@example.org", "comune": "altrove"})
    client.post("/profilo/identita/", {"account": SocialAccount.objects.get().pk})

    assert SocialAccount.objects.exists()
    assert "Prima scegli una password" in text(client.get("/profilo/identita/"))


@pytest.mark.parametrize("path", ["/profilo/identita/", "/profilo/identita/collega/"])
def test_without_an_issuer_there_is_nothing_to_connect(as_citizen, path):
    assert as_citizen.post(path).status_code == 404
    assert "/profilo/identita/" not in as_citizen.get("/profilo/").content.decode()

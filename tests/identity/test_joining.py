"""Into which account one enters: never by e-mail; by a codice fiscale that the issuer has verified."""

from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone

from networking.models import Person, RoleKind, User
from tests import factories
from tests.identity.steps import arrive, complete, enrolled, people, signed_in_as, text

CODE = "RSSMRA80C52F935E"
# As the code above, had somebody else been given it before: letters in place of figures.
OMOCODE = "RSSMRA80C52F93RZ"


def at_the_desk(**fields):
    """Somebody whom the desk has registered."""
    person = Person(**{"given_name": "Maria", "family_name": "Rossi", "codice_fiscale": CODE, **fields})
    person.save()
    return person


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


def test_whoever_nobody_could_reach_is_told_once_they_have_an_access(client, issuer, norcia):
    known = at_the_desk(comune=norcia)
    told = factories.notice(person=known, state="dead", channel="pages", closed_at=timezone.now())

    enrolled(client, issuer)

    told.refresh_from_db()
    assert (told.state, told.channel) == ("queued", "email")


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


def test_a_subject_that_comes_back_with_somebody_elses_code_is_not_let_in(client, issuer):
    """An aggregator that gives a subject to another person must not give them the account too."""
    enrolled(client, issuer)
    issuer.person |= {"fiscal_number": OMOCODE}
    elsewhere = Client()
    page = arrive(elsewhere, issuer)

    assert "Questa identità è di un'altra persona" in text(page)
    assert signed_in_as(elsewhere) is None

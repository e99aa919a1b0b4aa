"""An access is its owner's alone: who asks for somebody else's copy gets nothing that opens it."""

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.utils import timezone

from networking.models import PageReport, Person, RoleKind
from tests import factories

from .test_copy import copy_of, rows_of

pytestmark = pytest.mark.django_db

LINK = "https://portale.example.org/password/scegli/abc-123/"


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def anna(norcia):
    """Fifteen years old, with an access, and a mail by which to choose a new password."""
    user = factories.person("anna@example.org", RoleKind.CITIZEN, full_name="Anna Prova", lives_in=norcia)
    Person.objects.for_everyone(reason="prova").filter(account=user).update(birth_date="2011-05-01")
    moment = timezone.now()
    factories.notice(address=user.email, subject="x", text=LINK, created_at=moment)
    UserSession.objects.create(user=user, ip="203.0.113.9", session_key="x", user_agent="x")
    return user


def everything_in(archive):
    return b"".join(archive.read(name) for name in archive.namelist() if not name.endswith(".pdf"))


def test_a_copy_made_at_the_desk_holds_no_link_that_opens_the_access(anna, operator_of_zone_6):
    archive = copy_of(anna.person, by=operator_of_zone_6)

    assert rows_of(archive, "networking.Person")
    assert LINK.encode() not in everything_in(archive)
    assert b"203.0.113.9" not in everything_in(archive)


def test_who_answers_for_somebody_gets_no_link_that_opens_their_access(anna, citizen):
    factories.tie(citizen.person, anna.person)

    archive = copy_of(anna.person, by=citizen)

    assert rows_of(archive, "networking.Person")
    assert LINK.encode() not in everything_in(archive)


def test_the_owner_of_the_access_gets_it_all(anna):
    archive = copy_of(anna.person, by=anna)

    assert LINK.encode() in everything_in(archive)
    assert rows_of(archive, "usersessions.UserSession")


def test_what_the_desk_wrote_to_somebody_without_an_access_is_given(norcia, operator_of_zone_6):
    emma = factories.human("Emma Anziana", comune=norcia, email="emma@example.org")
    moment = timezone.now()
    factories.notice(person=emma, address=emma.email, subject="Promemoria", created_at=moment)

    assert rows_of(copy_of(emma, by=operator_of_zone_6), "networking.Notice")


def test_an_address_typed_and_never_confirmed_gives_nothing_of_whose_it_is(citizen):
    EmailAddress.objects.create(user=citizen, email="vittima@example.org", verified=False)
    PageReport.objects.create(
        path="/", message="La mia storia", email="vittima@example.org", reported_at=timezone.now()
    )

    assert b"La mia storia" not in everything_in(copy_of(citizen.person, by=citizen))

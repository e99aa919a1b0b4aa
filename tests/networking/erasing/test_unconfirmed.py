"""Accesses that nobody has confirmed go; whom the desk knew before them stays."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress

from networking.accounts import enrolling
from networking.erasing import unverified
from networking.models import ErasureProof, Guardianship, Person, Role, RoleKind, User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def unconfirmed(now):
    """An access of eight days ago, whose address had a slip of the pen."""
    user = User.objects.create_user("mraia@example.org", date_joined=now - timedelta(days=8))
    EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    Role.objects.create(user=user, kind=RoleKind.CITIZEN, starts_on=now.date())
    return user


def expire(now):
    return unverified.expire("networking.User", now - timedelta(days=7))


def people():
    return Person.objects.for_everyone(reason="prova")


def test_who_signed_up_alone_is_erased(unconfirmed, norcia, now):
    enrolling.enrol(
        unconfirmed,
        given_name="Maria",
        family_name="Rossi",
        birth_date=factories.day("1980-03-12"),
        comune=norcia,
        now=unconfirmed.date_joined,
    )

    assert expire(now) == 1

    assert not User.objects.exists()
    assert not people().exists()


def test_whom_the_desk_had_registered_keeps_the_sheet_and_the_children(unconfirmed, norcia, now):
    """They came in with SPID and mistyped their e-mail: that is no reason to forget who answers for a child."""
    maria = factories.human("Maria Rossi", comune=norcia, created_at=now - timedelta(days=60))
    child = factories.human("Bimba Rossi", comune=norcia)
    factories.tie(maria, child)
    people().filter(pk=maria.pk).update(account=unconfirmed)
    factories.notice(address=unconfirmed.email, created_at=now)

    assert expire(now) == 1

    assert not User.objects.exists()
    assert not factories.notices().exists()
    maria.refresh_from_db()
    assert (maria.account, maria.comune) == (None, norcia)
    assert Guardianship.objects.for_everyone(reason="prova").filter(guardian=maria, child=child).exists()
    assert ErasureProof.objects.count() == 1

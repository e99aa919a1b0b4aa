"""Two who arrive in the same moment with the same codice fiscale."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from networking.identity import joining
from networking.identity.claims import VerifiedIdentity
from networking.identity.troubles import HasAccountError
from networking.models import Person, User

CODE = "RSSMRA80C52F935E"
TODAY = date(2026, 11, 25)


def identity(subject):
    """The same person, recognised by two managers of identities: two subjects, one codice fiscale."""
    return VerifiedIdentity(
        issuer="https://issuer.example",
        subject=subject,
        level="2",
        given_name="Maria",
        family_name="Rossi",
        birth_date=date(1980, 3, 12),
        codice_fiscale=CODE,
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_registered", [True, False])
def test_one_person_gets_one_account(is_registered):
    if is_registered:
        Person(given_name="Maria", family_name="Rossi", codice_fiscale=CODE).save()
    together, outcomes = Barrier(2), []

    def enrol(number):
        together.wait()
        try:
            joining.enrol(
                identity(f"subject-{number}"),
                email=f"maria{number}@example.org",
                comune=None,
                birth_date=None,
                today=TODAY,
            )
            outcomes.append("in")
        except HasAccountError:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [Thread(target=enrol, args=(number,)) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    person = Person.objects.for_everyone(reason="test").get()
    assert sorted(outcomes) == ["in", "told"]
    assert person.account == User.objects.get()

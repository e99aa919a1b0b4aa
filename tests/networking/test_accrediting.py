"""Credentials: for how long they hold, who may say that they do, and that no paper is ever kept."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, models, transaction

from networking import accrediting
from networking.accrediting import AccreditingError
from networking.models import Credential, CredentialPolicy, Fact
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


@pytest.fixture
def colleague():
    return factories.person("collega@example.org", "desk_operator", everywhere=True)


@pytest.fixture
def writer():
    return factories.person("scrive@example.org", "desk_operator", everywhere=True)


def granted(by, person=None, **fields):
    values = {"issued_on": date(2026, 9, 3), "today": TODAY, "now": factories.LONG_AGO, **fields}
    return accrediting.grant(person or factories.human(), values.pop("kind", "clearance"), by=by, **values)


def test_the_policy_says_for_how_long_and_how(writer):
    CredentialPolicy.objects.filter(kind="clearance").update(months=12, mode="self_declaration")

    made = granted(writer)

    assert (made.expires_on, made.first_use_by, made.mode) == (
        date(2027, 9, 3),
        date(2027, 3, 3),
        "self_declaration",
    )


def test_a_change_of_policy_leaves_what_was_granted(writer):
    made = granted(writer)

    CredentialPolicy.objects.update(months=1)

    made.refresh_from_db()
    assert made.expires_on == date(2028, 9, 3)


@pytest.mark.parametrize("issued_on", [date(2026, 11, 26), date(2024, 11, 25)])
def test_neither_of_a_day_to_come_nor_already_over(writer, issued_on):
    with pytest.raises(AccreditingError):
        granted(writer, issued_on=issued_on)


def test_where_two_are_asked_for_it_waits_for_the_second(writer, colleague):
    CredentialPolicy.objects.update(needs_second_person=True)
    made = granted(writer)
    everyone = Credential.objects.for_everyone(reason="una prova")
    assert not everyone.valid_on(TODAY).exists()
    with pytest.raises(AccreditingError, match="collega"):
        accrediting.verify(made, by=writer, now=factories.LONG_AGO)

    accrediting.verify(made, by=colleague, now=factories.LONG_AGO)

    assert everyone.valid_on(TODAY).get().verified_by == colleague
    assert set(Fact.objects.values_list("kind", flat=True)) == {accrediting.GRANTED, accrediting.VERIFIED}


def test_the_database_lets_nobody_vouch_for_themselves(writer):
    for name in ("verified_by", "entered_by"):
        with pytest.raises(IntegrityError, match="nobody_vouches_for_themselves"), transaction.atomic():
            Credential.objects.create(person=writer.person, kind="safety", granted_on=TODAY, **{name: writer})


def test_the_database_asks_for_two_people_where_the_policy_does(writer):
    CredentialPolicy.objects.update(needs_second_person=True)
    made = granted(writer)

    with pytest.raises(IntegrityError, match="two_people"), transaction.atomic():
        Credential.objects.for_everyone(reason="una prova").filter(pk=made.pk).update(
            granted_on=TODAY, verified_by=writer
        )


def test_no_column_takes_a_paper():
    """LR-V11: neither a file, nor bytes, nor a text long enough to copy it into."""
    for column in Credential._meta.get_fields():
        assert not isinstance(column, models.FileField | models.BinaryField | models.TextField), column
        assert (getattr(column, "max_length", None) or 0) <= 200, column
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_constraint WHERE conrelid = 'networking_credential'::regclass"
            " AND confrelid = 'networking_storedfile'::regclass"
        )
        assert cursor.fetchone() is None

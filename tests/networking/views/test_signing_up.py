"""Signing up: who becomes somebody here, and who is asked to come with an adult."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from networking.models import Person, RoleKind, User
from networking.rules import years_before
from tests.factories import PASSWORD
from tests.networking.accounts.steps import is_signed_in, text

pytestmark = pytest.mark.django_db

ANSWERS = {
    "given_name": "Ada",
    "family_name": "D'Angelo-Mariottini",
    "birth_date": "1980-12-31",
    "comune": "norcia",
    "email": "Ada@Example.org",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


def people() -> list[Person]:
    return list(Person.objects.for_everyone(reason="test"))


def test_an_account_and_its_person_are_made_and_wait_for_the_mail(client, norcia):
    answer = client.post("/iscriviti/", ANSWERS)

    [person] = people()
    assert answer["Location"] == "/accedi/conferma-email/"
    assert (person.full_name, person.birth_date, person.comune) == (
        "Ada D'Angelo-Mariottini",
        date(1980, 12, 31),
        norcia,
    )
    assert person.account.email == "ada@example.org"
    assert [role.kind for role in person.account.roles.all()] == [RoleKind.CITIZEN]
    assert not is_signed_in(client)


def test_nobody_enters_before_confirming_and_everybody_after(client):
    client.post("/iscriviti/", ANSWERS)
    client.post("/accedi/", {"login": "ada@example.org", "password": PASSWORD})
    assert not is_signed_in(client)

    client.post(re.search(r"http\S+", mail.outbox[0].body)[0])
    client.post("/accedi/", {"login": "ada@example.org", "password": PASSWORD})

    assert is_signed_in(client)


def test_opening_the_link_alone_confirms_nothing(client):
    """Mail programs open links by themselves."""
    client.post("/iscriviti/", ANSWERS)

    page = client.get(re.search(r"http\S+", mail.outbox[0].body)[0])

    assert "Confermi che ada@example.org è la tua e-mail?" in text(page)
    client.post("/accedi/", {"login": "ada@example.org", "password": PASSWORD})
    assert not is_signed_in(client)


def test_the_fourteenth_birthday_is_soon_enough_and_the_day_before_is_not(client):
    birthday = years_before(timezone.localdate(), 14)
    day_after = birthday + timedelta(days=1)

    too_soon = client.post("/iscriviti/", ANSWERS | {"birth_date": day_after.isoformat()})
    assert (too_soon.status_code, people()) == (200, [])
    assert client.post("/iscriviti/", ANSWERS | {"birth_date": birthday.isoformat()}).status_code == 302


def test_who_is_not_fourteen_yet_is_told_kindly_whom_to_ask_and_nothing_is_kept(client):
    born = years_before(timezone.localdate(), 13)

    page = text(client.post("/iscriviti/", ANSWERS | {"birth_date": born.isoformat()}))

    assert "chiedi a chi è responsabile di te" in page
    assert "allo sportello della tua zona" in page
    assert not User.objects.exists()
    assert people() == []


@pytest.mark.parametrize("day", ["2999-01-01", "1850-01-01", "ieri", "31/31/1980"])
def test_a_date_that_cannot_be_is_refused(client, day):
    assert client.post("/iscriviti/", ANSWERS | {"birth_date": day}).status_code == 200
    assert people() == []


def test_an_italian_date_is_understood_too(client):
    client.post("/iscriviti/", ANSWERS | {"birth_date": "31/12/1980"})

    assert [person.birth_date for person in people()] == [date(1980, 12, 31)]


def test_who_lives_elsewhere_says_so(client):
    client.post("/iscriviti/", ANSWERS | {"comune": "altrove"})

    assert [person.comune for person in people()] == [None]


@pytest.mark.parametrize("comune", ["", "roma", "7"])
def test_the_comune_is_one_of_ours_or_elsewhere(client, comune):
    assert client.post("/iscriviti/", ANSWERS | {"comune": comune}).status_code == 200
    assert people() == []


@pytest.mark.parametrize("name", ANSWERS)
def test_asvs_2_2_2_every_field_is_needed_on_the_server_too(client, name):
    assert client.post("/iscriviti/", ANSWERS | {name: ""}).status_code == 200
    assert people() == []


def test_a_password_made_of_ones_own_name_is_refused(client):
    mine = {"password1": "Ada-Mariottini-80", "password2": "Ada-Mariottini-80"}

    assert "Somiglia troppo" in text(client.post("/iscriviti/", ANSWERS | mine))


def test_names_are_shown_as_they_are_written_and_never_as_markup(client):
    client.post("/iscriviti/", ANSWERS | {"given_name": "<b>Ada</b>"})
    client.post(re.search(r"http\S+", mail.outbox[0].body)[0])
    client.post("/accedi/", {"login": "ada@example.org", "password": PASSWORD})

    assert "Ciao &lt;b&gt;Ada&lt;/b&gt;." in text(client.get("/profilo/"))


def test_the_notice_on_privacy_is_one_step_away(client):
    assert '<a href="/privacy/">Privacy e cookie</a>' in text(client.get("/iscriviti/"))


def test_another_request_that_was_quicker_takes_the_address_and_this_one_reads_the_same(client, monkeypatch):
    User.objects.create_user("ada@example.org", PASSWORD)
    monkeypatch.setattr(
        "allauth.account.internal.flows.manage_email.assess_unique_email", lambda *_args, **_kwargs: True
    )

    answer = client.post("/iscriviti/", ANSWERS)

    assert answer["Location"] == "/accedi/conferma-email/"
    assert people() == []

"""ASVS 6.3.8: neither words, nor codes, nor time tell whether an address has an account."""

from __future__ import annotations

import itertools
import re
import statistics
import time
from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from networking.models import Person, User
from tests import factories
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

TURNS = 11
# Medians of interleaved turns: the oracle we close was six times.
MOST_ALIKE = 1.6
ADDRESSES = (f"10.0.{high}.{low}" for high in range(250) for low in range(1, 250))
numbers = itertools.count()


@pytest.fixture(autouse=True)
def as_in_production(settings):
    """The real cost of a password, and mail that is a row."""
    settings.PASSWORD_HASHERS = ["networking.accounts.hashers.PortalArgon2Hasher"]
    settings.EMAIL_BACKEND = "networking.mail.OutboxBackend"


def unknown() -> str:
    return f"nessuno-{next(numbers)}@example.org"


def known() -> str:
    """The address of a new account: one already asked for is limited."""
    user = User.objects.create_user(f"qualcuno-{next(numbers)}@example.org", PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user.email


def login(email: str) -> tuple[str, dict[str, str]]:
    return "/accedi/", {"login": email, "password": "questa-non-è-giusta"}


def reset(email: str) -> tuple[str, dict[str, str]]:
    return "/accedi/password-dimenticata/", {"email": email}


def signup(email: str) -> tuple[str, dict[str, str]]:
    person = {"given_name": "Ada", "family_name": "Prova", "birth_date": "1980-12-31", "comune": "norcia"}
    return "/iscriviti/", person | {"email": email, "password1": PASSWORD, "password2": PASSWORD}


def ask(path: str, data: dict[str, str], *, follow: bool = True):
    """From an address nobody has asked from before."""
    return Client(REMOTE_ADDR=next(ADDRESSES)).post(path, data, follow=follow)


def what_one_sees(response, email: str) -> str:
    page = response.content.decode().replace(email, "…")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


@pytest.mark.parametrize("act", [login, reset, signup])
def test_asvs_6_3_8_the_answer_is_the_same(act):
    first, second = known(), unknown()

    of_known, of_unknown = ask(*act(first)), ask(*act(second))

    assert of_known.redirect_chain == of_unknown.redirect_chain
    assert of_known.status_code == of_unknown.status_code == 200
    assert what_one_sees(of_known, first) == what_one_sees(of_unknown, second)


@pytest.mark.parametrize("act", [login, reset, signup])
def test_asvs_6_3_8_the_time_is_the_same(act):
    times: dict[bool, list[float]] = {True: [], False: []}
    for email in (known(), unknown()):
        ask(*act(email))  # whatever is loaded the first time

    for _turn in range(TURNS):
        for is_known in (True, False):
            email = known() if is_known else unknown()
            start = time.perf_counter()
            ask(*act(email), follow=False)
            times[is_known].append(time.perf_counter() - start)

    ratio = statistics.median(times[True]) / statistics.median(times[False])
    assert 1 / MOST_ALIKE < ratio < MOST_ALIKE, ratio


def test_asvs_6_3_8_the_same_work_is_done_for_nobody_as_for_somebody(django_assert_max_num_queries):
    """A password costs so much that it hides the rest; a mail with a link costs little, so here work is counted."""
    asked = []
    for email in (known(), unknown()):
        with django_assert_max_num_queries(100) as queries:
            ask(*reset(email), follow=False)
        asked.append([query["sql"] for query in queries])

    of_known, of_unknown = asked
    assert [sum('INSERT INTO "networking_notice"' in sql for sql in each) for each in asked] == [1, 1]
    assert abs(len(of_known) - len(of_unknown)) <= 2


def test_who_signs_up_twice_gets_a_mail_that_says_so_and_no_second_account():
    email = known()

    ask(*signup(email))

    assert [mail.subject for mail in factories.notices().filter(address=email)] == [
        "NET WORKING · Hai già un accesso"
    ]
    assert User.objects.filter(email=email).count() == 1
    assert not Person.objects.for_everyone(reason="test").filter(birth_date=date(1980, 12, 31)).exists()


def test_nobody_unknown_is_written_to_and_nothing_of_them_stays():
    before = (User.objects.count(), EmailAddress.objects.count())

    ask(*reset(unknown()))

    assert not factories.notices().exists()
    assert (User.objects.count(), EmailAddress.objects.count()) == before

"""What nobody could be told sets out again when its person can be reached; once, and while it is of use."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.utils import timezone

from networking.outbox import Telling, drain, preferring, tell
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]
PHONE, OTHER = "+390743999903", "+390743999904"


@pytest.fixture(autouse=True)
def mail_in_memory(settings):
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def emma(norcia):
    return factories.human("Emma Vagni", comune=norcia)


def told(person, now, **fields):
    notice = tell("prova.visita", Telling(person, key="prova:1", **fields), now=now)
    assert notice.state == "dead"
    return notice


def reached(person, now, **contacts):
    for name, value in contacts.items():
        setattr(person, name, value)
    person.save()
    preferring.reroute(person, now=now)


def state():
    notice = factories.notices().get()
    return notice.state, notice.channel


@pytest.mark.parametrize(
    ("contacts", "way"),
    [
        ({"email": "emma@example.org"}, "email"),
        ({"phone": PHONE}, "phone"),
        ({"street": "Via Po 1"}, "letter"),
    ],
)
def test_whoever_gets_an_address_is_told_what_was_not_delivered(emma, now, contacts, way):
    told(emma, now)

    reached(emma, now, **contacts)

    assert state() == ("queued", way)


def test_it_leaves_once_however_often_the_sheet_is_kept(emma, now, mailoutbox):
    told(emma, now)

    for _each in range(2):
        reached(emma, now, email="emma@example.org")
        drain(now=lambda: now)

    assert len(mailoutbox) == 1
    assert state()[0] == "sent"


@pytest.mark.parametrize(("expires", "later"), [(1, 2), (None, 31)])
def test_what_is_no_longer_of_use_stays_where_it_was(emma, now, expires, later):
    told(emma, now, expires_at=expires and now + timedelta(days=expires))

    reached(emma, now + timedelta(days=later), email="emma@example.org")

    assert state()[0] == "dead"


@pytest.mark.parametrize(("phone", "is_told"), [(PHONE, "dead"), (OTHER, "queued")])
def test_a_wrong_number_is_not_called_again_and_another_is(emma, now, phone, is_told):
    notice = told(emma, now)
    notice.tries.create(at=now, channel="phone", outcome="wrong_number", detail=PHONE)

    reached(emma, now, phone=phone)

    assert state()[0] == is_told


def test_what_is_somebody_elses_stays_where_it_was(emma, now):
    told(emma, now)

    reached(factories.human("Ada Vagni"), now, email="ada@example.org")

    assert state()[0] == "dead"


def test_an_address_that_is_confirmed_is_told_what_was_not_delivered(citizen, now):
    notice = factories.notice(person=citizen.person, state="dead", channel="pages", closed_at=timezone.now())
    address = EmailAddress.objects.get(user=citizen)

    email_confirmed.send(EmailAddress, request=None, email_address=address)

    notice.refresh_from_db()
    assert (notice.state, notice.channel) == ("queued", "email")

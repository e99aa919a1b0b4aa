"""By which channel: the preferred one where it reaches, else the next that arrives in time."""

from datetime import timedelta

import pytest

from networking.models import RoleKind
from networking.outbox.choosing import first_channel
from networking.outbox.kinds import EVERY_CHANNEL
from tests import factories

pytestmark = pytest.mark.django_db

REACHES = {"phone": "+393331234567", "street": "Via Roma 1", "email": "lucia@example.org"}


def choose(now, besides=(), expires_at=None, allowed=EVERY_CHANNEL, **fields):
    person = factories.human("Lucia Prova", **fields)
    return first_channel(person, allowed, now=now, besides=besides, expires_at=expires_at)


@pytest.mark.parametrize("channel", ["email", "sms", "phone", "letter"])
def test_the_channel_somebody_prefers_comes_first(now, channel):
    assert choose(now, **REACHES, channel=channel) == channel


@pytest.mark.parametrize(
    ("failed", "next_one"),
    [
        ([], "email"),
        (["email"], "sms"),
        (["email", "sms"], "letter"),
        (["email", "sms", "letter"], "phone"),
        (["email", "sms", "letter", "phone"], None),
    ],
)
def test_what_failed_is_followed_by_the_next_that_reaches(now, failed, next_one):
    assert choose(now, besides=failed, **REACHES) == next_one


def test_a_telephone_at_home_gets_no_sms(now):
    assert choose(now, phone="+390743828711") == "phone"


def test_a_letter_that_would_come_too_late_is_not_written(now):
    street = {"street": "Via Roma 1"}
    assert choose(now, expires_at=now + timedelta(days=8), **street) == "letter"
    assert choose(now, expires_at=now + timedelta(days=6), **street) is None


def test_a_kind_that_goes_only_by_mail_is_not_telephoned(now):
    assert choose(now, allowed=("email",), phone="+393331234567") is None


def test_ones_own_pages_are_chosen_only_by_who_prefers_them(now):
    user = factories.person("lucia@example.org", RoleKind.CITIZEN)
    assert first_channel(user.person, EVERY_CHANNEL, now=now) == "email"
    user.person.channel = "pages"
    assert first_channel(user.person, EVERY_CHANNEL, now=now) == "pages"

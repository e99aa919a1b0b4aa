"""By which channel: the preferred one where it reaches, else the next that arrives in time."""

from datetime import timedelta

import pytest

from networking.models import RoleKind
from networking.outbox.choosing import channels_of, first_channel
from networking.outbox.kinds import EVERY_CHANNEL
from tests import factories

pytestmark = pytest.mark.django_db

# Whole, for somebody who lives outside the comuni.
HOME = {"street": "Via Roma 1", "postcode": "00184", "locality": "Roma"}
REACHES = {"phone": "+393331234567", "email": "lucia@example.org", **HOME}


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
    street = HOME
    assert choose(now, expires_at=now + timedelta(days=8), **street) == "letter"
    assert choose(now, expires_at=now + timedelta(days=6), **street) is None


def test_a_kind_that_goes_only_by_mail_is_not_telephoned(now):
    assert choose(now, allowed=("email",), phone="+393331234567") is None


def test_ones_own_pages_are_chosen_only_by_who_prefers_them(now):
    user = factories.person("lucia@example.org", RoleKind.CITIZEN)
    assert first_channel(user.person, EVERY_CHANNEL, now=now) == "email"
    user.person.channel = "pages"
    assert first_channel(user.person, EVERY_CHANNEL, now=now) == "pages"


def test_no_letter_goes_where_the_post_could_not_deliver_it(norcia):
    """Outside the comuni a street alone is no address: the same rule that refuses the choice decides the way."""
    outside = {"zone": norcia.zone, "street": "Via Roma 1"}
    whole = factories.human("Olga Fuori", **outside, postcode="00184", locality="Roma")
    half = factories.human("Ugo Fuori", **outside)

    assert [channels_of(each) for each in (whole, half)] == [["letter"], []]

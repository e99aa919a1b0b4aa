"""Senders of SMS are killed between the provider's acceptance and our commit: each message is given once."""

import os
import signal

import pytest
from django.conf import settings
from django.utils import timezone

from networking import outbox
from networking.models import ContactChannel
from networking.outbox import Telling
from tests import database, factories, sms_server
from tests.faults import portal
from tests.faults.delivering import IS_FULL

SENDER = ["tests.faults.by_day"]
KILLS, NOTICES = (20, 400) if IS_FULL else (3, 60)
LEASE = 4


@pytest.fixture
def provider():
    """It answers after a while, and does not refuse doubles: whoever repeats is found out."""
    with sms_server.SmsServer() as server:
        server.refuses_doubles = False
        server.answers_after = 0.02
        yield server


@pytest.fixture
def environment(transactional_db, provider):
    return {
        "DJANGO_SETTINGS_MODULE": "tests.faults.sms_settings",
        "DATABASE_URL": database.url_of(settings.DATABASES["default"]["NAME"], role="portal"),
        "NOTICES_LEASE_SECONDS": str(LEASE),
        "SMS_GATEWAY": "networking.sms.smshosting.SmshostingGateway",
        "SMSHOSTING_URL": provider.url,
        "SMSHOSTING_AUTH_KEY": sms_server.KEY,
        "SMSHOSTING_AUTH_SECRET": sms_server.SECRET,
    }


def write(number):
    """So many people to be told by SMS."""
    people = [
        factories.human(phone=f"+39333{each:07d}", channel=ContactChannel.SMS) for each in range(number)
    ]
    outbox.tell_all(
        "prova.domani",
        [Telling(person, f"domani:{each}") for each, person in enumerate(people)],
        now=timezone.now(),
    )


def test_senders_killed_between_the_provider_and_our_commit_give_each_sms_once(
    environment, provider, settings, record_property
):
    settings.NOTICE_KINDS = ["tests.networking.sms.kinds.KINDS"]
    write(NOTICES)

    for _each in range(KILLS):
        before = len(provider.taken)
        with portal.running(SENDER, **environment) as sender:
            assert portal.wait_for(lambda before=before: len(provider.taken) >= before + 3)
            os.killpg(sender.pid, signal.SIGKILL)
            sender.wait()
    with portal.running(SENDER, **environment):
        assert portal.wait_for(lambda: not factories.notices().pending().exists(), seconds=60)

    names = [each["transactionId"] for each in provider.taken]
    asked = len(provider.asked_for("search"))
    record_property("figure", f"{KILLS} kills: {len(names)} taken, {len(set(names))} told, {asked} asked for")
    assert len(names) == len(set(names)) == NOTICES
    assert set(names) == {str(each) for each in factories.notices().values_list("pk", flat=True)}
    # Whoever died left some in doubt.
    assert asked > 0

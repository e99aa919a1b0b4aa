"""A provider on this machine, and the portal told to use it."""

import pytest

from tests.sms_server import KEY, SECRET, SmsServer


@pytest.fixture
def provider(settings):
    """A server that answers as Smshosting documents."""
    settings.SMS_GATEWAY = "networking.sms.smshosting.SmshostingGateway"
    settings.SMSHOSTING_AUTH_KEY, settings.SMSHOSTING_AUTH_SECRET = KEY, SECRET
    with SmsServer() as server:
        settings.SMSHOSTING_URL = server.url
        yield server

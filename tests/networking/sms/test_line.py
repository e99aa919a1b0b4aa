"""The line to the provider: verified, short, deaf to what is too long, and silent about numbers and passwords."""

import logging
import time

import pytest
from django.core.exceptions import ImproperlyConfigured

from networking import sms
from tests import certificates, sms_server
from tests.sms_server import SmsServer

PHONE = "+393331234567"
TEXT = "Domani alle 9 ti aspettiamo a Norcia."
REFERENCE = "2f1c6a52-6c1e-4f0e-9a35-0f7a5b1f3c11"


@pytest.fixture(autouse=True)
def _in_a_hurry(settings):
    settings.SMS_PATIENCE = (0.5, 0.5, 1)


@pytest.fixture
def gateway(provider):
    return sms.gateway()


def send(gateway):
    return gateway.send(PHONE, TEXT, reference=REFERENCE)


@pytest.mark.parametrize(
    "answer",
    [
        sms_server.raw(200, b"<html>Login</html>"),
        sms_server.raw(200, b'{"sms": ['),
        sms_server.raw(200, b"[]"),
        sms_server.raw(200, b"null"),
        sms_server.raw(200, b"{}"),
        sms_server.raw(200, b'{"sms": []}'),
        sms_server.raw(200, b'{"sms": ["INSERTED"]}'),
        sms_server.raw(200, b'{"sms": [{"status": "FORSE"}]}'),
        sms_server.raw(200, b'{"sms": [{"status": "INSERTED"}, {"status": "INSERTED"}]}'),
        sms_server.raw(200, b"[" * 60_000),
        sms_server.raw(200, b"\xff\xfe"),
        sms_server.raw(204, b""),
        sms_server.raw(200, b'{"sms": [{"status": "INSERTED"}], "more": "' + b"a" * 70_000 + b'"}'),
    ],
)
def test_an_answer_that_is_not_the_documented_one_says_neither_yes_nor_no(provider, gateway, answer):
    provider.answers = [answer]

    with pytest.raises(sms.UnreachableError):
        send(gateway)


def test_a_provider_that_drips_is_left_after_a_while(provider, gateway):
    provider.answers = [sms_server.drip]
    began = time.monotonic()

    with pytest.raises(sms.UnreachableError):
        send(gateway)

    assert time.monotonic() - began < 3


def test_of_an_endless_answer_little_is_read(provider, gateway):
    provider.answers = [sms_server.flood]

    with pytest.raises(sms.UnreachableError):
        send(gateway)

    # Less than what the machine keeps ready on both ends of a line.
    assert provider.poured < 10_000_000


def test_a_provider_that_says_nothing_is_left_after_a_while(provider, gateway):
    provider.answers = [sms_server.silence(30)]
    began = time.monotonic()

    with pytest.raises(sms.UnreachableError, match="Timeout"):
        send(gateway)

    assert time.monotonic() - began < 3


def test_nobody_there(provider, gateway, settings):
    provider.shutdown()
    provider.server_close()

    with pytest.raises(sms.UnreachableError, match="ConnectionRefusedError"):
        send(gateway)


def test_a_redirect_is_not_followed(provider, gateway):
    with SmsServer() as other:
        provider.answers = [sms_server.redirect(other.url)]

        with pytest.raises(sms.RefusedError) as refused:
            send(gateway)

        assert other.asked == []
    assert (refused.value.code, refused.value.is_final, refused.value.needs_staff) == (
        "REDIRECT",
        False,
        True,
    )


@pytest.mark.parametrize(
    "url", ["http://api.smshosting.it/rest/api", "ftp://127.0.0.1/", "api.smshosting.it"]
)
def test_an_address_that_is_not_encrypted_is_never_asked(provider, gateway, settings, url):
    settings.SMSHOSTING_URL = url

    with pytest.raises(ImproperlyConfigured):
        send(gateway)


@pytest.fixture
def encrypted(settings, tmp_path):
    """The provider with a certificate of its own making, and that certificate."""
    certificate = certificates.self_signed(tmp_path / "server.pem", "localhost")
    with SmsServer(certificate) as server:
        settings.SMSHOSTING_URL = server.url
        yield server, certificate


def test_asvs_12_3_2_a_certificate_that_nobody_vouches_for_gets_neither_password_nor_number(
    gateway, encrypted
):
    server, _certificate = encrypted

    with pytest.raises(sms.UnreachableError, match="SSLCertVerificationError"):
        send(gateway)

    assert server.asked == []


def test_a_certificate_that_this_machine_trusts_is_enough(gateway, encrypted, monkeypatch):
    server, certificate = encrypted
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    send(gateway)

    assert len(server.taken) == 1


def test_a_trusted_certificate_of_another_name_is_not_enough(gateway, encrypted, settings, monkeypatch):
    server, certificate = encrypted
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    settings.SMSHOSTING_URL = server.url.replace("localhost", "127.0.0.1")

    with pytest.raises(sms.UnreachableError, match="SSLCertVerificationError"):
        send(gateway)

    assert server.asked == []


@pytest.mark.parametrize(
    "answer",
    [
        None,
        sms_server.hang_up,
        sms_server.redirect("http://127.0.0.1:1/"),
        sms_server.refusal(401, "BAD_CREDENTIALS"),
        sms_server.refusal(400, f"BAD {PHONE}"),
        sms_server.not_inserted("BLACKLIST"),
        sms_server.raw(200, b"<html>"),
    ],
)
def test_asvs_16_2_5_no_log_and_no_error_tells_the_number_the_words_or_the_password(
    provider, gateway, caplog, answer
):
    caplog.set_level(logging.DEBUG)
    provider.answers = [answer]

    told = ""
    try:
        send(gateway)
    except (sms.RefusedError, sms.UnreachableError) as error:
        told = f"{error!r} {error}"

    for secret in ("3331234567", "Norcia", sms_server.SECRET, "Basic "):
        assert secret not in caplog.text + told

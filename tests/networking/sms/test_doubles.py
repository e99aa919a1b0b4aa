"""Nobody is told twice: after an answer that did not come, the provider is asked before it is given the message again."""

import pytest

from networking import sms
from tests import sms_server

PHONE = "+393331234567"
TEXT = "Domani alle 9 ti aspettiamo a Norcia."
REFERENCE = "2f1c6a52-6c1e-4f0e-9a35-0f7a5b1f3c11"


@pytest.fixture
def gateway(provider):
    return sms.gateway()


@pytest.fixture(autouse=True)
def _in_a_hurry(settings):
    settings.SMS_PATIENCE = (0.5, 0.5, 1)


@pytest.mark.parametrize(
    "answer",
    [
        sms_server.hang_up,
        sms_server.cut_short,
        sms_server.silence(10),
    ],
)
def test_what_was_taken_without_a_word_is_found_again_by_its_reference(provider, gateway, answer):
    provider.answers = [answer]
    with pytest.raises(sms.UnreachableError):
        gateway.send(PHONE, TEXT, reference=REFERENCE)

    assert gateway.was_taken(REFERENCE) is True
    assert len(provider.taken) == 1


def test_what_never_arrived_is_not_there(provider, gateway):
    assert gateway.was_taken(REFERENCE) is False


def test_another_s_message_is_not_taken_for_ours(provider, gateway):
    gateway.send(PHONE, TEXT, reference="un-altro-avviso")
    everything = {"smsList": [{"transactionId": "un-altro-avviso", "status": "SENT"}]}
    provider.answers = [lambda line, _asked: line.say(200, everything)]

    assert gateway.was_taken(REFERENCE) is False


@pytest.mark.parametrize(
    ("status", "taken"),
    [("PENDING", True), ("SENT", True), ("DELIVERED", True), ("NOTDELIVERED", True), ("NOSENT", False)],
)
def test_what_no_operator_ever_had_was_not_taken(provider, gateway, status, taken):
    gateway.send(PHONE, TEXT, reference=REFERENCE)
    provider.taken[0]["status"] = status

    assert gateway.was_taken(REFERENCE) is taken


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (sms_server.refusal(500, "GENERIC_ERROR"), sms.RefusedError),
        (sms_server.refusal(401, "BAD_CREDENTIALS"), sms.RefusedError),
        (sms_server.raw(200, b"<html>"), sms.UnreachableError),
        (sms_server.raw(200, b'{"smsList": ["?"]}'), sms.UnreachableError),
        (sms_server.raw(200, b'{"smsList": "?"}'), sms.UnreachableError),
    ],
)
def test_when_the_provider_cannot_tell_nobody_says_no_for_it(provider, gateway, answer, error):
    gateway.send(PHONE, TEXT, reference=REFERENCE)
    provider.answers = [answer]

    with pytest.raises(error):
        gateway.was_taken(REFERENCE)


def test_our_own_first_try_refused_as_a_double_is_a_message_on_its_way(provider, gateway):
    gateway.send(PHONE, TEXT, reference=REFERENCE)

    receipt = gateway.send(PHONE, TEXT, reference=REFERENCE)

    assert receipt == sms.Receipt(was_already_there=True)
    assert len(provider.taken) == 1


@pytest.mark.parametrize("answer", [None, sms_server.refusal(400, "DUPLICATE_SMS")])
def test_another_thing_in_the_same_words_is_told_in_another_way(provider, gateway, answer):
    gateway.send(PHONE, TEXT, reference="un-altro-avviso")
    provider.answers = [answer]

    with pytest.raises(sms.RefusedError, match="DUPLICATESMS") as refused:
        gateway.send(PHONE, TEXT, reference=REFERENCE)

    assert refused.value.is_final


def test_a_double_that_the_provider_cannot_look_up_waits(provider, gateway):
    gateway.send(PHONE, TEXT, reference=REFERENCE)
    provider.answers = [sms_server.not_inserted("DUPLICATESMS"), sms_server.silence(10)]

    with pytest.raises(sms.UnreachableError):
        gateway.send(PHONE, TEXT, reference=REFERENCE)

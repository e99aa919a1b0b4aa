"""The gateway, against a server that answers as the provider documents. Not tried with the provider itself."""

import logging

import pytest

from networking import sms
from tests import sms_server

PHONE = "+393331234567"
TEXT = "Domani alle 9 ti aspettiamo a Norcia."
REFERENCE = "2f1c6a52-6c1e-4f0e-9a35-0f7a5b1f3c11"


@pytest.fixture
def gateway(provider):
    return sms.gateway()


def test_a_message_is_given_to_the_provider_as_it_documents(provider, gateway):
    receipt = gateway.send(PHONE, TEXT, reference=REFERENCE)

    assert receipt == sms.Receipt(provider_id="389310742")
    assert provider.asked == [
        (
            "send",
            {
                "to": "393331234567",
                "text": TEXT,
                "encoding": "7BIT",
                "transactionId": REFERENCE,
                "from": "NETWORKING",
            },
        )
    ]


def test_words_leave_in_the_letters_of_an_sms(provider, gateway):
    gateway.send(PHONE, "L’incontro – alle 9… è a Norcia", reference=REFERENCE)

    assert provider.taken[0]["text"] == "L'incontro - alle 9... è a Norcia"


def test_a_name_keeps_its_letters_and_asks_for_the_long_alphabet(provider, gateway):
    gateway.send(PHONE, "Ciao Sánchez", reference=REFERENCE)

    assert (provider.taken[0]["text"], provider.taken[0]["encoding"]) == ("Ciao Sánchez", "UCS2")


def test_without_a_sender_the_account_s_own_is_used(provider, gateway, settings):
    settings.SMS_SENDER = ""

    gateway.send(PHONE, TEXT, reference=REFERENCE)

    assert "from" not in provider.asked[0][1]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (sms_server.not_inserted("BADNUMBERFORMAT"), "BADNUMBERFORMAT"),
        (sms_server.not_inserted("BLACKLIST"), "BLACKLIST"),
        (sms_server.refusal(400, "NO_VALID_RECIPIENT"), "NO_VALID_RECIPIENT"),
        (sms_server.refusal(400, "BAD_TEXT"), "BAD_TEXT"),
        (sms_server.refusal(400, "BAD_TEXT_PLACEHOLDER"), "BAD_TEXT_PLACEHOLDER"),
    ],
)
def test_what_is_about_the_person_or_the_words_is_final(provider, gateway, answer, code):
    provider.answers = [answer]

    with pytest.raises(sms.RefusedError) as refused:
        gateway.send(PHONE, TEXT, reference=REFERENCE)

    assert (refused.value.code, refused.value.is_final, refused.value.needs_staff) == (code, True, False)
    assert refused.value.words.endswith(".")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (sms_server.refusal(400, "BAD_CREDIT"), "BAD_CREDIT"),
        (sms_server.refusal(400, "NO_CREDIT"), "NO_CREDIT"),
        (sms_server.refusal(400, "SENDING_DISABLED"), "SENDING_DISABLED"),
        (sms_server.refusal(400, "BAD_FROM"), "BAD_FROM"),
        (sms_server.refusal(401, "BAD_CREDENTIALS"), "BAD_CREDENTIALS"),
        (sms_server.raw(401, b"<html>"), "BAD_CREDENTIALS"),
        (sms_server.refusal(405, "METHOD_NOT_ALLOWED"), "METHOD_NOT_ALLOWED"),
        (sms_server.refusal(400, "BAD_TRANSACTIONID"), "BAD_TRANSACTIONID"),
        (sms_server.not_inserted("QUALCOSA_DI_NUOVO"), "QUALCOSA_DI_NUOVO"),
        (sms_server.raw(404, b"<html>not here</html>"), "UNKNOWN"),
    ],
)
def test_what_is_about_our_own_account_is_put_off_and_staff_are_asked(
    provider, gateway, caplog, answer, code
):
    provider.answers = [answer]

    with pytest.raises(sms.RefusedError) as refused:
        gateway.send(PHONE, TEXT, reference=REFERENCE)

    assert (refused.value.code, refused.value.is_final, refused.value.needs_staff) == (code, False, True)
    assert [(each.levelno, each.message) for each in caplog.records] == [
        (logging.ERROR, f"SMS are not sent: {code}")
    ]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (sms_server.refusal(500, "GENERIC_ERROR"), "GENERIC_ERROR"),
        (sms_server.refusal(400, "GENERIC_ERROR"), "GENERIC_ERROR"),
        (sms_server.raw(502, b"<html>Bad gateway</html>"), "GENERIC_ERROR"),
        (sms_server.raw(429, b""), "THROTTLED"),
        (sms_server.raw(503, b""), "THROTTLED"),
    ],
)
def test_what_passes_by_itself_is_put_off_and_disturbs_nobody(provider, gateway, caplog, answer, code):
    provider.answers = [answer]

    with pytest.raises(sms.RefusedError) as refused:
        gateway.send(PHONE, TEXT, reference=REFERENCE)

    assert (refused.value.code, refused.value.is_final, refused.value.needs_staff) == (code, False, False)
    assert not caplog.records


def test_a_wrong_password_is_noticed_by_the_provider_itself(provider, gateway, settings):
    settings.SMSHOSTING_AUTH_SECRET = "sbagliato"

    with pytest.raises(sms.RefusedError, match="BAD_CREDENTIALS"):
        gateway.send(PHONE, TEXT, reference=REFERENCE)

    assert not provider.taken


def test_somebody_on_the_provider_s_blacklist_is_refused_finally(provider, gateway):
    provider.blacklist.add("393331234567")

    with pytest.raises(sms.RefusedError, match="BLACKLIST"):
        gateway.send(PHONE, TEXT, reference=REFERENCE)


def test_more_than_seven_messages_are_not_even_asked_for(provider, gateway):
    with pytest.raises(sms.RefusedError, match="TOO_LONG") as refused:
        gateway.send(PHONE, "a" * (7 * 153 + 1), reference=REFERENCE)

    assert refused.value.is_final
    assert not provider.asked


@pytest.mark.parametrize("phone", ["3331234567", "+39 333 1234567", "112", "", "+393331234567,+393337654321"])
def test_what_is_no_number_is_a_mistake_of_ours_told_without_the_number(gateway, phone):
    with pytest.raises(ValueError, match="country's code") as mistake:
        gateway.send(phone, TEXT, reference=REFERENCE)

    assert "333" not in str(mistake.value)


@pytest.mark.parametrize("reference", ["", "a b", "a&id=1", "x" * 61, "è"])
def test_a_reference_that_providers_do_not_take_is_a_mistake_of_ours(gateway, reference):
    with pytest.raises(ValueError, match="reference"):
        gateway.send(PHONE, TEXT, reference=reference)


def test_a_code_that_quotes_what_we_sent_is_not_repeated(provider, gateway, caplog):
    provider.answers = [sms_server.refusal(400, f"bad number {PHONE}")]

    with pytest.raises(sms.RefusedError) as refused:
        gateway.send(PHONE, TEXT, reference=REFERENCE)

    assert refused.value.code == "UNKNOWN"
    assert "333" not in caplog.text + str(refused.value) + refused.value.words

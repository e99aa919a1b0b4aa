"""`manage.py try_sms`: what whoever keeps the portal running reads."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests import sms_server


def try_sms(phone="333 123 4567"):
    out = StringIO()
    call_command("try_sms", phone, stdout=out, no_color=True)
    return out.getvalue()


def test_a_message_leaves_and_is_found_again(provider):
    said = try_sms()

    (message,) = provider.taken
    assert message["to"] == "393331234567"
    assert message["encoding"] == "7BIT"
    assert message["transactionId"] in said
    assert "Preso in carico." in said
    assert "ritrovato dopo:       sì" in said
    assert "SMS da pagare:        1" in said


def test_a_provider_that_does_not_find_it_again_is_told_of(provider):
    provider.answers = [None, sms_server.raw(200, b'{"smsList": []}')]

    assert "Attenzione: dopo un guasto il portale lo manderebbe due volte" in try_sms()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            sms_server.refusal(400, "BAD_CREDIT"),
            "Il credito degli SMS è finito. (BAD_CREDIT) Si può riprovare dopo",
        ),
        (sms_server.refusal(401, "BAD_CREDENTIALS"), "non riconosce le nostre credenziali"),
        (sms_server.not_inserted("BLACKLIST"), "Riprovare con questo numero non serve."),
        (sms_server.refusal(500, "GENERIC_ERROR"), "Si può riprovare più tardi."),
        (sms_server.hang_up, "Non si sa se è partito"),
    ],
)
def test_what_went_wrong_is_said_in_words(provider, answer, said):
    provider.answers = [answer]

    with pytest.raises(CommandError) as error:
        try_sms()

    assert said in str(error.value)


@pytest.mark.parametrize("phone", ["0743 828711", "112", "pippo", "+390743828711"])
def test_only_a_mobile_is_tried(provider, phone):
    with pytest.raises(CommandError):
        try_sms(phone)

    assert provider.asked == []


def test_without_credentials_it_says_which_are_missing(provider, settings):
    settings.SMSHOSTING_AUTH_SECRET = ""

    with pytest.raises(CommandError, match="SMSHOSTING_AUTH_SECRET"):
        try_sms()


def test_without_a_gateway_it_says_so(settings):
    settings.SMS_GATEWAY = ""

    with pytest.raises(CommandError, match="SMS_GATEWAY è vuoto"):
        try_sms()


def test_the_folder_takes_it_too(settings, tmp_path):
    settings.SMS_GATEWAY, settings.SMS_FOLDER = "networking.sms.folder.FolderGateway", tmp_path

    assert "ritrovato dopo:       sì" in try_sms()

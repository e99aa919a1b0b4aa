"""In development an SMS is a file."""

import pytest

from networking import sms
from networking.sms import folder

PHONE = "+393331234567"


@pytest.fixture
def gateway(settings, tmp_path):
    settings.SMS_GATEWAY, settings.SMS_FOLDER = "networking.sms.folder.FolderGateway", tmp_path / "sms"
    return sms.gateway()


def test_a_message_is_a_file_in_the_letters_it_would_leave_in(gateway):
    gateway.send(PHONE, "È domani – alle 9", reference="uno")

    (told,) = folder.latest(100)
    assert (told["to"], told["from"], told["text"], told["segments"]) == (
        PHONE,
        "NETWORKING",
        "E' domani - alle 9",
        1,
    )


def test_the_newest_comes_first(gateway):
    for number in range(3):
        gateway.send(PHONE, f"messaggio {number}", reference=f"riferimento-{number}")

    assert [each["text"] for each in folder.latest(2)] == ["messaggio 2", "messaggio 1"]


def test_it_is_found_again_by_its_own_reference_and_no_other(gateway):
    gateway.send(PHONE, "Ciao", reference="uno-due")

    assert [gateway.was_taken(each) for each in ("uno-due", "due", "uno", "*")] == [True, False, False, False]


def test_a_reference_never_leads_out_of_the_folder(gateway):
    with pytest.raises(ValueError, match="reference"):
        gateway.send(PHONE, "Ciao", reference="../fuori")


def test_what_was_written_to_somebody_erased_goes_and_the_rest_stays(
    gateway, django_capture_on_commit_callbacks, db
):
    gateway.send(PHONE, "Ciao", reference="uno")
    gateway.send(PHONE, "Ciao", reference="due")

    with django_capture_on_commit_callbacks(execute=True):
        folder.forget_after_commit(["uno"])

    assert [gateway.was_taken(each) for each in ("uno", "due")] == [False, True]

"""What is forgotten after the commit may fail: the page that asked for it has already done its part."""

import pytest
from django.db import transaction

from networking import mail
from networking.sms import folder

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def not_a_file(settings, tmp_path):
    """Where the file should be there is a folder, which nobody can delete as a file."""
    settings.MAIL_FOLDER = settings.SMS_FOLDER = tmp_path
    (tmp_path / "20261122-100000-1-prova.json").mkdir()
    (tmp_path / "20261122-100000-prova.eml").mkdir()


@pytest.mark.parametrize("forget", [mail.forget_after_commit, folder.forget_after_commit])
def test_a_file_that_cannot_be_deleted_is_in_the_log_and_on_no_page(forget, not_a_file, caplog):
    with transaction.atomic():
        forget(["prova"])

    assert "on_commit" in caplog.text

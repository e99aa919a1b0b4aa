"""In development staff read the mails and the SMS that would have left."""

import pytest
from django.core.mail import EmailMessage, get_connection

from networking.sms.folder import FolderGateway
from tests import factories


@pytest.fixture
def letter(settings, tmp_path):
    settings.MAIL_FOLDER = tmp_path
    message = EmailMessage(
        "La tua password", "Scegline una nuova.", "portale@example.org", ["lucia@example.org"]
    )
    message.extra_headers["Message-ID"] = "<abc@example.org>"
    get_connection("networking.mail.FolderBackend").send_messages([message])
    return next(tmp_path.iterdir())


def test_staff_read_the_list_and_the_mail(as_administrator, letter):
    assert "La tua password" in as_administrator.get("/gestione/posta/").content.decode()
    assert "Scegline una nuova." in as_administrator.get(f"/gestione/posta/{letter.name}/").content.decode()


def test_staff_read_the_sms_beside_the_mails(as_administrator, letter, settings, tmp_path):
    settings.SMS_FOLDER = tmp_path / "sms"
    FolderGateway().send("+393331234567", "Domani <alle> 9 – a Norcia", reference="uno")

    page = as_administrator.get("/gestione/posta/").content.decode()

    assert "Domani &lt;alle&gt; 9 - a Norcia" in page
    assert "a +393331234567, da «NETWORKING» · " in page
    assert "La tua password" in page


def test_never_for_who_is_not_staff(as_citizen, letter):
    for page in ("/gestione/posta/", f"/gestione/posta/{letter.name}/"):
        assert as_citizen.get(page).status_code == 403


def test_who_has_not_signed_in_is_sent_to_sign_in(client, db, letter):
    assert client.get("/gestione/posta/").url == "/accedi/?next=/gestione/posta/"


def test_never_a_file_outside_the_folder(as_administrator, letter):
    (letter.parent.parent / "segreto.eml").write_text("Subject: x\n\nsegreto")

    assert as_administrator.get("/gestione/posta/..%2Fsegreto.eml/").status_code == 404


def test_never_in_production(as_administrator, letter, settings):
    settings.SHOW_MAIL_FOLDER = False

    assert (
        factories.signed_in(as_administrator.get("/profilo/").wsgi_request.user)
        .get("/gestione/posta/")
        .status_code
        == 404
    )

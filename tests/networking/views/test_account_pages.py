"""Signing in, and the pages of who has signed in."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.mail import EmailMessage

from tests import factories
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def test_a_wrong_password_says_what_to_do_and_keeps_the_address(client, citizen):
    response = client.post("/accedi/", {"login": citizen.email, "password": "sbagliata"})

    assert "L&#x27;e-mail o la password non sono giuste" in text(response)
    assert f'value="{citizen.email}"' in text(response)
    assert "sbagliata" not in text(response)


def test_the_right_password_leads_to_ones_own_page(client, citizen):
    response = client.post("/accedi/", {"login": citizen.email, "password": PASSWORD}, follow=True)

    assert response.redirect_chain == [("/profilo/", 302)]
    assert "Ciao! Hai fatto l&#x27;accesso." in text(response)


def test_the_profile_asks_to_sign_in_first(client):
    assert client.get("/profilo/")["Location"].startswith("/accedi/")


def test_the_profile_tells_who_i_am_and_my_roles_of_today(as_citizen, citizen):
    html = text(as_citizen.get("/profilo/"))

    assert citizen.email in html
    assert "Cittadina o cittadino" in html
    assert "Dal 1° gennaio 2026, senza scadenza." in html
    assert "Gestione" not in html


def test_somebody_without_roles_is_told_whom_to_ask(as_citizen, citizen):
    citizen.roles.all().delete()

    assert "Oggi non hai nessun ruolo" in text(as_citizen.get("/profilo/"))


@pytest.mark.parametrize(
    "path", ["/profilo/password/", "/profilo/email/", "/esci/", "/accedi/conferma-email/", "/accedi/sospeso/"]
)
def test_the_pages_of_ones_access_are_in_the_portals_dress(as_citizen, path):
    html = text(as_citizen.get(path, follow=True))

    assert 'class="portal-mark"' in html
    assert "Sign Out" not in html
    assert "Menu:" not in html


def test_who_forgot_the_password_gets_a_mail_in_italian(client, citizen, mailoutbox):
    client.post("/accedi/password-dimenticata/", {"email": citizen.email})

    [mail] = mailoutbox
    assert mail.subject == "NET WORKING · Scegli una password nuova"
    assert "/accedi/password-nuova/" in mail.body
    assert "Hello" not in mail.body
    assert "example.com" not in mail.body


def test_an_unknown_address_gets_the_same_page_and_no_mail(client, citizen, settings):
    settings.EMAIL_BACKEND = "networking.mail.OutboxBackend"

    known = client.post("/accedi/password-dimenticata/", {"email": citizen.email})
    unknown = client.post("/accedi/password-dimenticata/", {"email": "nessuno@example.org"})

    assert unknown["Location"] == known["Location"]
    assert [mail.address for mail in factories.notices()] == [citizen.email]


def test_a_used_link_for_a_password_offers_another(client):
    assert "Chiedine un altro" in text(client.get("/accedi/password-nuova/abc-def/"))


def test_the_admin_keeps_its_own_dress(as_administrator):
    html = text(as_administrator.get("/gestione/networking/comune/add/"))

    assert 'class="form-row' in html
    assert "portal-header" not in html
    assert "field-optional" not in html


class TestTheMailFolder:
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path, settings):
        settings.MAIL_FOLDER = tmp_path
        message = EmailMessage(
            "Ciao <Ada>", "Apri http://testserver/accedi/", to=["ada@example.org"]
        ).message()
        (tmp_path / "1.eml").write_bytes(message.as_bytes())

    def test_citizens_do_not_enter(self, as_citizen):
        assert as_citizen.get("/gestione/posta/").status_code == 403

    def test_staff_read_a_mail_with_its_links(self, as_administrator):
        assert "Ciao &lt;Ada&gt;" in text(as_administrator.get("/gestione/posta/"))

        html = text(as_administrator.get("/gestione/posta/1.eml/"))
        assert 'href="http://testserver/accedi/"' in html

    def test_an_empty_folder_says_what_would_fill_it(self, as_administrator, tmp_path):
        (tmp_path / "1.eml").unlink()

        assert "Nessuna e-mail, per ora." in text(as_administrator.get("/gestione/posta/"))

    def test_it_does_not_exist_where_mail_leaves(self, as_administrator, settings):
        settings.SHOW_MAIL_FOLDER = False

        assert as_administrator.get("/gestione/posta/").status_code == 404


def test_the_cookie_of_the_session_is_the_one_the_privacy_page_speaks_of():
    assert settings.SESSION_COOKIE_AGE == 14 * 24 * 3600

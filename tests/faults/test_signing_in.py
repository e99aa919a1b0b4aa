"""People sign up, confirm, sign in and choose a new password while Redis and SMTP are away."""

from __future__ import annotations

import re
import time
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from django.conf import settings

from networking.models import Notice, User
from tests import database, factories
from tests.factories import PASSWORD
from tests.faults import portal

NOBODY = "127.0.0.1:9"
# Nothing listens, or something listens that never answers: both must cost nothing.
PATIENCE_SECONDS = 5
NEW_PASSWORD = "nocciolo-ciclamino-faggio-1357"


class Browser:
    """A person's browser: it keeps cookies and follows where it is sent."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._jar = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self._jar))
        self.slowest = 0.0
        self.url = ""

    def open(self, path: str, **fields: str) -> str:
        """The page at `path`; with fields, the one a form leads to."""
        start = time.monotonic()
        page = self._open(path, fields)
        self.slowest = max(self.slowest, time.monotonic() - start)
        return page

    def _open(self, path: str, fields: dict[str, str]) -> str:
        url = path if path.startswith("http") else self._address + path
        token = next((cookie.value for cookie in self._jar if cookie.name == "csrftoken"), "")
        body = urlencode(fields | {"csrfmiddlewaretoken": token}).encode() if fields else None
        with self._opener.open(url, body, timeout=60) as answer:
            self.url = answer.url
            return answer.read().decode()


def link_in_the_last_mail() -> str:
    return re.search(r"http\S+", factories.notices().latest("created_at").text)[0]


@pytest.mark.django_db(transaction=True)
def test_signing_up_and_in_need_neither_redis_nor_smtp():
    here = database.url_of(settings.DATABASES["default"]["NAME"], role="portal")
    neighbours = {"REDIS_URL": f"redis://{NOBODY}/0", "EMAIL_URL": f"smtp://{NOBODY}"}
    with portal.web(DATABASE_URL=here, **neighbours) as address:
        browser = Browser(address)
        browser.open("/iscriviti/")
        signed_up = browser.open(
            "/iscriviti/",
            given_name="Ada",
            family_name="Prova",
            birth_date="1980-12-31",
            comune="norcia",
            email="ada@example.org",
            password1=PASSWORD,
            password2=PASSWORD,
        )
        link = link_in_the_last_mail()
        browser.open(link)
        browser.open(link, confirm="yes")
        inside = browser.open("/accedi/", login="ada@example.org", password=PASSWORD)
        outside = browser.open("/esci/", bye="yes")
        browser.open("/accedi/password-dimenticata/")
        browser.open("/accedi/password-dimenticata/", email="ada@example.org")
        browser.open(link_in_the_last_mail())
        changed = browser.open(browser.url, password1=NEW_PASSWORD, password2=NEW_PASSWORD)

    assert "Conferma la tua e-mail" in signed_up
    assert "Ciao Ada." in inside
    assert "A presto" in outside
    assert "La password nuova vale da adesso" in changed
    assert User.objects.get().check_password(NEW_PASSWORD)
    assert browser.slowest < PATIENCE_SECONDS
    assert set(factories.notices().values_list("state", flat=True)) == {Notice.State.QUEUED}

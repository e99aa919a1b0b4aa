"""What every answer carries, whoever asks and whatever they ask for."""

import os
import subprocess
import sys

import pytest

PUBLIC = [
    "/",
    "/servizi/",
    "/comuni/norcia/",
    "/mappa/",
    "/il-progetto/",
    "/privacy/",
    "/salute/",
    "/robots.txt",
    "/sitemap.xml",
]
SIGNED_IN = ["/accedi/", "/iscriviti/", "/accedi/password-dimenticata/"]
ERRORS = ["/non-esiste/", "/servizi/?q=%00"]


def directives(response):
    policy = response["Content-Security-Policy"]
    return dict(part.strip().split(" ", 1) for part in policy.split(";") if part.strip())


@pytest.mark.parametrize("path", PUBLIC + SIGNED_IN + ERRORS)
def test_asvs_3_4_3_the_policy_lets_in_only_what_we_serve(client, db, path):
    policy = directives(client.get(path))

    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in str(policy)


@pytest.mark.parametrize("path", PUBLIC + SIGNED_IN)
def test_asvs_3_4_4_and_3_4_5_browsers_neither_guess_nor_tell(client, db, path):
    response = client.get(path)

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert "camera=()" in response["Permissions-Policy"]


@pytest.mark.parametrize("path", PUBLIC)
def test_who_asks_only_for_the_head_is_answered_like_who_reads(client, db, path):
    head = client.head(path)

    assert (head.status_code, head.content) == (client.get(path).status_code, b"")


@pytest.mark.parametrize("path", PUBLIC)
def test_reading_opens_no_session(client, db, path):
    """A form may bring its own safety token; nothing follows a person from page to page."""
    assert set(client.get(path).cookies) <= {"csrftoken"}


@pytest.mark.parametrize("path", ["/profilo/", "/", "/gestione/"])
def test_asvs_14_2_2_what_a_signed_in_person_sees_is_not_kept(as_administrator, path):
    assert "no-store" in as_administrator.get(path)["Cache-Control"]


def test_asvs_14_3_2_a_page_that_knows_a_browser_is_kept_by_no_proxy(client, db):
    with_a_token = client.get("/comuni/")
    client.cookies["comune"] = "norcia"
    with_a_remembered_comune = client.get("/")

    assert "private" in with_a_token["Cache-Control"]
    assert "private" in with_a_remembered_comune["Cache-Control"]


def test_the_map_lets_in_a_tile_server_only_when_the_owner_names_one():
    """The setting is read at start: a process of its own shows both."""
    assert "tiles.example" not in image_sources()
    assert "https://tiles.example" in image_sources(MAP_TILE_URL="https://tiles.example/{z}/{x}/{y}.png")


def image_sources(**environment):
    """What `img-src` lets in, for a portal started with these variables."""
    code = (
        "import django; django.setup(); from django.conf import settings; "
        "print(settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'])"
    )
    return subprocess.run(
        [sys.executable, "-c", code], env=os.environ | environment, capture_output=True, text=True, check=True
    ).stdout

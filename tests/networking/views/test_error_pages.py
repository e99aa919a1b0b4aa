"""Error pages: in Italian, in the portal's dress, even when nothing else works."""

from __future__ import annotations

import django.db
import psycopg
import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from psycopg_pool import PoolTimeout

from networking.views import errors


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("400.html", "Non abbiamo capito la richiesta"),
        ("500.html", "non è colpa tua"),
        ("503.html", "Il portale si sta rialzando"),
        ("503_read_only.html", "Ora si può solo leggere"),
        ("503_busy.html", "In questo momento siete in tanti"),
    ],
)
def test_it_is_drawn_without_a_request_and_without_the_database(template, words):
    html = render_to_string(template)

    assert words in html
    assert "NET WORKING" in html


def test_a_broken_view_gets_the_page_without_a_database():
    response = errors.server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert "Qualcosa si è rotto" in response.content.decode()


@pytest.mark.parametrize("failure", [django.db.OperationalError, psycopg.OperationalError, PoolTimeout])
def test_a_lost_connection_is_said_to_be_a_database_away_however_it_is_called(failure):
    """A restart breaks some cursors while they are being closed, where Django translates nothing."""
    try:
        raise failure("server closed the connection unexpectedly")
    except failure:
        response = errors.server_error(RequestFactory().get("/"))

    assert response.status_code == 503
    assert response["Retry-After"] == "30"


def busy(request):
    try:
        raise django.db.OperationalError from psycopg.errors.LockNotAvailable()
    except django.db.OperationalError:
        return errors.server_error(request)


def test_where_too_many_press_at_once_what_was_typed_is_sent_again_with_a_button():
    response = busy(RequestFactory().post("/disdici/?da=lista", {"why": 'dice "ciao"', "others": ["a", "b"]}))

    page = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert 'action="/disdici/?da=lista"' in page
    assert 'name="why" value="dice &quot;ciao&quot;"' in page
    assert page.count('name="others"') == 2


def test_an_error_that_is_its_own_cause_is_answered_too():
    failure = ValueError("in un giro")
    try:
        raise failure from failure
    except ValueError:
        response = errors.server_error(RequestFactory().get("/"))

    assert response.status_code == 500


def test_a_password_is_never_written_back_into_a_page():
    page = busy(RequestFactory().post("/accedi/", {"login": "a@example.org", "password": "segreta"}))

    assert "segreta" not in page.content.decode()


def test_control_characters_in_the_address_are_refused_with_a_page(client):
    response = client.get("/comuni/?q=%00")

    assert response.status_code == 400
    assert "Non abbiamo capito la richiesta" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/comuni/", "/profilo/", "/gestione/"])
def test_control_characters_in_a_cookie_are_as_if_it_had_not_come(client, path):
    without = client.get(path).status_code

    broken = Client().get(path, headers={"cookie": r'comune="a\000b"; sessionid="abcdefgh\000b"'})

    assert broken.status_code == without


@pytest.mark.django_db
def test_a_form_without_its_token_is_explained():
    response = Client(enforce_csrf_checks=True).post("/segnala-un-problema/", {})

    assert response.status_code == 403
    assert "Il modulo è scaduto" in response.content.decode()


@pytest.mark.django_db
def test_a_missing_page_opens_doors(client):
    response = client.get("/non-esiste/")

    assert response.status_code == 404
    assert 'href="/servizi/"' in response.content.decode()

"""What leaves a line in the security log: sign-ins, second factors, refusals, errors; never what anybody typed."""

import json
import logging

import pytest
from django.test import Client

from tests import factories

WRONG = "password-sbagliata-8642"


@pytest.fixture
def told(caplog):
    """The events written so far."""
    caplog.set_level(logging.INFO, "networking.security")

    def events(name=None):
        written = [json.loads(r.getMessage()) for r in caplog.records if r.name == "networking.security"]
        return [event for event in written if name in {None, event["event"]}]

    return events


def sign_in(email, password):
    client = Client()
    client.post("/accedi/", {"login": email, "password": password})
    return client


def test_asvs_16_3_1_a_sign_in_says_whose_it_is(citizen, told):
    sign_in(citizen.email, factories.PASSWORD)

    (event,) = told("sign_in")
    assert (event["outcome"], event["user"]) == ("done", str(citizen.pk))


def test_asvs_16_3_1_a_wrong_password_is_written_without_what_was_typed(citizen, told, caplog):
    sign_in(citizen.email, WRONG)

    assert [event["outcome"] for event in told("sign_in")] == ["refused"]
    assert WRONG not in caplog.text
    security = "".join(json.dumps(event) for event in told())
    assert citizen.email not in security


def test_asvs_16_3_1_signing_out_is_written(citizen, told):
    client = sign_in(citizen.email, factories.PASSWORD)

    client.post("/esci/")

    assert [event["user"] for event in told("sign_out")] == [str(citizen.pk)]


def test_asvs_16_3_2_a_refusal_names_the_view_and_whose_it_is(as_citizen, citizen, told):
    response = as_citizen.get("/operatori/?segno=abcdef")

    (event,) = told("refusal")
    assert response.status_code == event["status"] == 403
    assert set(event) == {"at", "event", "outcome", "user", "view", "method", "status"}
    assert (event["view"], event["user"]) == ("networking:desk_home", str(citizen.pk))


def test_asvs_16_3_2_a_form_without_its_token_is_written(citizen, told):
    client = Client(enforce_csrf_checks=True)

    client.post("/accedi/", {"login": citizen.email, "password": factories.PASSWORD})

    (event,) = told("refusal")
    assert (event["view"], event["status"], event["user"]) == ("account_login", 403, None)


def test_asvs_16_3_4_an_error_is_written_without_address_or_words(client, db, told, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError("parole di qualcuno")

    monkeypatch.setattr("networking.views.public.render", fail)
    client.raise_request_exception = False

    status = client.get("/il-progetto/?segno=abcdef").status_code

    (event,) = told("error")
    assert status == event["status"] == 500
    assert (event["view"], event["outcome"]) == ("networking:programme", "failed")
    assert "abcdef" not in json.dumps(event)
    assert "parole" not in json.dumps(event)


def test_a_page_that_answers_leaves_nothing(client, db, told):
    client.get("/")
    client.get("/non-esiste/")

    assert told() == []

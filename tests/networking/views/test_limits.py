"""How often anybody may write to us, and what browsers tell of our pages."""

import json
import logging

import pytest

from networking.models import PageReport
from services.models import ErrorReport
from tests import factories

SENTENCE = "Da questo indirizzo arrivano troppi messaggi."


@pytest.fixture
def few(settings):
    settings.ACCOUNT_RATE_LIMITS = {"report": "2/10m/ip", "csp_report": "2/m/ip"}


def test_asvs_2_4_1_the_third_report_waits_and_its_words_stay(client, db, few):
    for number in range(3):
        answer = client.post(
            "/segnala-un-problema/", {"path": "/", "message": f"Testo {number}", "email": ""}
        )

    html = answer.content.decode()
    assert SENTENCE in html
    assert "Testo 2" in html
    assert PageReport.objects.count() == 2


def test_asvs_2_4_1_the_third_report_of_a_sheet_waits_too(client, few, norcia):
    sheet = factories.service(comune=norcia)
    for number in range(3):
        answer = client.post(
            f"/servizi/{sheet.slug}/segnala-un-errore/",
            {"field": "hours", "message": f"Testo {number}", "email": ""},
        )

    assert SENTENCE in answer.content.decode()
    assert "Testo 2" in answer.content.decode()
    assert ErrorReport.objects.count() == 2


def test_a_report_with_mistakes_is_not_counted(client, db, few):
    for _each in range(5):
        client.post("/segnala-un-problema/", {"path": "/", "message": "", "email": ""})
    client.post("/segnala-un-problema/", {"path": "/", "message": "Ora sì", "email": ""})

    assert PageReport.objects.count() == 1


def tell(client, **report):
    body = json.dumps({"csp-report": report})
    return client.post("/sicurezza/violazioni/", body, content_type="application/csp-report")


def test_asvs_3_4_7_a_broken_policy_is_written_and_nothing_else_of_the_report(client, db, caplog):
    with caplog.at_level(logging.WARNING, "networking.security"):
        answer = tell(
            client, **{"effective-directive": "script-src", "blocked-uri": "https://male.example/x"}
        )

    assert answer.status_code == 204
    assert '"directive": "script-src"' in caplog.text
    assert "male.example" not in caplog.text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[]",
        b'"x"',
        b"\xff",
        b'{"csp-report": 3}',
        b"[" * 20_000,
        b'{"csp-report":{"effective-directive":"a\\nb"}}',
    ],
)
def test_what_is_no_report_is_answered_and_not_written(client, db, caplog, body):
    answer = client.post("/sicurezza/violazioni/", body, content_type="application/csp-report")

    assert answer.status_code == 204
    assert "policy_violation" not in caplog.text


def test_nobody_fills_the_log(client, db, few, caplog):
    for _each in range(5):
        tell(client, **{"effective-directive": "img-src"})

    assert caplog.text.count("policy_violation") == 2


def test_asvs_3_4_7_every_page_says_where_to_tell(client, db):
    assert "report-uri /sicurezza/violazioni/" in client.get("/")["Content-Security-Policy"]

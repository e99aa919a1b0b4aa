"""The pages that the law asks for say what is true."""

import pytest

from networking import retention
from networking.models import PageReport, Zone
from tests import factories

pytestmark = pytest.mark.django_db


def text(response):
    return " ".join(response.content.decode().split())


def test_the_privacy_page_names_every_table_about_people_and_how_long_it_stays(client):
    html = text(client.get("/privacy/")).replace("&#x27;", "'")

    for label, rule in retention.rules().items():
        name = "Storia dei cambiamenti" if rule.on_erasure == "forget" else retention.name_of(label)
        if name and not rule.is_impersonal:
            assert name.replace("&", "&amp;") in html, label
    assert "12 mesi dalla segnalazione" in html
    assert "resta: la legge chiede di ricordare chi ha letto" in html.replace("Resta", "resta")


def test_who_answers_for_the_data_is_said_by_zone_or_honestly_missing(client):
    Zone.objects.filter(number=6).update(controller="Comune di Norcia", protection_officer="dpo@example.org")

    html = text(client.get("/privacy/"))

    assert "Comune di Norcia" in html
    assert html.count("da completare dal titolare") == 4


@pytest.mark.parametrize("path", ["/", "/privacy/", "/servizi/"])
def test_only_the_cookies_that_the_page_names_are_set(client, path, settings):
    named = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "comune"}
    answer = client.get(path)
    page = text(client.get("/privacy/"))

    assert set(answer.cookies) <= named
    assert all(name in page for name in named)


def test_the_accessibility_page_never_calls_itself_the_declaration(client, settings):
    without = text(client.get("/accessibilita/"))
    settings.ACCESSIBILITY_DECLARATION_URL = "https://form.agid.gov.it/view/prova"
    declared = text(client.get("/accessibilita/"))

    assert "Non è la dichiarazione di accessibilità" in without
    assert "form.agid.gov.it" not in without
    assert declared.count("https://form.agid.gov.it/view/prova") == 2
    assert "Difensore civico per il digitale" in without


def test_what_stops_somebody_is_kept_as_a_report_on_accessibility(client):
    answer = client.post("/accessibilita/", {"message": "Con la tastiera non esco dalla mappa"})

    assert answer.status_code == 302
    kept = PageReport.objects.get()
    assert (kept.path, kept.message) == ("/accessibilita/", "Con la tastiera non esco dalla mappa")


def test_an_empty_report_says_what_is_missing(client):
    html = text(client.post("/accessibilita/", {"message": ""}))

    assert "Scrivi che cosa non va" in html
    assert not PageReport.objects.exists()


def test_security_txt_says_whom_to_tell_and_until_when(client, settings):
    assert client.get("/.well-known/security.txt").status_code == 404

    settings.SECURITY_CONTACT, settings.SECURITY_CONTACT_UNTIL = "sicurezza@example.org", "2027-11-30"
    answer = client.get("/.well-known/security.txt")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines()[:2] == [
        "Contact: mailto:sicurezza@example.org",
        "Expires: 2027-11-30T00:00:00Z",
    ]


def test_ones_own_area_leads_to_the_copy_and_to_closing(citizen):
    page = text(factories.signed_in(citizen).get("/profilo/"))

    assert "/profilo/i-miei-dati/" in page
    assert "/profilo/chiudi/" in page

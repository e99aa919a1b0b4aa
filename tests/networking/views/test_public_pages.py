"""The ground's public pages: what they say, and how many questions they put to the database."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from networking.models import Comune, PageReport, PopulationBand, Zone

pytestmark = pytest.mark.django_db

PUBLIC = [
    "/",
    "/comuni/",
    "/comuni/norcia/",
    "/zone/zona-8/",
    "/il-progetto/",
    "/accessibilita/",
    "/privacy/",
    "/segnala-un-problema/",
    "/accedi/",
    "/accedi/password-dimenticata/",
    "/iscriviti/",
]


def text(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("path", PUBLIC)
def test_everybody_may_read_it_without_inline_style_script_or_outside_files(client, path):
    response = client.get(path)

    html = text(response)
    assert response.status_code == 200
    assert " style=" not in html
    assert "<style" not in html
    assert not re.search(r"\son\w+=", html)
    assert not re.search(r"<script(?![^>]*(?:src=|ld\+json|application/json))", html)
    assert not re.search(r'(?:src|<link[^>]*stylesheet[^>]*href)="(?:https?:)?//', html)


@pytest.mark.parametrize("path", PUBLIC)
def test_it_has_one_title_one_main_and_the_ways_around(client, path):
    html = text(client.get(path))

    assert html.count("<h1") == 1
    assert html.count("<main") == 1
    assert '<html lang="it">' in html
    assert 'href="#contenuto"' in html
    assert f'href="/segnala-un-problema/?pagina={path.replace("/", "%2F")}"' in html


def test_the_home_is_light(client):
    assert len(client.get("/").content) < 50_000


def test_the_home_leads_to_every_comune_in_words_and_in_the_net(client):
    html = text(client.get("/"))

    for comune in Comune.objects.all():
        assert html.count(f'href="/comuni/{comune.slug}/"') >= 2


def test_the_menu_says_where_you_are(client):
    html = text(client.get("/comuni/norcia/"))

    assert '<a href="/comuni/" aria-current="true">Comuni</a>' in html
    assert '<li class="breadcrumb-item active" aria-current="page">' in html


def test_the_footer_has_the_three_zones_with_a_telephone_to_touch(client):
    html = text(client.get("/privacy/"))

    assert html.count('href="/zone/') == 3
    assert 'href="tel:+390743828711"' in html
    assert "0743 828711" in html


def test_a_demonstration_says_so(client, settings):
    assert "Portale dimostrativo" in text(client.get("/privacy/"))

    settings.IS_DEMO = False
    assert "Portale dimostrativo" not in text(client.get("/privacy/"))


def test_a_comune_tells_who_lives_there_in_words_and_in_a_table(client):
    html = text(client.get("/comuni/norcia/"))

    assert "Ci vivono 4.544 persone" in html
    assert "<caption>Residenti per età" in html
    assert "Al 1° gennaio 2023" in html


def test_a_comune_without_a_count_or_contacts_still_has_its_page(client, norcia):
    PopulationBand.objects.filter(comune=norcia).delete()
    Comune.objects.filter(pk=norcia.pk).update(phone="", email="", patron_month=None, patron_day=None)

    html = text(client.get("/comuni/norcia/"))

    assert "Ci vivono" not in html
    assert "Non lo sappiamo ancora." in html
    assert "San Benedetto" in html


def test_a_source_of_no_real_day_leaves_the_page_standing(client, norcia):
    Comune.objects.filter(pk=norcia.pk).update(source_date="2026-02-30")

    assert client.get("/comuni/norcia/").status_code == 200


def test_a_comune_with_a_long_name_keeps_its_page(client, norcia):
    name = "Castelvecchio di Sopra e Borgo San Michele in Valle Castoriana"
    Comune.objects.filter(pk=norcia.pk).update(name=name)

    assert f"<h1>{name}</h1>" in text(client.get("/comuni/norcia/"))


def test_an_unknown_comune_is_not_found_and_says_where_to_go(client):
    response = client.get("/comuni/atlantide/")

    assert response.status_code == 404
    assert "Questa pagina non c'è" in text(response)
    assert 'href="/comuni/"' in text(response)


def test_a_zone_lists_its_comuni_with_residents_and_marks_the_lead(client):
    html = text(client.get(Zone.objects.get(number=8).get_absolute_url()))

    assert "9 comuni" in html
    assert "55.226" in html
    assert "(capofila)" in html


def test_a_zone_without_comuni_says_so(client):
    zone = Zone.objects.create(number=99, name="Zona nuova", slug="zona-99")

    assert "Questa zona non ha ancora comuni." in text(client.get(zone.get_absolute_url()))


def test_the_programme_has_four_goals_ten_actions_and_ten_points(client):
    html = text(client.get("/il-progetto/"))

    assert html.count("dell'Agenda 2030") == 4
    assert html.count("<li value=") == 10
    assert "Sostegno scolastico al di fuori dell&#x27;orario scolastico" in html


def test_the_accessibility_page_does_not_pretend_to_be_the_declaration(client):
    html = text(client.get("/accessibilita/"))

    assert "Non è la dichiarazione di accessibilità" in html
    assert "Che cosa non va ancora" in html


def test_the_privacy_page_tells_how_long_reports_stay(client):
    html = text(client.get("/privacy/"))

    assert "Problemi segnalati" in html
    assert "12 mesi dalla segnalazione" in html


@pytest.mark.parametrize("path", ["/comuni/", "/zone/zona-6/", "/il-progetto/"])
def test_more_comuni_do_not_mean_more_questions(client, path, django_assert_max_num_queries):
    zone = Zone.objects.get(number=6)
    for number in range(25):
        Comune.objects.create(
            zone=zone,
            codice_istat=f"0990{number:02}",
            codice_catastale=f"Z{number:03}",
            name=f"Comune {number}",
            slug=f"comune-{number}",
            postcode="06040",
            latitude=42.6 + number / 100,
            longitude=12.6,
        )
    client.get(path)

    with django_assert_max_num_queries(8):
        client.get(path)


def test_a_browser_remembers_a_comune_and_forgets_it(client):
    client.post(reverse("networking:comune_choose"), {"comune": "cascia"})

    assert client.cookies["comune"].value == "cascia"
    assert "Dimentica questo comune" in text(client.get("/comuni/cascia/"))
    assert "Il portale ricorda" in text(client.get("/comuni/"))

    client.post(reverse("networking:comune_choose"), {"comune": ""})
    assert "Ricorda questo comune" in text(client.get("/comuni/cascia/"))


def test_a_remembered_comune_that_is_gone_is_nobody(client):
    client.cookies["comune"] = "atlantide"

    assert "Il portale ricorda" not in text(client.get("/comuni/"))


def test_a_report_knows_the_page_it_speaks_of(client):
    assert 'value="/comuni/norcia/"' in text(client.get("/segnala-un-problema/?pagina=/comuni/norcia/"))


def test_a_good_report_is_kept_and_thanked_for(client):
    response = client.post(
        "/segnala-un-problema/", {"path": "/mappa/", "message": "Non si legge.", "email": ""}, follow=True
    )

    assert "Grazie: abbiamo ricevuto la segnalazione." in text(response)
    assert PageReport.objects.get().path == "/mappa/"


def test_a_bad_report_keeps_what_was_typed_and_says_what_to_do(client):
    response = client.post(
        "/segnala-un-problema/", {"path": "/mappa/", "message": "Non si <legge>", "email": "ada"}
    )

    html = text(response)
    assert response.status_code == 200
    assert "Non si &lt;legge&gt;" in html
    assert 'value="ada"' in html
    assert "Controlla l&#x27;e-mail: dev&#x27;essere come nome@esempio.it." in html
    assert not PageReport.objects.exists()


def test_looking_at_the_address_of_the_choice_leads_to_the_choice_and_forgets_nothing(client, norcia):
    client.cookies["comune"] = norcia.slug

    led = client.get("/scegli-comune/")

    assert led.url == "/comuni/"
    assert not led.cookies

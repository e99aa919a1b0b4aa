"""What the catalogue shows on the home page and on those of comuni and zones."""

import re

import pytest

from services.models import LifeSituation
from tests import factories


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode().replace("&#x27;", "'")


def section(page, identifier):
    start = page.index(f'aria-labelledby="{identifier}"')
    return page[start : page.index("</section>", start)]


def test_home_asks_what_and_where(client, db):
    page = read(client, "/")

    assert 'action="/servizi/" method="get"' in page
    assert "Di che cosa hai bisogno?" in page
    assert "In quale comune?" in page
    assert page.count('<option value="') == 22


def test_home_offers_the_remembered_comune_and_does_not_force_it(client, db):
    client.cookies["comune"] = "norcia"

    page = read(client, "/")

    assert '<option value="norcia" selected>' in page
    assert '<option value="">Tutti i comuni</option>' in page


def test_a_cookie_that_names_no_comune_is_ignored(client, db):
    client.cookies["comune"] = "atlantide"

    assert " selected>" not in read(client, "/")


def test_home_shows_the_eight_situations_in_peoples_words(client, db):
    page = section(read(client, "/"), "situazioni")

    for situation in LifeSituation.objects.all():
        assert f'href="{situation.get_absolute_url()}"' in page
        assert situation.title in page


def test_the_desk_of_the_comune_comes_with_its_telephone_and_hours(client, norcia):
    desk = factories.service("Ufficio della cittadinanza di Norcia", comune=norcia)
    factories.contact(desk, phone="+390743828711")
    factories.opening(desk, 2, "9:00", "11:00")

    page = section(read(client, "/comuni/norcia/"), "sportello")

    assert 'href="tel:+390743828711"' in page
    assert "<strong>Martedì</strong> 09:00–11:00" in page


def test_its_own_desk_comes_before_one_that_only_serves_it(client, norcia, cascia):
    elsewhere = factories.service("Aaa sportello di Cascia", comune=cascia)
    elsewhere.area_comuni.add(norcia)
    factories.service("Zzz sportello di Norcia", comune=norcia)

    page = section(read(client, "/comuni/norcia/"), "sportello")

    assert "Zzz sportello di Norcia" in page
    assert "Aaa sportello di Cascia" not in page


def test_without_a_desk_one_is_told_whom_to_call(client, sellano):
    page = section(read(client, "/comuni/sellano/"), "sportello")

    assert "non è ancora mappato" in page
    assert f'href="tel:{sellano.phone}"' in page


def test_needs_without_services_read_as_not_yet_mapped(client, norcia):
    factories.service("Nido di prova", comune=norcia, category="nidi")

    page = section(read(client, "/comuni/norcia/"), "servizi")

    assert "Finora conosciamo un servizio, in uno dei 12 tipi di aiuto del catalogo." in page
    assert "/servizi/?comune=norcia&amp;categoria=bambini-e-famiglie" in page
    assert page.count("non ancora mappato") >= 11
    assert "nulla" not in page


def test_an_empty_comune_is_not_mapped_and_names_the_nearest(client, sellano, cascia, foligno):
    factories.service("Centro di Cascia", comune=cascia, serves_everywhere=True)
    factories.service("Centro di Foligno", comune=foligno)

    page = section(read(client, "/comuni/sellano/"), "servizi")

    assert "I servizi di Sellano non sono ancora mappati." in page
    accepting = page.index("I più vicini che accolgono chi abita a Sellano")
    to_ask = page.index("chiedi al telefono se accolgono")
    assert accepting < page.index("Centro di Cascia") < to_ask < page.index("Centro di Foligno")


def test_many_organisations_are_folded_and_none_is_lost(client, norcia):
    for number in range(30):
        factories.organization(f"Associazione {number:02d}", comune=norcia)

    page = section(read(client, "/comuni/norcia/"), "enti")

    assert len(re.findall(r'href="/enti/', page)) == 30
    assert "Mostra altri 18 enti" in page


def test_a_zone_counts_the_services_of_its_comuni(client, norcia, foligno):
    factories.service("Nido di prova", comune=norcia, category="nidi")
    factories.service("Nido altrove", comune=foligno, category="nidi")

    page = section(read(client, "/zone/zona-6/"), "servizi")

    assert "Finora conosciamo un servizio." in page
    assert "/servizi/?zona=zona-6&amp;categoria=bambini-e-famiglie" in page


@pytest.mark.parametrize("rows", [1, 25])
@pytest.mark.parametrize("address", ["/", "/comuni/norcia/", "/zone/zona-6/"])
def test_queries_do_not_grow_with_the_catalogue(client, norcia, rows, address, django_assert_max_num_queries):
    for number in range(rows):
        factories.service(f"Nido {number}", comune=norcia, category="nidi")
        factories.organization(f"Associazione {number}", comune=norcia)
    client.get(address)

    with django_assert_max_num_queries(32):
        response = client.get(address)

    assert len(response.content) < 50_000

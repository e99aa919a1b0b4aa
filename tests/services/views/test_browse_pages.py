"""Lists one can walk through without searching."""

import re

import pytest

from services.models import Category, LifeSituation, Organization, Topic
from tests import factories


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def titles(page):
    return re.findall(r'data-element="service-link">(.*?)</a>', page)


def test_all_categories_stand_under_their_root(client, db):
    page = read(client, "/categorie/")

    for category in Category.objects.all():
        assert f'href="/categorie/{category.slug}/"' in page


def test_a_root_lists_the_services_of_what_stands_under_it(client, norcia):
    child = factories.service("Nido di prova", comune=norcia, category="nidi")
    root = child.category.parent

    assert titles(read(client, f"/categorie/{root.slug}/")) == ["Nido di prova"]


def test_a_further_category_counts_too(client, norcia):
    service = factories.service("Sportello", comune=norcia)
    service.extra_categories.add(Category.objects.get(slug="nidi"))

    assert titles(read(client, "/categorie/nidi/")) == ["Sportello"]


def test_from_a_category_one_searches_near_home_without_javascript(client, norcia):
    client.cookies["comune"] = "norcia"

    page = read(client, "/categorie/nidi/")

    assert '<input type="hidden" name="categoria" value="nidi"' in page
    assert re.search(r'<option value="norcia" selected>', page)
    assert 'action="/servizi/" method="get"' in page


def test_an_empty_category_opens_a_door(client, db):
    page = read(client, "/categorie/nidi/")

    assert "non abbiamo ancora mappato" in page
    assert "/categorie/ufficio-della-cittadinanza/" in page


def test_every_situation_says_first_steps_and_services(client, norcia):
    factories.service("Doposcuola", comune=norcia, category="aiuto-con-i-compiti")

    for situation in LifeSituation.objects.all():
        page = read(client, situation.get_absolute_url())
        assert situation.title in page.replace("&#x27;", "'")
        assert all(step in page.replace("&#x27;", "'") for step in situation.steps)
    assert titles(read(client, "/situazioni/mio-figlio-fatica-a-scuola/")) == ["Doposcuola"]


def test_every_topic_leads_somewhere(client, norcia):
    factories.service("Sportello", comune=norcia)
    page = read(client, "/argomenti/")

    for topic in Topic.objects.with_categories():
        assert f'href="/argomenti/{topic.slug}/"' in page
    assert titles(read(client, "/argomenti/servizio-sociale/")) == ["Sportello"]


def test_an_organisation_shows_contacts_and_services(client, norcia):
    organization = factories.organization(
        "Ente di Prova", comune=norcia, phones=["+390743828711"], email="ente@example.org"
    )
    factories.service("Sportello", comune=norcia, organization=organization)
    factories.service("Nascosto", comune=norcia, organization=organization, published=False)

    page = read(client, organization.get_absolute_url())

    assert 'href="tel:+390743828711">0743 828711</a>' in page
    assert 'href="mailto:ente@example.org"' in page
    assert titles(page) == ["Sportello"]


def test_an_organisation_of_which_little_is_known_says_so(client, db):
    page = read(client, factories.organization("Ente Muto").get_absolute_url())

    assert "Non abbiamo ancora raccolto i suoi recapiti" in page
    assert "Non abbiamo ancora mappato i servizi di questo ente" in page


@pytest.mark.parametrize("page", ["abc", "-1", "999999", "%27"])
def test_a_page_that_does_not_exist_gives_one_that_does(client, norcia, page):
    factories.service("Nido di prova", comune=norcia, category="nidi")

    assert titles(read(client, f"/categorie/nidi/?pagina={page}")) == ["Nido di prova"]


@pytest.mark.parametrize(
    "address", ["/categorie/boh/", "/argomenti/boh/", "/situazioni/boh/", "/enti/boh/", "/servizi/boh/"]
)
def test_what_does_not_exist_is_a_clean_404(client, db, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("rows", [1, 25])
@pytest.mark.parametrize(
    "address", ["/categorie/nidi/", "/argomenti/infanzia/", "/situazioni/aspetto-un-bambino/", "/enti/"]
)
def test_queries_do_not_grow_with_the_rows(client, norcia, rows, address, django_assert_max_num_queries):
    for number in range(rows):
        factories.service(
            f"Nido {number:02d}", comune=norcia, category="nidi", targets=["bambini", "famiglie"]
        )
        Organization.objects.update(comune=norcia)
    client.get(address)

    with django_assert_max_num_queries(8):
        client.get(address)

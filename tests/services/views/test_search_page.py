"""The search page: the question, the answer, the filters; without JavaScript and with any input."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from services.models import Category, Service, TargetGroup
from tests import factories


@pytest.fixture
def services(norcia, cascia, foligno):
    """Four services, of two kinds, in three comuni."""
    return [
        factories.service(
            "Doposcuola di Norcia",
            comune=norcia,
            category="aiuto-con-i-compiti",
            targets=["bambini"],
            cost="free",
        ),
        factories.service("Sportello di Norcia", comune=norcia),
        factories.service("Sportello di Cascia", comune=cascia),
        factories.service("Sportello di Foligno", comune=foligno),
    ]


def read(client, query=""):
    response = client.get(f"/servizi/{query}")
    assert response.status_code == 200
    return response.content.decode()


def heading(page):
    return re.search(r"<h1[^>]*>(.*?)</h1>", page).group(1)


def titles(page):
    return re.findall(r'data-element="service-link">(.*?)</a>', page)


def links(page):
    return re.findall(r'href="([^"]*)"', page)


def test_the_heading_says_how_many_for_what_and_where(client, services):
    assert heading(read(client)) == "4 servizi in tutto il territorio"
    assert heading(read(client, "?comune=norcia")) == "2 servizi a Norcia"
    assert heading(read(client, "?q=doposcuola&comune=norcia")) == "Un servizio per «doposcuola» a Norcia"
    assert heading(read(client, "?comune=sellano")) == "Nessun servizio a Sellano"
    assert heading(read(client, "?vicino=norcia&ordina=distanza")) == "4 servizi a Norcia e dintorni"


def test_the_question_stays_editable_on_top(client, services):
    page = read(client, "?q=sportello&comune=cascia")

    assert 'name="q" type="search" value="sportello"' in page
    assert re.search(r'<option value="cascia" selected>Cascia \(1\)</option>', page)


def test_every_filter_is_a_field_of_the_form_with_a_button_to_send_it(client, services):
    page = read(client)
    form = page[
        page.index('<form class="container search-page"') : page.index("</form>", page.index('id="question"'))
    ]

    assert 'method="get"' in form
    assert 'type="submit"' in form
    names = set(re.findall(r'name="([a-z]+)"', form))
    assert {
        "q",
        "comune",
        "zona",
        "categoria",
        "per",
        "eta",
        "aperto",
        "gratis",
        "accesso",
        "lingua",
    } <= names
    assert "accessibile" in names


def test_values_that_nobody_has_stay_visible_with_zero(client, services):
    page = read(client, "?comune=norcia")

    for value in [
        *Category.objects.values_list("slug", flat=True),
        *TargetGroup.objects.values_list("slug", flat=True),
    ]:
        assert f'value="{value}"' in page
    assert re.search(r'value="nidi"[^>]*>\s*[^<]*<span>0</span>', page)


def test_each_active_filter_can_be_taken_away_by_its_own_link(client, services):
    page = read(client, "?q=doposcuola&categoria=aiuto-con-i-compiti&per=bambini&eta=7&gratis=1")
    chips = page[page.index('class="search-chips"') :]
    without_age = next(link for link in links(chips) if "eta=" not in link)

    asked = parse_qs(urlsplit(without_age.replace("&amp;", "&")).query)

    assert asked == {
        "q": ["doposcuola"],
        "categoria": ["aiuto-con-i-compiti"],
        "per": ["bambini"],
        "gratis": ["1"],
    }


def test_list_and_map_ask_the_same_question(client, services):
    page = read(client, "?q=sportello&per=bambini")

    assert "/mappa/?q=sportello&amp;per=bambini" in links(page)


def test_long_answers_come_in_pages(client, norcia):
    for number in range(21):
        factories.service(f"Sportello {number:02d}", comune=norcia)

    first, second = read(client, "?comune=norcia"), read(client, "?comune=norcia&pagina=2")

    assert len(titles(first)) == 20
    assert len(titles(second)) == 1
    assert 'href="/servizi/?comune=norcia&amp;pagina=2" data-element="pager-link"' in first
    assert 'href="/servizi/?comune=norcia" data-element="pager-link"' in second


def test_a_corrected_word_is_said(client, services):
    page = read(client, "?q=doposcula")

    assert "doposcula" in page
    assert "Doposcuola di Norcia" in titles(page)
    assert "ecco i risultati per «doposcuola»" in page


def test_zero_results_open_doors(client, services, cascia):
    factories.contact(services[3], phone="+3907423301")
    services[3].area_zones.add(services[3].place.comune.zone)

    page = read(client, "?q=doposcuola&comune=sellano&gratis=1")

    assert "ancora mappato" in read(client, "?q=doposcuola&comune=sellano")
    assert 'href="tel:+3907423301"' in page
    assert "Doposcuola di Norcia" in titles(page)
    assert "/servizi/?q=doposcuola&amp;comune=sellano" in links(page)
    assert "/servizi/?q=doposcuola&amp;gratis=1" in links(page)


def test_filters_against_one_another_are_what_is_said_not_an_empty_comune(client, services):
    page = read(client, "?q=doposcuola&comune=norcia&zona=zona-8")

    assert "Nessuna scheda risponde a tutti i filtri insieme" in page
    assert "ancora mappato" not in page
    assert "Nei comuni vicini" not in page


def test_zero_results_without_a_comune_name_whom_to_call_in_each_zone(client, services, norcia):
    answered = read(client, "?q=zuccotto").split('class="nothing-found"')[1].split("</main>")[0]

    assert "Scegli il tuo comune qui sopra" in answered
    assert f'href="tel:{norcia.zone.contact_phone}"' in answered


def test_a_suspended_service_says_so_in_the_list(client, services):
    Service.objects.filter(pk=services[2].pk).update(closed_from="2020-01-01", closure_reason="lavori")

    page = read(client, "?comune=cascia")

    assert "Sospeso: leggi la scheda" in page


@pytest.mark.parametrize(
    "query",
    [
        "?q=" + "a" * 400,
        "?q=" + "parola+" * 60,
        "?q=%7C",
        "?q='",
        "?q=%25",
        "?q=%5C",
        "?q=%F0%9F%8D%9D",
        "?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "?q=a+%26+b+%7C+!c+(:*",
        "?pagina=abc",
        "?pagina=-1",
        "?pagina=0",
        "?pagina=99999999999999999999",
        "?eta=abc",
        "?eta=-3",
        "?eta=9999999999",
        "?comune=atlantide",
        "?zona=99&categoria=inventata&per=nessuno&lingua=xx&accesso=volando",
        "?comune=norcia&zona=zona-8",
        "?ordina=boh&vicino=atlantide",
        "?aperto=forse&gratis=0",
    ],
)
def test_any_input_gives_a_helpful_page(client, services, query):
    page = read(client, query)

    assert "<h1" in page
    assert "<script>alert" not in page
    assert "psycopg" not in page


@pytest.mark.parametrize("path", ["/servizi/?q=%00", "/servizi/suggerimenti/?q=%00", "/mappa/?q=a%00b"])
def test_null_bytes_are_a_clean_400(client, db, path):
    assert client.get(path).status_code == 400


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?comune=atlantide", "Questo comune non è fra i nostri"),
        ("?eta=abc", "Scrivi l&#x27;età con un numero intero"),
        ("?pagina=abc", "Il numero di pagina non è valido"),
    ],
)
def test_a_wrong_field_is_said_and_the_rest_answers(client, services, query, sentence):
    page = read(client, query)

    assert sentence in page
    assert len(titles(page)) == 4


def test_only_reading(client, db):
    assert client.post("/servizi/").status_code == 405


@pytest.mark.parametrize("rows", [1, 20])
def test_queries_do_not_grow_with_the_results(client, norcia, rows, django_assert_max_num_queries):
    for number in range(rows):
        factories.service(f"Sportello {number:02d}", comune=norcia, targets=["bambini", "anziani"])
    read(client, "?comune=norcia")

    with django_assert_max_num_queries(8):
        read(client, "?comune=norcia&q=sportello")


def test_the_heaviest_page_stays_under_fifty_thousand_bytes(client, norcia):
    groups = list(TargetGroup.objects.values_list("slug", flat=True))[:6]
    for number in range(40):
        factories.service(
            f"Un titolo di ottanta caratteri, il più lungo che una scheda possa avere qui {number:03d}",
            comune=norcia,
            summary="Un riassunto lungo quanto può. " * 5,
            targets=groups,
        )

    response = client.get("/servizi/?" + "&".join(f"per={group}" for group in groups) + "&pagina=2")

    assert len(re.findall("service-link", response.content.decode())) == 20
    assert len(response.content) < 50_000


def test_suggestions_name_what_they_are_and_where_they_lead(client, services):
    read(client)  # the index hears of what is new when somebody searches

    answer = client.get("/servizi/suggerimenti/?q=dopos").json()

    service = next(each for each in answer["proposals"] if each["label"] == "Doposcuola di Norcia")
    assert service["url"] == services[0].get_absolute_url()
    assert service["kind"].startswith("Servizio")
    assert "propost" in answer["announcement"]


def test_every_suggestion_leads_to_a_page(client, services):
    read(client)

    for words in ("no", "sport", "scuola", "casa", "zona"):
        for each in client.get(f"/servizi/suggerimenti/?q={words}").json()["proposals"]:
            assert client.get(each["url"]).status_code == 200


@pytest.mark.parametrize("words", ["", "x", "'", "%25", "%F0%9F%8D%9D", "a" * 400])
def test_any_beginning_gives_an_answer(client, services, words):
    answer = client.get(f"/servizi/suggerimenti/?q={words}").json()

    assert isinstance(answer["proposals"], list)
    assert answer["announcement"]


def test_what_has_just_been_withdrawn_is_not_proposed(client, services):
    read(client)
    Service.objects.filter(pk=services[0].pk).update(withdrawn_at="2026-11-01T10:00Z")

    assert "Doposcuola di Norcia" not in client.get("/servizi/suggerimenti/?q=dopos").content.decode()

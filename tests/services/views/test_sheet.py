"""The sheet of a service: the order and the hooks of the Modello Comuni, and what must never be shown."""

import json
import re
from datetime import timedelta

import pytest

from networking.models import Action
from services.models import Place, RequiredDocument, Service, ServiceAlias, Topic
from tests import factories

ORDER = [
    "who-needs",
    "description",
    "how-to",
    "needed",
    "obtain",
    "deadlines",
    "costs",
    "submit-request",
    "more-info",
    "conditions",
    "contacts",
    "topics",
]
HOOKS = [
    "metatag",
    "breadcrumb",
    "service-title",
    "service-description",
    "service-status",
    "page-index",
    "service-addressed",
    "service-extended-description",
    "service-how-to",
    "service-needed",
    "service-achieved",
    "service-calendar-text",
    "service-cost",
    "service-generic-access",
    "service-area",
    "service-topic",
]
TEXTS = {
    "description": "Una descrizione lunga.",
    "addressed_to": "A chi vive solo.",
    "how_to": "Telefona.",
    "obtained": "Una visita.",
    "times": "Entro due settimane.",
    "cost": "paid",
    "cost_text": "Cinque euro.",
    "more_info": "Altro da sapere.",
    "conditions": "Si avvisa il giorno prima.",
    "access_modes": ["phone"],
    "min_age": 65,
}


@pytest.fixture
def full(norcia):
    """A sheet with every voice filled in."""
    made = factories.service("Compagnia a casa", comune=norcia, targets=["anziani"], **TEXTS)
    factories.contact(made, phone="+390743828711", label="la coordinatrice")
    RequiredDocument.objects.create(service=made, text="La carta d'identità")
    made.actions.add(Action.objects.first())
    made.area_comuni.add(norcia)
    made.category.topics.add(Topic.objects.first())
    return made


@pytest.fixture
def bare(norcia):
    """A sheet of which almost nothing is known."""
    return factories.service("Sportello", comune=norcia)


def read(client, service):
    response = client.get(service.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def sections_of(page):
    return re.findall(r'<section id="([a-z-]+)"', page)


def linked_data(page):
    block = re.search(r'<script type="application/ld\+json" data-element="metatag">(.*?)</script>', page)
    return json.loads(block.group(1))


def test_a_full_sheet_has_every_voice_in_the_official_order(client, full):
    page = read(client, full)

    assert sections_of(page) == ORDER
    assert re.findall(r'<li><a href="#([a-z-]+)">', page) == ORDER


def test_a_bare_sheet_keeps_every_mandatory_voice_and_says_what_is_not_known(client, bare):
    page = read(client, bare)

    assert sections_of(page) == [
        each for each in ORDER if each not in {"description", "more-info"} or each == "topics"
    ]
    assert page.count("Non lo sappiamo ancora") >= 7


def test_the_validators_hooks_are_there(client, full):
    page = read(client, full)

    assert [hook for hook in HOOKS if f'data-element="{hook}"' not in page] == []


def test_what_is_unknown_leads_to_the_telephone(client, bare):
    factories.contact(bare, phone="+390743828711")

    assert 'Non lo sappiamo ancora: <a href="tel:+390743828711">chiedi al telefono</a>' in read(client, bare)


def test_the_telephone_stands_before_the_first_voice(client, full):
    page = read(client, full)

    assert page.index('href="tel:+390743828711"') < page.index('<section id="who-needs"')
    assert page.index("Come si accede:") < page.index('<section id="who-needs"')


def test_nobody_is_told_verified_what_nobody_verified(client, full):
    Service.objects.update(source="http://www.comune.norcia.pg.it/pagina", source_date="2022-06")

    page = read(client, full)

    assert "Da verificare" in page
    assert "comune.norcia.pg.it</a>, giugno 2022" in page
    assert "Telefona prima di andare" in page


def test_a_verified_sheet_says_when_and_by_whom(client, full, administrator, now):
    factories.verification(full, administrator, now)

    page = read(client, full)

    assert "Verificato il 25 novembre 2026 da Ufficio di prova" in page
    assert "Telefona prima di andare" not in page


def test_a_suspension_stands_on_top_with_its_reason(client, full, now):
    Service.objects.update(closed_from=now.date() - timedelta(days=400), closure_reason="lavori al tetto")

    page = read(client, full)

    assert "Motivo:</strong> lavori al tetto" in page or "Motivo: lavori al tetto" in page
    assert page.index("lavori al tetto") < page.index('data-element="service-description"')


def test_a_suspension_to_come_is_announced_and_one_that_is_over_is_not(client, full):
    Service.objects.update(closed_from="2999-08-01", closure_reason="ferie")
    to_come = read(client, full)
    Service.objects.update(closed_from="2020-08-01", closed_until="2020-08-31")
    over = read(client, full)

    assert "Sarà sospeso</strong> dal 1° agosto 2999" in to_come
    assert "ferie" not in over


def test_what_somebody_writes_cannot_close_the_data_block(client, full):
    Service.objects.update(title="</script><script>alert(1)</script> & co")

    page = read(client, full)

    assert "<script>alert" not in page
    assert linked_data(page)["name"] == "</script><script>alert(1)</script> & co"


def test_json_ld_has_the_keys_of_the_modello_comuni(client, full):
    told = linked_data(read(client, full))

    assert told["@type"] == "GovernmentService"
    assert told["name"] == "Compagnia a casa"
    assert told["serviceType"] == full.category.name
    assert told["serviceOperator"]["name"] == full.organization.name
    assert told["areaServed"]["name"] == "Norcia"
    assert told["audience"]["audienceType"] == "A chi vive solo."
    channel = told["availableChannel"]
    assert channel["serviceUrl"].endswith(full.get_absolute_url())
    assert channel["serviceLocation"]["name"] == full.place.name
    assert channel["serviceLocation"]["address"]["streetAddress"] == "Via Roma 1"
    assert channel["serviceLocation"]["address"]["postalCode"] == "06046"
    assert channel["serviceLocation"]["address"]["addressLocality"] == "Norcia"


def test_a_hidden_contact_is_nowhere_on_the_page(client, full):
    factories.contact(full, phone="+390743000111", email="segreta@example.org", is_public=False)

    page = read(client, full)

    assert "0743 000111" not in page
    assert "+390743000111" not in page
    assert "segreta@example.org" not in page


def test_a_protected_place_shows_neither_address_nor_point_nor_name(client, full):
    Place.objects.update(
        is_protected=True,
        name="Casa delle Ginestre",
        address="Vicolo Nascosto 7",
        locality="Frazione Segreta",
        latitude=42.79,
        longitude=13.09,
        access_notes="Suonare due volte",
    )

    page = read(client, full)

    for secret in (
        "Casa delle Ginestre",
        "Vicolo Nascosto",
        "Frazione Segreta",
        "42.79",
        "13.09",
        "Suonare",
    ):
        assert secret not in page
    assert "L'indirizzo è riservato" in page or "L&#x27;indirizzo è riservato" in page


@pytest.mark.parametrize("state", [{"published_at": None}, {"withdrawn_at": "2026-11-01T10:00Z"}])
def test_an_unpublished_sheet_is_nowhere(client, full, state):
    ServiceAlias.objects.create(slug="vecchio-nome", service=full)
    Service.objects.update(**state)

    for address in (
        full.get_absolute_url(),
        f"{full.get_absolute_url()}segnala-un-errore/",
        f"/s/{full.short_code}/",
        "/servizi/vecchio-nome/",
    ):
        assert client.get(address).status_code == 404


def test_an_old_address_keeps_leading_to_the_sheet(client, full):
    ServiceAlias.objects.create(slug="vecchio-nome", service=full)

    response = client.get("/servizi/vecchio-nome/")

    assert (response.status_code, response.url) == (301, full.get_absolute_url())


@pytest.mark.parametrize("write", [str, str.lower, lambda code: code.replace("-", "").lower()])
def test_the_short_code_leads_to_the_sheet_however_it_is_typed(client, full, write):
    response = client.get(f"/s/{write(full.short_code)}/")

    assert response.url == full.get_absolute_url()


@pytest.mark.parametrize("code", ["ZZ-ZZZZ", "A2-22AA", "%27", "x" * 300])
def test_a_code_of_nobody_is_a_clean_404(client, db, code):
    assert client.get(f"/s/{code}/").status_code == 404


def test_the_sheet_lists_the_same_help_elsewhere_nearest_first(client, full, cascia, foligno):
    far = factories.service("Compagnia lontana", comune=foligno, serves_everywhere=True)
    near = factories.service("Compagnia vicina", comune=cascia, serves_everywhere=True)

    page = read(client, full)

    assert page.index(near.title) < page.index(far.title)


@pytest.mark.parametrize("rows", [1, 25])
def test_queries_do_not_grow_with_what_the_sheet_holds(client, full, rows, django_assert_max_num_queries):
    for number in range(rows):
        factories.contact(full, phone=f"+39074382{number:04d}")
        factories.opening(full, number % 7 + 1, "9:00", "10:00")
        RequiredDocument.objects.create(service=full, text=f"Documento {number}")
    client.get(full.get_absolute_url())

    with django_assert_max_num_queries(24):
        response = client.get(full.get_absolute_url())

    assert len(response.content) < 50_000

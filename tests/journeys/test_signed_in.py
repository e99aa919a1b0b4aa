"""Those who sign in: a citizen, a provider, the catalogue's staff."""

import pytest
from playwright.sync_api import Page, expect

from services.models import ErrorReport, Service, Verification
from tests import factories
from tests.journeys.conftest import DESKTOP, sign_in, violations

PASSWORD = factories.PASSWORD


def send(page: Page) -> None:
    """Press the button of the report."""
    page.get_by_role("main").get_by_role("button", name="Invia la segnalazione").click()


def test_a_citizen_signs_in_sees_who_they_are_and_leaves(page: Page, portal, citizen):
    sign_in(page, portal, citizen.email, PASSWORD)

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(citizen.email)
    assert violations(page) == []
    page.goto(f"{portal}/esci/")
    page.get_by_role("main").get_by_role("button", name="Esci").click()
    page.goto(f"{portal}/profilo/")
    expect(page).to_have_url(f"{portal}/accedi/?next=/profilo/")


def test_a_wrong_password_is_explained_and_the_address_is_still_there(page: Page, portal, citizen):
    sign_in(page, portal, citizen.email, "sbagliata-davvero")

    expect(page.get_by_label("E-mail")).to_have_value(citizen.email)
    expect(page.get_by_role("main")).to_contain_text("password")
    assert violations(page) == []


def test_anybody_reports_a_mistake_and_the_provider_reads_it(page: Page, portal, provider):
    organization = provider.roles.get().provider_scope.organization
    sheet = factories.service("Spesa a casa", organization=organization)
    page.goto(f"{portal}{sheet.get_absolute_url()}segnala-un-errore/")
    send(page)
    assert violations(page) == []

    page.get_by_text("Gli orari", exact=True).click()
    page.get_by_label("Com'è invece").fill("Il mercoledì è chiuso.")
    send(page)
    expect(page.get_by_role("main")).to_contain_text("Grazie")
    assert ErrorReport.objects.get().message == "Il mercoledì è chiuso."

    sign_in(page, portal, provider.email, PASSWORD)
    page.goto(f"{portal}/operatori/enti/{organization.uuid}/")
    expect(page.get_by_role("main")).to_contain_text("Il mercoledì è chiuso.")
    assert violations(page) == []
    page.get_by_role("button", name="È tutto giusto").click()
    assert Verification.objects.get().service == sheet


@pytest.fixture
def at_desk(page: Page, portal, administrator) -> Page:
    page.set_viewport_size(DESKTOP)
    sign_in(page, portal, administrator.email, PASSWORD)
    return page


def test_staff_correct_a_sheet_and_people_read_it_at_once(at_desk: Page, portal):
    sheet = Service.objects.get(slug="ufficio-della-cittadinanza-di-preci")
    at_desk.goto(f"{portal}/gestione/services/service/{sheet.pk}/change/")
    at_desk.locator("#id_title").fill("Sportello sociale di Preci")
    at_desk.locator('input[name="_save"]').click()

    at_desk.goto(f"{portal}/servizi/?q=sportello+sociale&comune=preci")
    expect(at_desk.get_by_role("link", name="Sportello sociale di Preci").first).to_be_visible()


def test_contradictory_data_are_refused_next_to_the_field(at_desk: Page, portal):
    sheet = Service.objects.get(slug="ufficio-della-cittadinanza-di-preci")
    at_desk.goto(f"{portal}/gestione/services/service/{sheet.pk}/change/")
    at_desk.locator("#id_min_age").fill("12")
    at_desk.locator("#id_max_age").fill("6")
    at_desk.locator('input[name="_save"]').click()

    expect(at_desk.locator("body")).to_contain_text("L'età massima è più bassa di quella minima.")
    expect(at_desk.locator("#id_min_age")).to_have_value("12")


def test_staff_withdraw_a_sheet_and_it_is_gone_everywhere(at_desk: Page, portal, context):
    sheet = Service.objects.get(slug="ufficio-della-cittadinanza-di-preci")
    at_desk.goto(f"{portal}/gestione/services/service/?q=Preci")
    at_desk.locator(f'input[name="_selected_action"][value="{sheet.pk}"]').check()
    at_desk.locator('select[name="action"]').select_option("withdraw")
    at_desk.locator('button[name="index"]').click()

    context.expected_statuses.add(404)
    assert at_desk.goto(f"{portal}{sheet.get_absolute_url()}").status == 404
    at_desk.goto(f"{portal}/servizi/?comune=preci")
    expect(at_desk.get_by_role("link", name=sheet.title)).to_have_count(0)

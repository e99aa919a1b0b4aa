"""Staff tell everybody of a comune: written, looked at, sent, moved; and whoever is told stops the news."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from networking import announcing, consenting, jobs, outbox
from networking.models import Announcement, Consent
from tests import factories
from tests.journeys.conftest import DESKTOP, PHONE, overflows, violations

FOLDER = "/gestione/networking/announcement/"


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desk"])
def screen(request, page: Page) -> Page:
    page.set_viewport_size(request.param)
    return page


@pytest.fixture
def as_staff(screen: Page, context, portal, administrator):
    session = factories.signed_in(administrator).session
    context.add_cookies([{"name": "sessionid", "value": session.session_key, "url": portal}])
    return screen


def look(page: Page) -> None:
    assert violations(page) == []
    assert not overflows(page)


def type_appointment(page: Page, day: str) -> None:
    page.locator("[name=starts_at]").fill(f"{day} 17:00")
    page.locator("[name=ends_at]").fill(f"{day} 19:00")


@pytest.fixture
def emma(norcia):
    return factories.human("Emma Anziana", comune=norcia, email="emma@example.org")


def test_an_open_day_is_written_and_told_to_a_comune(as_staff, portal, norcia, emma):
    page = as_staff
    factories.human("Senza Recapiti", comune=norcia)
    page.goto(f"{portal}{FOLDER}add/")
    look(page)
    page.locator("[name=title]").fill("Giornata della salute per tutti gli abitanti di Norcia e frazioni")
    page.locator("[name=text]").fill("Misuriamo la pressione.\n\nPorta un documento.")
    page.locator("[name=comune]").select_option(label="Norcia")
    type_appointment(page, "05/12/2030")
    page.get_by_role("button", name="Salva e continua le modifiche").click()
    expect(page.get_by_role("main")).to_contain_text("È una bozza")
    look(page)

    page.get_by_role("link", name="Manda alle persone").click()
    expect(page.get_by_role("main")).to_contain_text("la riceverà 1 persona")
    expect(page.get_by_role("main")).to_contain_text("1 persona non ha nessun recapito")
    look(page)
    page.get_by_role("button", name="Manda adesso").click()
    expect(page).to_have_url(re.compile("/profilo/lavori/"))
    jobs.run()
    page.reload()

    expect(page.get_by_role("main")).to_contain_text("Avvisata 1 persona.")
    look(page)
    assert outbox.drain() == 1


def test_an_appointment_that_moves_is_told_again_and_the_numbers_say_so(
    as_staff, portal, emma, administrator
):
    page = as_staff
    begins = timezone.now() + timedelta(days=10)
    told = Announcement.objects.create(
        title="Giornata della salute",
        text="Vieni.",
        comune=emma.comune,
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        created_at=timezone.now(),
    )
    announcing.publish(told, by=administrator, now=timezone.now())
    assert (jobs.run(), outbox.drain()) == (1, 1)

    page.goto(f"{portal}{FOLDER}{told.pk}/sposta/")
    look(page)
    type_appointment(page, "05/12/2019")
    page.get_by_role("button", name="Sposta e avvisa tutti").click()
    expect(page.get_by_role("main")).to_contain_text("devono ancora venire")
    look(page)
    type_appointment(page, "06/12/2030")
    page.get_by_role("button", name="Sposta e avvisa tutti").click()
    expect(page).to_have_url(re.compile("/profilo/lavori/"))
    assert (jobs.run(), outbox.drain()) == (1, 1)

    page.goto(f"{portal}{FOLDER}{told.pk}/change/")
    expect(page.get_by_role("main")).to_contain_text("Le parole non si cambiano più")
    look(page)
    page.get_by_role("link", name="Annulla").click()
    look(page)
    page.goto(f"{portal}/gestione/networking/notice/come-va/")
    expect(page.get_by_role("main")).to_contain_text("Un appuntamento che cambia")
    look(page)
    page.goto(f"{portal}/gestione/networking/notice/")
    look(page)


def test_who_is_tired_of_news_stops_them_from_the_mail_without_signing_in(screen, portal, emma):
    consenting.give(emma, Consent.Purpose.NEWS, through="desk", now=timezone.now())

    screen.goto(f"{portal}/notizie/basta/{consenting.stop_token(emma, Consent.Purpose.NEWS)}/")
    look(screen)
    assert consenting.agrees(emma, Consent.Purpose.NEWS)
    screen.get_by_role("button", name="Smetti di mandarmi notizie").click()

    expect(screen.get_by_role("heading", level=1)).to_have_text("Non ti mandiamo più notizie")
    look(screen)
    assert not consenting.agrees(emma, Consent.Purpose.NEWS)


def test_news_are_asked_for_and_stopped_in_ones_own_area(screen, context, portal, citizen):
    session = factories.signed_in(citizen).session
    context.add_cookies([{"name": "sessionid", "value": session.session_key, "url": portal}])

    screen.goto(f"{portal}/profilo/notizie/")
    look(screen)
    screen.get_by_role("button", name="Sì, mandatemi le notizie").click()
    expect(screen.get_by_role("main")).to_contain_text("Le ricevi dal")
    look(screen)
    screen.get_by_role("button", name="Non voglio più le notizie").click()
    expect(screen.get_by_role("main")).to_contain_text("Oggi non le ricevi.")

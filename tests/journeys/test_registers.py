"""An educator marks a register with the line off and on; a stranger checks a certificate."""

from datetime import date, time

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from laboratories.models import Certificate, PresenceMark
from laboratories.registers import attending, marking, numbers
from networking.models import Comune
from tests import activities, factories
from tests.journeys.conftest import DESKTOP, overflows, sign_in, violations
from tests.laboratories import registers

NARROWEST = {"width": 320, "height": 640}


@pytest.fixture
def session(live_server):
    leader = registers.educator()
    norcia = Comune.objects.get(slug="norcia")
    made = registers.session(
        norcia, by=leader, children=3, first_day=timezone.localdate(), local_start=time(0, 1)
    )
    return attending.open_register(made, by=leader, now=timezone.now())


@pytest.fixture
def tablet(page: Page, live_server, session) -> Page:
    """The register, open on the tablet of who leads."""
    sign_in(page, live_server.url, "educatrice@example.org", factories.PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(f"{live_server.url}/operatori/registri/")
    page.get_by_role("link", name=str(session.cycle)).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(str(session.cycle))
    # A button pressed before the page's script has begun sends its form by itself, and says nothing of the line.
    page.wait_for_load_state("load")
    return page


def row_of(page: Page, presence):
    return page.locator(f"#p-{presence.pk}")


def press(page: Page, presence, words: str) -> None:
    row_of(page, presence).get_by_role("button", name=words).first.click()


def test_marks_made_without_a_line_wait_on_the_tablet_and_arrive(
    tablet: Page, context: BrowserContext, session
):
    one, two, three = registers.rows(session)
    line = tablet.locator("#register-line")
    press(tablet, one, "Presente")
    expect(line).to_have_text("Tutti i segni sono arrivati.")
    assert violations(tablet) == []
    # Without a line the browser itself complains.
    context.expected_statuses.add(0)
    context.set_offline(True)
    press(tablet, two, "Assente")
    press(tablet, three, "Presente")
    press(tablet, three, "Annulla")
    expect(line).to_have_text("3 segni aspettano la linea: restano su questo apparecchio.")
    expect(row_of(tablet, two)).to_contain_text("assente (aspetta la linea)")
    assert [row.mark for row in registers.rows(session)] == ["present", "", ""]

    context.set_offline(False)

    expect(line).to_have_text("Tutti i segni sono arrivati.", timeout=20_000)
    assert [row.mark for row in registers.rows(session)] == ["present", "absent", ""]
    assert PresenceMark.objects.for_everyone(reason="prova").count() == 4


def test_a_page_closed_without_a_line_keeps_its_marks(tablet: Page, context: BrowserContext, session):
    [one, *_others] = registers.rows(session)
    context.expected_statuses.add(0)
    context.set_offline(True)
    press(tablet, one, "Assente")
    expect(tablet.locator("#register-line")).to_contain_text("1 segno aspetta la linea")
    address = tablet.url
    tablet.goto("about:blank")
    context.set_offline(False)

    tablet.goto(address)

    expect(tablet.locator("#register-line")).to_have_text("Tutti i segni sono arrivati.")
    assert registers.rows(session)[0].mark == "absent"


def test_another_tablet_said_otherwise_and_a_person_decides(tablet: Page, session):
    one = registers.rows(session)[0]
    leader = session.opened_by
    marking.mark(session, [registers.made(one, "absent")], by=leader, now=timezone.now())
    press(tablet, one, "Presente")
    expect(tablet.locator("#register-line")).to_contain_text("è arrivato un segno diverso")

    tablet.reload()
    expect(row_of(tablet, one)).to_contain_text("Due segni diversi")
    assert violations(tablet) == []
    press(tablet, one, "Presente")

    expect(row_of(tablet, one)).not_to_contain_text("Due segni diversi")
    assert registers.rows(session)[0].mark == "present"


def test_pages_of_registers_fit_every_screen(tablet: Page, session, live_server):
    addresses = [tablet.url, f"{tablet.url}ricopia/", f"{live_server.url}/operatori/registri/"]
    for address in [*addresses, f"{live_server.url}/operatori/cicli/{session.cycle_id}/attestati/"]:
        for size in (NARROWEST, DESKTOP):
            tablet.set_viewport_size(size)
            tablet.goto(address)
            assert not overflows(tablet), (address, size)
        assert violations(tablet) == [], address


def test_a_stranger_checks_a_certificate(page: Page, live_server):
    cycle = activities.cycle(Comune.objects.get(slug="norcia"))
    number = numbers.draw()
    Certificate.objects.create(
        number=number,
        person=factories.human("Maria Rossi"),
        cycle=cycle,
        title="Primo soccorso",
        minutes=180,
        minutes_held=180,
        first_day=date(2026, 12, 2),
        last_day=date(2026, 12, 9),
        issued_at=timezone.now(),
    )
    page.set_viewport_size(NARROWEST)
    page.goto(f"{live_server.url}/attestati/")
    assert violations(page) == []
    page.get_by_label("Numero dell'attestato").fill(numbers.grouped(number).lower())
    page.get_by_role("button", name="Controlla", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Questo attestato è vero")
    expect(page.get_by_role("main")).to_contain_text("M. R.")
    assert "Rossi" not in page.content()
    assert violations(page) == []
    assert not overflows(page)

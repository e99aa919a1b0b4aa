"""A man of eighty without e-mail asks for a place at the desk in Norcia: the operator never leaves the keyboard."""

import time
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from laboratories.models import Booking
from laboratories.rules import spoken_code
from networking.models import Comune
from tests import activities, factories
from tests.journeys.conftest import DESKTOP, PHONE, overflows, sign_in, violations

SECONDS = 90


@pytest.fixture
def course(transactional_db):
    """Eight meetings from next week."""
    activity = activities.activity(
        title="L'alfabeto del telefono", min_age=60, to_bring="Il tuo telefono, carico."
    )
    first = timezone.localdate() + timedelta(days=7)
    return activities.cycle(Comune.objects.get(slug="norcia"), activity=activity, first_day=first, sessions=8)


def reach(page: Page, name: str, tag: str = "A") -> None:
    """Press Tab until the link or button of that name has the focus."""
    for _press in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "[document.activeElement.tagName, (document.activeElement.innerText || '').trim()]"
        )
        if focused == [tag, name]:
            return
    raise AssertionError(f"«{name}» non si raggiunge con la tastiera.")


def test_a_man_of_eighty_is_booked_with_the_keyboard_alone(page: Page, portal, operator_of_zone_6, course):
    man = factories.human(
        "Settimio Bonacci", comune=Comune.objects.get(slug="norcia"), birth_date=date(1946, 3, 12)
    )
    page.set_viewport_size(DESKTOP)
    sign_in(page, portal, operator_of_zone_6.email, factories.PASSWORD)
    page.goto(f"{portal}{man.get_absolute_url()}")
    started = time.monotonic()

    reach(page, "Prenota")
    page.keyboard.press("Enter")
    expect(page.get_by_role("searchbox", name="Che cosa cerca?")).to_be_focused()
    page.keyboard.type("telefono")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Un ciclo da prenotare")
    assert violations(page) == []
    reach(page, "L'alfabeto del telefono")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("L'alfabeto del telefono")
    assert violations(page) == []
    reach(page, "Prenota", "BUTTON")
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_contain_text("Confermata")
    code = spoken_code(Booking.objects.for_everyone(reason="prova").get(person=man).party.code)
    expect(page.get_by_role("main")).to_contain_text(code)
    assert time.monotonic() - started < SECONDS
    assert violations(page) == []
    page.set_viewport_size(PHONE)
    assert not overflows(page)

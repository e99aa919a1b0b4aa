"""A place comes free, and a family takes it from the telephone, without signing in."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from laboratories.models import Booking
from laboratories.queue.promoting import promote
from networking import outbox
from networking.models import Comune, Notice
from tests import activities, factories
from tests.journeys.conftest import overflows, violations
from tests.laboratories.queues import states

WAITING = Booking.State.WAITING


@pytest.fixture
def offered(live_server, smtp, settings):
    """Emma and her brother wait for a laboratory; two places have just come free, and the mail has left."""
    settings.PORTAL_ADDRESS = live_server.url
    first = timezone.localdate() + timedelta(days=21)
    cycle = activities.cycle(Comune.objects.get(slug="norcia"), places=2, first_day=first, sessions=3)
    mother = factories.human("Mara Testa", email="mara@example.org")
    party = activities.party(mother, size=2)
    for name in ("Emma Testa", "Leo Testa"):
        activities.booking(cycle, factories.child_of(mother, name), state=WAITING, party=party)
    promote(activities.pool(cycle).pk, now=timezone.now())
    outbox.drain(now=timezone.now)
    return party


def address_of(party) -> str:
    """The link that the mail carries."""
    notice = Notice.objects.for_everyone(reason="prova").get(kind="laboratories.seat_offered")
    assert notice.state == Notice.State.SENT
    assert re.search(r"Emma e Leo", notice.text)
    return notice.link


def test_a_family_accepts_an_offer_without_signing_in(page: Page, live_server, offered):
    page.goto(f"{live_server.url}{address_of(offered)}")
    expect(page.get_by_role("heading", level=1)).to_have_text("C'è posto per Emma e Leo")
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert not overflows(page)
    assert states(offered) == [Booking.State.OFFERED] * 2

    page.get_by_role("button", name="Accetto il posto").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Il posto è vostro")
    assert violations(page) == []
    assert states(offered) == [Booking.State.CONFIRMED] * 2


def test_who_comes_too_late_is_told_kindly(page: Page, live_server, offered):
    address = address_of(offered)
    activities.bookings().update(offer_expires_at=timezone.now() - timedelta(seconds=1))

    page.goto(f"{live_server.url}{address}")

    expect(page.get_by_role("heading", level=1)).to_have_text("Il tempo per rispondere è finito")
    assert violations(page) == []
    assert not overflows(page)

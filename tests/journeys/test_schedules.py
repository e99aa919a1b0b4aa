"""Whoever keeps the portal finds a work of the night that failed, reads what to do, and has it done."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from networking import health
from networking.models import RoleKind, ScheduledRun
from networking.schedules import running
from services import tasks as services_tasks
from tests import factories
from tests.journeys.conftest import DESKTOP, PHONE, overflows, violations

LATE = "aggiornare-i-suggerimenti"


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desk"])
def screen(request, page: Page) -> Page:
    page.set_viewport_size(request.param)
    return page


@pytest.fixture
def after_a_bad_night(portal):
    """Everything went well, but for one work that failed at its hour."""
    now = timezone.now()
    running.learn(now=now - timedelta(days=9))
    ScheduledRun.objects.update(started_at=now, ended_at=now, succeeded_at=now)
    ScheduledRun.objects.filter(name=LATE).update(
        succeeded_at=now - timedelta(days=3), last_error="OperationalError", attempts=3
    )
    for process in (health.WORKER, health.CLOCK):
        health.record_beat(process, now=now)


def test_a_work_that_failed_is_found_and_done(screen, context, portal, after_a_bad_night, monkeypatch):
    user = factories.person("amministra@example.org", RoleKind.ADMINISTRATOR, everywhere=True)
    session = factories.signed_in(user).session
    context.add_cookies([{"name": "sessionid", "value": session.session_key, "url": portal}])
    # The worker, here, is the one who reads: what it does is done when the page asks.
    refresh = services_tasks.refresh_search_labels
    monkeypatch.setattr(refresh, "apply_async", lambda **_options: refresh())

    screen.goto(f"{portal}/gestione/")
    screen.get_by_role("link", name="1 lavoro del portale è in ritardo").click()

    expect(screen.get_by_role("status")).to_contain_text("1 lavoro è in ritardo.")
    expect(screen.get_by_text("Non riuscito (OperationalError), tentativi: 3")).to_be_visible()
    assert violations(screen) == []
    assert not overflows(screen)

    screen.get_by_role("button", name="Fallo adesso (Aggiornare i suggerimenti)").click()

    expect(screen.get_by_text("«Aggiornare i suggerimenti»: chiesto.")).to_be_visible()
    expect(screen.get_by_text("È tutto in orario.")).to_be_visible()
    assert violations(screen) == []
    assert ScheduledRun.objects.get(name=LATE).attempts == 0

"""The public pages of activities on every screen: axe finds nothing, nobody scrolls sideways."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import activities, factories
from tests.journeys.conftest import DESKTOP, overflows, violations

pytestmark = pytest.mark.journey
LONG_TITLE = "Laboratorio di teatro, musica e racconto per tutta la famiglia"
PAGES = [
    "",
    "laboratori/",
    "laboratori/?comune=poggiodomo&eta=otto",
    "laboratori/teatro/",
    "spazi/",
    "spazi/norcia/",
]


@pytest.fixture
def week(transactional_db, norcia):
    """A week with a long title, a full cycle, a cancelled session."""
    where = activities.venue(norcia, slug="norcia", is_platform=True)
    activities.room(where, equipment="Lavagna\nPianoforte")
    day = timezone.localdate() + timedelta(days=2)
    about = activities.activity(title=LONG_TITLE, slug="teatro", to_bring="Scarpe comode", min_age=6)
    activities.cycle(where, activity=about, first_day=day, sessions=6)
    activities.booking(activities.cycle(where, activity=about, first_day=day, places=1), factories.human())
    lost = activities.cycle(where, activity=about, first_day=day)
    lost.sessions.update(cancelled_at=timezone.now(), cancelled_because="neve")


@pytest.mark.parametrize("width", [320, 360, DESKTOP["width"]])
def test_activities_are_readable_on_every_screen(page, live_server, week, width):
    page.set_viewport_size({"width": width, "height": 800})
    found = {}
    for path in PAGES:
        page.goto(f"{live_server.url}/{path}")
        found[path] = [*violations(page), *(["scrolls sideways"] if overflows(page) else [])]

    assert found == {path: [] for path in PAGES}

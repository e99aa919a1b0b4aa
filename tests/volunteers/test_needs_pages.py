"""Saying on its own page that an activity needs help, and never for one held elsewhere too."""

import pytest

from networking.models import RoleKind
from tests import activities, factories, volunteering
from volunteers.models import HelpRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa(norcia):
    return factories.signed_in(
        factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)
    )


def needs_of(activity):
    return f"/volontariato/richieste/attivita/{activity.slug}/"


def test_the_page_of_an_activity_leads_to_what_it_needs(client, norcia, rosa):
    activity = activities.cycle(norcia).activity

    assert needs_of(activity) in rosa.get(activity.get_absolute_url()).content.decode()
    assert needs_of(activity) not in client.get(activity.get_absolute_url()).content.decode()


def test_what_it_needs_is_kept(norcia, rosa):
    activity = activities.cycle(norcia).activity
    said = {"kind": volunteering.kind().pk, "places": 2, "minimum_team": 1, "is_active": "on"}

    rosa.post(needs_of(activity), {**said, "minutes_before": 10, "minutes_after": 0})

    assert activity.help_needs.get().places == 2


def test_never_for_an_activity_held_elsewhere_too(norcia, cascia, rosa):
    activity = activities.cycle(norcia).activity
    activities.cycle(cascia, activity=activity)

    assert rosa.get(needs_of(activity)).status_code == 404


def test_the_outcome_of_a_check_is_written_from_its_page(norcia, rosa, now):
    sheet = factories.service(comune=norcia)
    turn = volunteering.request(norcia, sheet=sheet, local_date=volunteering.SINCE)

    rosa.post(f"/volontariato/richieste/{turn.pk}/esito/", {"is_right": "si", "words": "per telefono"})

    assert sheet.verifications.get().method == "per telefono"
    assert HelpRequest.objects.get().checked_at is not None

"""A clearance revoked behind the pages: a real clock and a real worker take the turn away, and say so."""

import pytest
from django.conf import settings

from networking.models import Credential, Notice, RoleKind
from tests import database, factories, volunteering
from tests.faults import portal
from tests.faults.portal import BEAT, WORKER, queue
from tests.volunteers.test_turn_pages import somebody, soon
from volunteers.covering import ranking
from volunteers.eligibility import refusals_of
from volunteers.models import Volunteer


@pytest.fixture
def environment(transactional_db):
    return {
        "DATABASE_URL": database.url_of(settings.DATABASES["default"]["NAME"], role="portal"),
        "REDIS_URL": queue(number=11),
        "PORTAL_PROCESS": "",
    }


def test_suspended_told_and_somebody_else_proposed(environment, norcia):
    coordinator = factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)
    turn = soon(norcia, kind=volunteering.kind(needed=["clearance"]))
    hers, other = somebody("aiuta@example.org", norcia), somebody("altra@example.org", norcia)
    for each in (hers, other):
        volunteering.credential(each, "clearance")
    row = volunteering.assign(hers, turn)
    theirs = Credential.objects.for_everyone(reason="una prova").filter(person=hers.person)
    theirs.update(revoked_at=volunteering.MOMENT, revoked_because="x")

    with portal.running(WORKER, **environment), portal.running(BEAT, **environment):
        notices = Notice.objects.for_everyone(reason="una prova")
        uncovered = notices.filter(kind="volunteers.turn_uncovered", person=coordinator.person)
        assert portal.wait_for(uncovered.exists, seconds=100)

    row.refresh_from_db()
    turn.refresh_from_db()
    people = Volunteer.objects.for_everyone(reason="una prova")
    assert (row.state, turn.taken) == ("suspended", 0)
    # V-I4: what the clock found is what the pages say.
    assert refusals_of([hers], turn)[hers.pk] == row.refusals
    assert [each.volunteer for each in ranking.candidates(people, turn)] == [other]

"""What expires is told thirty days before, seven before and on the day, once each; and a policy changes nothing past."""

from datetime import UTC, date, datetime, timedelta

import pytest

from networking.models import CredentialPolicy, Notice, RoleKind
from tests import factories, volunteering
from tests.volunteers.test_turn_pages import somebody
from volunteers.credentials import expiring
from volunteers.models import InsuranceCover, Volunteer
from volunteers.turns import looking

pytestmark = pytest.mark.django_db
ENDS = date(2026, 12, 20)


@pytest.fixture
def coordinator(norcia):
    return factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)


@pytest.fixture
def volunteer(norcia):
    return somebody("aiuta@example.org", norcia)


def morning(days):
    """So many days before it ends."""
    return datetime(ENDS.year, ENDS.month, ENDS.day, 7, tzinfo=UTC) - timedelta(days=days)


def told(person):
    notices = Notice.objects.for_everyone(reason="una prova").filter(person=person)
    return notices.filter(kind__startswith="volunteers.credential_expires").count()


def test_each_step_is_told_once_to_both(volunteer, coordinator):
    volunteering.credential(volunteer, "clearance", expires_on=ENDS)

    for days in (31, 30, 29, 8, 7, 6, 0, -1):
        expiring.tell(now=morning(days))

    assert (told(volunteer.person), told(coordinator.person)) == (3, 3)


def test_a_worker_that_was_off_tells_the_last_step_alone(volunteer):
    volunteering.credential(volunteer, "clearance", expires_on=ENDS)

    expiring.tell(now=morning(3))

    assert told(volunteer.person) == 1


def test_what_has_been_renewed_or_revoked_is_not_told(volunteer):
    volunteering.credential(volunteer, "clearance", expires_on=ENDS)
    volunteering.credential(volunteer, "clearance", expires_on=ENDS + timedelta(days=365))
    volunteering.credential(
        volunteer, "safety", expires_on=ENDS, revoked_at=volunteering.MOMENT, revoked_because="x"
    )

    assert expiring.tell(now=morning(30)) == 0


def test_the_insurance_too_by_the_day_of_its_policy(volunteer):
    covers = InsuranceCover.objects.for_everyone(reason="una prova")
    type(covers.get().policy).objects.update(ends_on=ENDS)

    assert expiring.tell(now=morning(7)) == 1
    assert told(volunteer.person) == 1


def test_not_to_who_has_stopped(volunteer):
    volunteering.credential(volunteer, "clearance", expires_on=ENDS)
    volunteer.state = "paused"
    volunteer.save()

    assert expiring.tell(now=morning(30)) == 0


def test_the_turns_that_will_miss_somebody_are_known_before(volunteer, norcia):
    kind = volunteering.kind(needed=["clearance"])
    clearance = volunteering.credential(volunteer, "clearance", expires_on=ENDS)
    volunteering.assign(volunteer, volunteering.request(norcia, kind=kind))
    after = volunteering.request(norcia, kind=kind, local_date=ENDS)
    volunteering.request(norcia, kind=kind, local_date=ENDS - timedelta(days=1))

    assert expiring.turns_to_cover(volunteer, clearance, now=morning(7)) == [after]


def test_a_change_of_policy_makes_no_past_turn_wrong(volunteer, norcia):
    volunteering.credential(volunteer, "clearance", expires_on=date(2028, 1, 1))
    turn = volunteering.request(norcia, kind=volunteering.kind(needed=["clearance"]))
    row = volunteering.assign(volunteer, turn)

    CredentialPolicy.objects.update(months=1, first_use_months=1)
    looking.look_again()

    row.refresh_from_db()
    assert row.state == "accepted"
    assert Volunteer.objects.for_everyone(reason="una prova").get().state == "active"

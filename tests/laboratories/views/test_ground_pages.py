"""What the activities bring to the pages of the ground: the desk's, a person's sheet, one's own area."""

from datetime import date

import pytest
from django.urls import reverse

from networking.models import RoleKind
from tests import activities, factories
from tests.laboratories.queues import in_queue

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(operator_of_zone_6):
    return factories.signed_in(operator_of_zone_6)


def waited_for(where, title="Ceramica"):
    """A cycle in which somebody waits."""
    cycle = activities.cycle(
        where, activity=activities.activity(title=title), places=1, first_day=date(2027, 3, 3)
    )
    in_queue(cycle)
    return cycle


def read(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_the_desk_finds_every_queue_from_its_first_page(desk, norcia):
    cycle = waited_for(norcia)

    page = read(desk, "networking:desk_home")

    assert reverse("laboratories:cycle_queue", args=[cycle.pk]) in page
    assert "aspetta 1 persona" in page


def test_not_those_of_another_territory(desk, foligno):
    waited_for(foligno)

    assert "aspetta 1 persona" not in read(desk, "networking:desk_home")


def test_the_desk_finds_registers_and_bookings(desk):
    page = read(desk, "networking:desk_home")

    for name in ("register_list", "desk_bookings", "closure_list"):
        assert reverse(f"laboratories:{name}") in page


@pytest.mark.parametrize("number", [1, 25])
def test_questions_do_not_grow_with_the_queues(desk, norcia, number, django_assert_max_num_queries):
    where = activities.venue(norcia)
    for _each in range(number):
        waited_for(where)

    with django_assert_max_num_queries(28):
        read(desk, "networking:desk_home")


def test_somebody_is_booked_for_from_their_sheet(desk, norcia):
    person = factories.human("Ada Vagni", comune=norcia)

    page = read(desk, "networking:desk_person", person.pk)

    assert reverse("laboratories:desk_cycles", args=[person.pk]) in page


def test_a_register_leads_to_who_waits(desk, norcia):
    session = waited_for(norcia).sessions.get()

    page = read(desk, "laboratories:register", session.pk)

    assert reverse("laboratories:cycle_queue", args=[session.cycle_id]) in page


@pytest.mark.parametrize(("kind", "leads"), [(RoleKind.EDUCATOR, True), (RoleKind.CITIZEN, False)])
def test_ones_own_area_leads_to_certificates_and_who_leads_to_registers(kind, leads):
    client = factories.signed_in(factories.person("chi@example.org", kind))

    page = read(client, "networking:profile")

    assert reverse("laboratories:family_certificates") in page
    assert (reverse("laboratories:register_list") in page) is leads

"""The lists of volunteering ask the database as much for many rows as for one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from networking.models import RoleKind
from networking.rules import years_before
from tests import companions, factories, volunteering
from tests.volunteers.test_turn_pages import DESK, MINE, somebody, soon
from volunteers.turns import inviting

pytestmark = pytest.mark.django_db
ROWS = pytest.mark.parametrize("many", [1, 25])


@pytest.fixture
def coordinator(norcia):
    return factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)


@pytest.fixture
def desk(coordinator):
    return factories.signed_in(coordinator)


def at_the_door(comune, number):
    """Somebody who asks, somebody suspended, somebody who has not answered."""
    volunteering.candidate(factories.human(f"Ugo Ng{number}", comune=comune, birth_date=volunteering.SINCE))
    row = volunteering.assign(somebody(f"ferma{number}@example.org", comune), soon(comune))
    row.volunteer.state = "paused"
    row.volunteer.save()
    return somebody(f"zitta{number}@example.org", comune), soon(comune)


@ROWS
def test_the_desk_with_who_asks_is_suspended_or_silent(
    desk, coordinator, norcia, many, django_assert_max_num_queries
):
    for number in range(many):
        silent, turn = at_the_door(norcia, number)
        inviting.invite([silent], turn, by=coordinator, now=timezone.now())

    with django_assert_max_num_queries(21):
        page = desk.get(DESK).context["desk"]

    assert [len(page.suspended), len(page.unanswered)] == [many, many]


@ROWS
def test_whom_to_keep_company(desk, norcia, many, django_assert_max_num_queries):
    for number in range(many):
        companions.elder(norcia, f"Ida Sola{number}")

    with django_assert_max_num_queries(15):
        page = desk.get(reverse("volunteers:companionship_who")).content.decode()

    assert page.count("Ida Sola") >= many


@ROWS
def test_ones_own_invitations(coordinator, norcia, many, django_assert_max_num_queries):
    volunteer = somebody("aiuta@example.org", norcia)
    for number in range(many):
        turn = soon(norcia, days=5 + number)
        inviting.invite([volunteer], turn, by=coordinator, now=timezone.now())
    client = factories.signed_in(volunteer.person.account)

    with django_assert_max_num_queries(15):
        assert len(client.get(MINE).context["mine"].asked) == many


@ROWS
def test_children_who_want_to_help_at_home(norcia, many, django_assert_max_num_queries):
    mother = factories.person("mamma@example.org", RoleKind.GUARDIAN, lives_in=norcia)
    born = years_before(timezone.localdate(), 17) - timedelta(days=1)
    for number in range(many):
        girl = factories.child_of(mother, f"Agata Ng{number}", birth_date=born, comune=norcia)
        volunteering.candidate(girl)
    client = factories.signed_in(mother)

    with django_assert_max_num_queries(40):
        assert client.get("/famiglia/").content.decode().count("Leggi e decidi") == many

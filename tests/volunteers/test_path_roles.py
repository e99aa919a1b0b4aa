"""The role of a volunteer, for who opens an access after having begun."""

import pytest
from django.utils import timezone

from networking.models import Role, RoleKind
from tests import factories, volunteering
from volunteers.path import activating

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(norcia):
    return factories.person("tardi@example.org", RoleKind.CITIZEN, lives_in=norcia)


def roles(user):
    return Role.objects.filter(user=user, kind=RoleKind.VOLUNTEER).held_on(timezone.localdate())


def test_an_access_opened_after_the_first_day_has_the_role_once(late):
    volunteering.able(late.person)

    given = [activating.give_late_roles(now=timezone.now()) for _time in range(2)]

    assert given == [1, 0]
    assert roles(late).count() == 1


@pytest.mark.parametrize(("state", "ended_on"), [("candidate", None), ("ended", volunteering.SINCE)])
def test_who_does_not_help_has_none(late, state, ended_on):
    volunteering.candidate(late.person, state=state, ended_on=ended_on)

    assert activating.give_late_roles(now=timezone.now()) == 0


def test_without_an_access_there_is_nobody_to_give_it_to(norcia):
    volunteering.able(factories.human("Niccolò Ng", comune=norcia))

    assert activating.give_late_roles(now=timezone.now()) == 0

"""The call list's people."""

import pytest

from tests import factories
from tests.factories import human

from . import calling


@pytest.fixture
def kinds(settings):
    settings.NOTICE_KINDS = [*settings.NOTICE_KINDS, f"{calling.__name__}.KINDS"]
    calling.REASONS_GONE.clear()


@pytest.fixture
def settimio(norcia):
    return human("Settimio Bonacci", comune=norcia, phone=calling.PHONE, channel="phone")


@pytest.fixture
def carla(operator_of_zone_6):
    return operator_of_zone_6


@pytest.fixture
def colleague(carla):
    return factories.person("collega@example.org", "desk_operator", zone=carla.roles.get().zone)

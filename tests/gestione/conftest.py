"""Staff of every kind, each at work in a browser of their own."""

import pytest

from networking.models import RoleKind, Zone
from tests import factories


@pytest.fixture
def zone_6(db):
    return Zone.objects.get(number=6)


@pytest.fixture
def zone_8(db):
    return Zone.objects.get(number=8)


@pytest.fixture
def as_operator_6(operator_of_zone_6):
    return factories.signed_in(operator_of_zone_6)


@pytest.fixture
def administrator_6(zone_6):
    """Somebody who administers Zone 6 and nothing else."""
    return factories.person("amministra6@example.org", RoleKind.ADMINISTRATOR, zone=zone_6)


@pytest.fixture
def as_administrator_6(administrator_6):
    return factories.signed_in(administrator_6)


@pytest.fixture
def whole_administrator(db):
    """Somebody who administers the whole territory, by a role."""
    return factories.person("amministra@example.org", RoleKind.ADMINISTRATOR, everywhere=True)


@pytest.fixture
def as_whole_administrator(whole_administrator):
    return factories.signed_in(whole_administrator)

"""Who convenes, a body, and somebody who sits in it."""

import pytest

from networking.models import RoleKind
from tests import factories, governing


@pytest.fixture
def secretary(db):
    return factories.person("segreteria@example.org", RoleKind.SECRETARY)


@pytest.fixture
def body(db):
    return governing.body()


@pytest.fixture
def who_sits(body):
    user = factories.person("siede@example.org", RoleKind.CITIZEN, full_name="Carla Pesci")
    governing.mandate(body, user.person)
    return user.person

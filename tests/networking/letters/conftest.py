"""Letters of a kind that only tests know, in a folder of their own."""

import pytest

from tests.networking.letters import told


@pytest.fixture(autouse=True)
def house(settings, tmp_path):
    told.at_home(settings, tmp_path)


@pytest.fixture
def media(settings):
    """The names of the files that rows name."""
    return lambda: sorted(path.name for path in settings.MEDIA_ROOT.glob("??/*"))

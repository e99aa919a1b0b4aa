"""Letters of a kind that only tests know, in a folder of their own."""

import pytest

from tests.networking.letters import told


@pytest.fixture(autouse=True)
def house(settings, tmp_path):
    settings.NOTICE_KINDS = [*settings.NOTICE_KINDS, "tests.networking.letters.told.KINDS"]
    settings.MEDIA_ROOT = tmp_path / "media"
    told.GONE.clear()


@pytest.fixture
def media(settings):
    """The names of the files that rows name."""
    return lambda: sorted(path.name for path in settings.MEDIA_ROOT.glob("??/*"))

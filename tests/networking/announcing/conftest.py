"""A communication of Norcia with an appointment, and the people who live there."""

from datetime import datetime, timedelta

import pytest

from networking import jobs
from networking.models import Announcement
from networking.rules import ITALY
from tests import factories


@pytest.fixture(autouse=True)
def own_backend(settings):
    settings.EMAIL_BACKEND = "networking.mail.OutboxBackend"
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def meeting(norcia, now):
    """An open day in ten days' time."""
    begins = datetime(2026, 12, 5, 17, tzinfo=ITALY)
    return Announcement.objects.create(
        title="Giornata della salute",
        text="Misuriamo la pressione a tutti.\n\nPorta un documento.",
        comune=norcia,
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        place="Centro anziani, via Roma 1",
        created_at=now,
    )


@pytest.fixture
def emma(norcia):
    return factories.human("Emma Anziana", comune=norcia, email="emma@example.org")


@pytest.fixture
def staff(administrator, now):
    """Whoever decides something about a communication, with the worker that then tells everybody."""

    def decide(act, announcement, **chosen):
        act(announcement, by=administrator, now=now, **chosen)
        jobs.run(now=lambda: now)
        announcement.refresh_from_db()

    return decide

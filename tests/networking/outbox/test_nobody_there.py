"""What was told to nobody is never called told, and nobody is told nothing."""

from datetime import timedelta

import pytest
from django.core import mail as sent

from networking import outbox
from networking.outbox import resending
from tests.factories import human, notices, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]


@pytest.fixture(autouse=True)
def mail_in_memory(settings):
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def tell(person, now, **fields):
    return outbox.tell("prova.visita", outbox.Telling(person, key="prova:1", **fields), now=now)


def test_sent_again_to_whom_nobody_can_reach_it_stays_among_what_was_not_delivered(norcia, carla, now):
    told = tell(human(comune=norcia), now)

    assert resending.send_again(notices().filter(pk=told.pk), by=carla, now=now) == 0
    outbox.drain(now=lambda: now)
    told.refresh_from_db()
    assert told.state == "dead"


def test_whose_access_has_gone_is_not_told_in_pages_that_nobody_opens(norcia, now):
    user = person("emma@example.org", "citizen", lives_in=norcia)
    emma = user.person
    emma.channel = "pages"
    emma.save()
    told = tell(emma, now)
    emma.account, emma.email = None, "emma@example.org"
    emma.save()

    outbox.drain(now=lambda: now)
    outbox.drain(now=lambda: now)
    told.refresh_from_db()
    assert (told.state, told.channel) == ("sent", "email")


def test_sent_again_after_its_words_were_forgotten_it_is_not_an_empty_mail(norcia, carla, now):
    emma = human(comune=norcia, email="emma@example.org")
    told = tell(emma, now)
    notices().filter(pk=told.pk).update(
        state="dead", composed_at=now, closed_at=now, subject="", text="", short=""
    )
    later = now + timedelta(days=31)

    resending.send_again(notices().filter(pk=told.pk), by=carla, now=later)
    outbox.drain(now=lambda: later)
    [mail] = sent.outbox
    assert mail.subject
    assert mail.body.strip()

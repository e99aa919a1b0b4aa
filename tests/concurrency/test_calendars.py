"""Two presses of the same button, at the same moment."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from networking.calendars import feeds
from networking.models import CalendarFeed

pytestmark = pytest.mark.django_db(transaction=True)
PRESSES = 6


def test_whoever_presses_twice_has_one_address_and_every_other_is_taken_away(citizen):
    tokens, troubles, together = [], [], Barrier(PRESSES)

    def press():
        try:
            together.wait(timeout=30)
            tokens.append(feeds.open_feed(citizen.person, by=citizen, now=timezone.now())[1])
        except Exception as trouble:  # noqa: BLE001 - looked at below
            troubles.append(trouble)
        finally:
            connection.close()

    threads = [Thread(target=press) for _press in range(PRESSES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert troubles == []
    assert len(tokens) == PRESSES
    assert len([token for token in tokens if feeds.feed_of(token)]) == 1
    assert CalendarFeed.objects.for_everyone(reason="le prove").filter(revoked_at=None).count() == 1
